"""Words find passages: both ways through compounds, through typing errors, within filters."""

import numpy as np
import pytest

from corpus.document import Document, Kind, Passage
from corpus.span import Span
from models.analysis import Analysis
from search.hits import numbers
from search.lexical import Lexical
from search.lexical.queries import Also, Fields

ANALYSIS = Analysis()
WEIGHTS = Fields(words=0.5, parts=1, grams=1.5, title=0.2)
NAMES = {
    f"{number:016x}": name
    for number, name in enumerate(("oza", "plicht", "thuis", "weg", "nieuw", "a", "a2"))
}
TEXTS = {
    "oza": "De regio opende twee onderwijszorgarrangementen voor jonge kinderen.",
    "plicht": "Ouders vroegen ontheffing van de leerplicht aan bij de gemeente.",
    "thuis": "Het aantal thuiszitters in de regio daalde dit jaar licht.",
    "weg": "De wethouder opende de nieuwe weg langs het kanaal.",
}


@pytest.fixture
def lexical(tmp_path):
    index = Lexical(tmp_path / "woorden", ANALYSIS)
    for key, text in TEXTS.items():
        index.add(document(key), [passage(key, text)])
    index.commit()
    yield index
    index.close()


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("onderwijs zorg arrangement", "oza"),
        ("onderwijszorgarrangement", "oza"),
        ("leerplichtontheffing", "plicht"),
        ("thuisziters", "thuis"),
        ("Kenemerland", "thuis"),
    ],
)
def test_compounds_both_ways_and_typing_errors_find_their_target(lexical, question, wanted):
    assert found(lexical, question)[0] == wanted


@pytest.mark.parametrize(
    ("other", "wanted"), [("ontheffing", "plicht"), ("kanaal langs", "weg"), ("arrangement", "oza")]
)
def test_other_words_find_as_one_or_together(lexical, other, wanted):
    also = Also([list(ANALYSIS.words("zeepaardje")), list(ANALYSIS.words(other))], 0.3)
    hits = lexical.search(list(ANALYSIS.words("xqzwrt")), WEIGHTS, [also])
    assert [NAMES[passage] for passage, _ in hits.pairs()] == [wanted]


def test_words_that_stand_apart_are_no_phrase(lexical):
    also = Also([list(ANALYSIS.words("wethouder kanaal"))], 0.3)
    assert not len(lexical.search(list(ANALYSIS.words("xqzwrt")), WEIGHTS, [also]))


def test_every_passage_that_matches_is_found_with_its_score(lexical):
    hits = lexical.search(list(ANALYSIS.words("regio")), WEIGHTS)
    assert {NAMES[passage] for passage, _ in hits.pairs()} == {"oza", "thuis"}
    assert list(hits.scores) == sorted(hits.scores, reverse=True)
    assert hits.scores.min() > 0


def test_nothing_is_seen_before_commit_nor_after_removal(lexical):
    lexical.add(document("nieuw"), [passage("nieuw", "Een regio.")])
    assert "nieuw" not in lexical.counts()
    lexical.remove("nieuw")
    lexical.commit()
    assert "nieuw" not in lexical.counts()
    lexical.remove("oza")
    lexical.commit()
    assert set(lexical.counts()) == set(TEXTS) - {"oza"}
    assert "oza" not in found(lexical, "onderwijszorgarrangement")


def test_another_process_sees_what_came_when_it_looks_again(lexical, tmp_path):
    beside = Lexical(tmp_path / "woorden", ANALYSIS)
    words, everything = list(ANALYSIS.words("regio")), Fields(words=1, parts=1, grams=0, title=0)
    known = numbers(NAMES)
    assert beside.matching(words, everything, (), np.sort(known)).sum() == 2
    lexical.add(document("nieuw"), [passage("nieuw", "Een regio.")])
    lexical.commit()
    assert "nieuw" not in found(beside, "regio")
    beside.refresh({"nieuw": numbers(key for key, name in NAMES.items() if name == "nieuw")})
    assert found(beside, "regio") == found(lexical, "regio")
    assert beside.matching(words, everything, (), np.sort(known)).sum() == 3
    beside.close()


def test_what_was_committed_is_there_after_opening_again(tmp_path):
    first = Lexical(tmp_path / "woorden", ANALYSIS)
    first.add(document("a"), [passage("a", "Een regio."), passage("a2", "Nog een regio.")])
    first.commit()
    first.close()
    again = Lexical(tmp_path / "woorden", ANALYSIS)
    assert again.counts() == {"a": 2}
    again.clear()
    assert again.counts() == {}
    again.close()


def found(lexical, question):
    words = [word for word in ANALYSIS.words(question) if not word.is_stop]
    return [NAMES[passage] for passage, _ in lexical.search(words, WEIGHTS).pairs()]


def document(key):
    return Document(
        key, "0" * 64, f"{key}.txt", "text/plain", "Verslag", Kind.OVERIG, "", None, "nl", TEXTS.get(key, "")
    )


def passage(key, text):
    section = ("Noord-Kennemerland",) if key == "thuis" else ()
    number = next(number for number, name in NAMES.items() if name == key)
    return Passage(number, key.rstrip("2"), 0, Span(0, len(text)), text, section, None, "nl")
