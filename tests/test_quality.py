"""Searching and answering stay as good as they were on our own questions about the demo documents."""

from dataclasses import replace

import pytest

from bench.quality.figures import DEMO, SETS, answered, expected, fallen, measured, searched, taken_in
from search.answer.answer import Group, GroupKind

FEW = 6


@pytest.fixture(scope="module")
def service():
    with taken_in(SETS[DEMO]) as service:
        yield service


@pytest.fixture
def few(tmp_path):
    """The same set with the first questions only."""
    one = SETS[DEMO]
    for path in (one.questions, one.unanswerable):
        lines = path.read_text(encoding="utf-8").splitlines()[:FEW]
        (tmp_path / path.name).write_text("\n".join(lines), encoding="utf-8")
    return replace(
        one, questions=tmp_path / one.questions.name, unanswerable=tmp_path / one.unanswerable.name
    )


def test_no_figure_has_fallen(service):
    now, before = measured(service, SETS[DEMO]), expected()[DEMO]
    assert now.keys() == before.keys()
    assert {name: (before[name], now[name]) for name in fallen(before, now)} == {}


def test_a_ranking_that_is_turned_round_would_be_noticed(service, monkeypatch):
    search = service.search

    def turned_round(query):
        found = search(query)
        return replace(found, citations=found.citations[::-1])

    monkeypatch.setattr(service, "search", turned_round)
    now = searched(service, SETS[DEMO])
    assert {"nDCG@10", "recall@5", "MRR@10"} <= set(fallen(expected()[DEMO], now))


def test_other_words_than_the_source_has_and_answers_to_everything_would_be_noticed(
    service, few, monkeypatch
):
    answer = service.answer

    def boastful(query):
        found = answer(query)
        return replace(found, groups=tuple(map(reworded, found.groups)) or (EMPTY,))

    monkeypatch.setattr(service, "answer", boastful)
    assert {"letterlijk", "geweigerd"} <= set(fallen(expected()[DEMO], answered(service, few)))


EMPTY = Group(GroupKind.DOCUMENT, "", "", ())


def reworded(group):
    return replace(group, quotes=tuple(replace(one, text=one.text.upper()) for one in group.quotes))
