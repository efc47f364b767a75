"""Tests api/schemas.py: the shape on the wire."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from api.schemas import MAX_WORDS, Passage, Zoekantwoord, Zoekvraag, shortened
from corpus.document import DocumentDate, Kind
from corpus.span import Span
from search.query import Citation, Filters, Query, Results

FIRST_WORD = (Span(0, 12),)


def cited(text="Thuiszitters zijn er te veel.", highlights=FIRST_WORD):
    day = DocumentDate(date(2021, 9, 29), "dag", "29 september 2021")
    return Citation(
        id="0123456789abcdef", text=text, context="", span=Span(7, 7 + len(text)), section=("Zorg", "Geld"),
        pages=(3, 4), language="nl", document_id="d" * 16, title="Verslag", name="verslag.pdf",
        kind=Kind.SESSIEVERSLAG, date=day, sha256="a" * 64, score=0.5, highlights=highlights,
    )  # fmt: skip


def test_an_answer_has_the_shape_that_was_agreed():
    answer = Zoekantwoord.of(Results(Query("Thuiszitters?"), 1, (cited(),)))
    assert answer.model_dump(by_alias=True, mode="json") == {
        "vraag": "Thuiszitters?",
        "totaal": 1,
        "resultaten": [
            {
                "id": "0123456789abcdef",
                "score": 0.5,
                "tekst": "Thuiszitters zijn er te veel.",
                "context": "",
                "document": {
                    "id": "d" * 16,
                    "titel": "Verslag",
                    "bestand": "verslag.pdf",
                    "soort": "sessieverslag",
                    "datum": "2021-09-29",
                },
                "sectie": ["Zorg", "Geld"],
                "paginaVan": 3,
                "paginaTot": 4,
                "begin": 7,
                "eind": 36,
                "sha256": "a" * 64,
                "markeringen": [{"begin": 0, "eind": 12}],
            }
        ],
    }


def test_a_question_becomes_a_query():
    body = {
        "vraag": "x",
        "aantal": 5,
        "pagina": 2,
        "filters": {"documentsoort": ["interview"], "van": "2020-01-01"},
    }
    wanted = Filters(kinds=(Kind.INTERVIEW,), since=date(2020, 1, 1))
    assert Zoekvraag.model_validate(body).query() == Query("x", 5, 2, wanted)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"vraag": "x", "aantal": 0},
        {"vraag": "x", "aantal": 101},
        {"vraag": "x", "soort": "y"},
        {"vraag": "x", "filters": {"regio": []}},
    ],
)
def test_what_is_not_known_or_not_possible_is_refused(body):
    with pytest.raises(ValidationError):
        Zoekvraag.model_validate(body)


@given(st.lists(st.text(alphabet="ab é😀", min_size=1, max_size=4), max_size=400))
def test_a_shortened_text_is_a_beginning_of_it_with_at_most_so_many_words(words):
    text = " ".join(words)
    short = shortened(text)
    assert text.startswith(short)
    assert len(short.split()) == min(len(text.split()), MAX_WORDS)


def test_marks_and_end_move_along_where_a_text_is_cut():
    text = "woord " * 300
    passage = Passage.of(cited(text, (Span(0, 5), Span(1316, 1330), Span(1500, 1505))))
    assert len(passage.tekst) == passage.eind - passage.begin == MAX_WORDS * 6 - 1
    assert [(mark.begin, mark.eind) for mark in passage.markeringen] == [(0, 5), (1316, 1319)]
