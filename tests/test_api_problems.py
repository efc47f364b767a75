"""Tests api/problems.py and the tree that corpus/errors.py draws."""

import inspect
import re

import pytest

from api.problems import STATUS
from corpus import errors

ALL = [one for _, one in inspect.getmembers(errors, inspect.isclass) if one.__module__ == errors.__name__]
BELOW = [one for one in ALL if one is not errors.SchuurpuntError]


@pytest.mark.parametrize("error", BELOW)
def test_every_error_has_a_status_and_a_place_in_the_drawn_tree(error):
    assert 400 <= STATUS[error] < 600
    lines = inspect.getdoc(errors).splitlines()
    line = next(line for line in lines if re.search(rf"\b{error.__name__}\b", line))
    depth = len(error.__mro__) - len(errors.SchuurpuntError.__mro__)
    assert line.index(error.__name__) == 4 * depth


def test_the_drawing_and_the_table_name_nothing_else():
    drawn = re.findall(r"── (\w+)", errors.__doc__)
    assert sorted(drawn) == sorted(one.__name__ for one in BELOW)
    assert set(STATUS) == set(BELOW)
