"""Compounds fall apart where a reader of Dutch would cut them, and other words stay whole."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.compounds import Compounds, rarity

COMPOUNDS = Compounds()
UNKNOWN = 8.0
LISTED = [
    line.split("\t") for line in (Path(__file__).parent / "data/compounds.tsv").read_text("utf8").splitlines()
]


def cut(word):
    return "+".join(part.cut(word) for part in COMPOUNDS.parts(word))


def test_at_least_95_of_100_compounds_are_cut_exactly_as_written_down():
    wrong = [f"{word}: {cut(word) or 'heel'}" for word, parts in LISTED if cut(word) != parts]
    assert len(LISTED) >= 300
    assert len(wrong) <= 0.05 * len(LISTED), wrong


@pytest.mark.parametrize(
    "word",
    "bestuur natuur hadden leerden handhaven rijden protesteerden besturen architectuur wetenschapper "
    "eigenschappen vreemdelingen ontdekking strekking verantwoordelijkheid regeling opleiding".split(),
)
def test_a_word_that_is_no_compound_stays_whole(word):
    assert cut(word) == ""


@given(st.lists(st.sampled_from(["school", "zorg", "jeugd", "wet", "s", "en", "-", "x", "plan"]), max_size=6))
def test_parts_are_known_words_in_order_with_at_most_linking_letters_between(pieces):
    word = "".join(pieces)
    parts = COMPOUNDS.parts(word)
    assert len(parts) != 1
    end = 0
    for part in parts:
        assert rarity(part.cut(word)) < UNKNOWN
        assert word[end : part.start] in {"", "s", "en", "e", "n", "-", "s-"}
        end = part.end
    assert end in {0, len(word)}
