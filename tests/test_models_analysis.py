"""Dutch words: spans stay true, forms of a word share a stem, compounds know their parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.analysis import Analysis, fold, grams
from models.compounds import Compounds

ANALYSIS = Analysis()
COMPOUNDS = Compounds()


@given(st.text(max_size=300))
def test_spans_of_words_are_ordered_and_cut_what_was_read(text):
    end = 0
    for word in ANALYSIS.words(text):
        assert word.span.start >= end
        end = word.span.end
        assert fold(word.span.cut(text)) == word.folded
        assert word.stem or word.is_stop


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("regio's", "regio"),
        ("arrangementen", "arrangement"),
        ("kinderen", "kind"),
        ("schurende", "schuren"),
        ("liepen", "lopen"),
        ("wetten", "wet"),
        ("coördinatie", "coordinatie"),
        ("REGIO’S", "regio"),
        ("'18", "2018"),
        ("’98", "1998"),
    ],
)
def test_forms_of_a_word_share_a_stem(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    "pair", [("schuren", "scholen"), ("wet", "weten"), ("zorg", "zicht"), ("jeugd", "vreugd")]
)
def test_other_words_do_not_share_a_stem(pair):
    assert stem(pair[0]) != stem(pair[1])


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("onderwijszorgarrangementen", ["onderwijs", "zorg", "arrangementen"]),
        ("leerplichtontheffing", ["leerplicht", "ontheffing"]),
        ("samenwerkingsverband", ["samenwerking", "verband"]),
        ("toezichtskaders", ["toezicht", "kaders"]),
        ("schoolbestuur", ["school", "bestuur"]),
        ("onderwijs", []),
        ("verantwoordelijkheid", []),
        ("belemmeringen", []),
        ("regeling", []),
    ],
)
def test_compounds_are_cut_at_their_seams_and_nothing_else_is(word, parts):
    assert [part.cut(word) for part in COMPOUNDS.parts(word)] == parts


@given(st.text(alphabet="abcdeghijklmnoprstuvwz", min_size=1, max_size=40))
def test_parts_lie_in_order_within_the_word(word):
    end = 0
    for part in COMPOUNDS.parts(word):
        assert part.start >= end
        end = part.end
    assert end <= len(word)


def test_a_word_that_can_be_cut_in_millions_of_ways_is_cut_in_no_time():
    hostile = "kunstenaarsverenigingsleden" * 3
    assert len(COMPOUNDS.parts(hostile)) == 6
    assert COMPOUNDS.parts(hostile * 50) == ()


def test_what_is_longer_than_any_word_is_none_and_hides_no_other():
    text = f"voor {'abcdefghij' * 100_000} regio"
    assert [word.folded for word in ANALYSIS.words(text)] == ["voor", "regio"]


def test_a_typing_error_keeps_most_grams():
    right, wrong = set(grams("thuiszitters")), set(grams("thuisziters"))
    assert len(right & wrong) / len(right | wrong) > 0.5


def stem(text):
    (word,) = ANALYSIS.words(text)
    return word.stem
