"""Languages of documents and passages."""

from __future__ import annotations

import pytest

from ingest import language
from ingest.language import language_of, passage_language

DUTCH = (
    "De gemeente en de school maken samen een afspraak over de hulp die kinderen krijgen, zodat er voor "
    "ieder kind een plek is waar het kan leren en waar ouders op tijd worden gehoord."
)
ENGLISH = (
    "The municipality and the school agree on the support that children receive, so that every child has "
    "a place to learn and parents are heard before any decision about their family has been taken."
)
TABLE = (
    "Almere | 12 | 14 | Twente | 9 | Utrecht | 31 | Zwolle | 4 | Breda | Ede | Venlo | Delft | Gouda | Tiel"
)


def test_a_document_has_the_language_it_is_written_in() -> None:
    assert (language_of(DUTCH), language_of(ENGLISH)) == ("nl", "en")


@pytest.mark.parametrize("text", ["", "12 %", "Ja!"])
def test_a_document_with_too_little_text_is_taken_for_dutch(text: str) -> None:
    assert language_of(text) == "nl"


def test_a_passage_in_another_language_is_marked() -> None:
    assert passage_language(ENGLISH, "nl") == "en"
    assert passage_language(DUTCH, "en") == "nl"


@pytest.mark.parametrize("text", [TABLE, "A short quote in English.", ""])
def test_tables_and_snippets_keep_the_language_of_their_document(text: str) -> None:
    assert passage_language(text, "nl") == "nl"


def test_dutch_passages_in_a_dutch_document_cost_no_detection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(language, "detect_langs")
    assert passage_language(DUTCH, "nl") == "nl"
