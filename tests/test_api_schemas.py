"""Tests api/schemas.py: the shape on the wire."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from api.schemas import MAX_WORDS, Passage, Zoekantwoord, Zoekvraag, shortened
from corpus.document import DocumentDate, Kind
from corpus.label import Evidence, Ground, Label, LabelKind, Reference, Stance
from corpus.span import Span
from corpus.taxonomy import load
from corpus.taxonomy.terms import Terms
from search.query import Citation, Filters, Query, Results
from search.question import Expansion, Named, Phrase, Question, Spelling

FIRST_WORD = (Span(0, 12),)
TERMS = Terms(load())
QUESTION = Question(
    "Thuisziters in Twente?", "Thuiszitters in Twente?", (), "nl",
    spellings=(Spelling("Thuisziters", "Thuiszitters"),),
    named=(Named("regio", "twente", (Span(16, 22),)),),
    expansions=(Expansion("thuiszitter", "thuiszitter", Span(0, 12), (Phrase("niet naar school", ()),)),),
)  # fmt: skip


def cited(text="Thuiszitters zijn er te veel.", highlights=FIRST_WORD, labels=()):
    day = DocumentDate(date(2021, 9, 29), "dag", "29 september 2021")
    return Citation(
        id="0123456789abcdef", text=text, context="", span=Span(7, 7 + len(text)), section=("Zorg", "Geld"),
        pages=(3, 4), language="nl", document_id="d" * 16, title="Verslag", name="verslag.pdf",
        kind=Kind.SESSIEVERSLAG, date=day, sha256="a" * 64, score=0.5, highlights=highlights,
        labels=labels,
    )  # fmt: skip


def test_an_answer_has_the_shape_that_was_agreed():
    facets = {LabelKind.REGIO: {"twente": 3}}
    answer = Zoekantwoord.of(Results(Query("Thuiszitters?"), QUESTION, 1, (cited(),), facets), TERMS)
    assert answer.model_dump(by_alias=True, mode="json") == {
        "vraag": "Thuiszitters?",
        "begrepen": {
            "gezocht": "Thuiszitters in Twente?",
            "taal": "nl",
            "taalGelezen": True,
            "gespeld": [
                {
                    "gevraagd": "Thuisziters",
                    "gebruikt": "Thuiszitters",
                    "sleutel": "spelling:thuisziters",
                }
            ],
            "herkend": [
                {
                    "soort": "regio",
                    "id": "twente",
                    "naam": "Twente",
                    "woorden": ["Twente"],
                    "van": None,
                    "tot": None,
                    "filter": False,
                    "sleutel": "regio:twente",
                }
            ],
            "zochtOokOp": [
                {
                    "begrip": "thuiszitter",
                    "woorden": "Thuiszitters",
                    "termen": ["niet naar school"],
                    "sleutel": "uitbreiding:thuiszitter",
                }
            ],
        },
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
                "labels": {"adviezen": [], "bouwstenen": [], "regios": [], "wetten": [], "knelpunten": []},
                "ookIn": [],
                "uitleg": None,
            }
        ],
        "facetten": {
            "regio": [{"id": "twente", "naam": "Twente", "kort": "Twente", "aantal": 3}],
            "advies": [],
            "bouwsteen": [],
            "wet": [],
            "knelpunt": [],
        },
    }


def test_every_label_shows_its_evidence_and_a_wet_every_place():
    word = Evidence(Ground.WORDS, FIRST_WORD, "een regel", 0.8)
    when = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
    person = Evidence(Ground.PERSON, source="Sam", when=when)
    five, act = Reference(Span(13, 17), "5", "", "a", "jci1.3:x", "https://x"), Reference(Span(0, 12))
    laws = Evidence(Ground.WORDS, (act.span, five.span), "de naam", 0.9)
    labels = (
        Label(LabelKind.ADVIES, "6", 0.8, (word,), "1"),
        Label(LabelKind.WET, "BWBR0002628", 0.9, (laws,), "1", (act, five)),
        Label(LabelKind.WET, "32016R0679", 1.0, (person,), ""),
        Label(LabelKind.KNELPUNT, "financiering", 0.7, (word,), "1", stance=Stance.WISH),
    )
    found = Passage.of(cited(labels=labels), TERMS).model_dump(by_alias=True, mode="json")["labels"]
    proof = {
        "grond": "genoemd", "bron": "een regel", "gewicht": 0.8, "woorden": ["Thuiszitters"],
        "markeringen": [{"begin": 0, "eind": 12}], "moment": None,
    }  # fmt: skip
    six = TERMS.get(LabelKind.ADVIES, "6")
    (advies,), (knelpunt,) = found["adviezen"], found["knelpunten"]
    assert advies == {
        "id": "6", "naam": six.name, "kort": six.short,
        "score": 0.8, "versie": "1", "bewijs": [proof],
    }  # fmt: skip
    assert (knelpunt["soort"], knelpunt["uitspraak"]) == ("financiering", "wens")
    named, placed, added = found["wetten"]
    assert (named["bwbId"], named["artikel"], named["bewijs"][0]["woorden"]) == (
        "BWBR0002628", None, ["Thuiszitters"]
    )  # fmt: skip
    place = {key: placed[key] for key in ("naam", "bwbId", "artikel", "lid", "onderdeel", "jci", "url")}
    assert place == {
        "naam": "Leerplichtwet 1969", "bwbId": "BWBR0002628", "artikel": "5", "lid": None, "onderdeel": "a",
        "jci": "jci1.3:x", "url": "https://x",
    }  # fmt: skip
    assert [one["woorden"] for one in placed["bewijs"]] == [["zijn"]]
    assert (added["bwbId"], added["jci"], added["bewijs"][0]["bron"]) == (None, None, "Sam")
    assert added["url"].endswith("CELEX:32016R0679")
    assert added["bewijs"][0]["moment"] == "2026-03-04T05:06:00Z"


def test_a_question_becomes_a_query():
    body = {
        "vraag": "x",
        "aantal": 5,
        "pagina": 2,
        "filters": {
            "documentsoort": ["interview"],
            "van": "2020-01-01",
            "regio": ["den bosch", "Twente"],
            "advies": [6],
            "wet": ["LPW"],
        },
    }
    labels = {
        LabelKind.ADVIES: ("6",), LabelKind.REGIO: ("de-meierij", "twente"), LabelKind.WET: ("BWBR0002628",)
    }  # fmt: skip
    wanted = Filters(kinds=(Kind.INTERVIEW,), since=date(2020, 1, 1), labels=labels)
    assert Zoekvraag.model_validate(body).query(TERMS) == Query("x", 5, 2, wanted)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"vraag": "x", "aantal": 0},
        {"vraag": "x", "aantal": 101},
        {"vraag": "x", "soort": "y"},
        {"vraag": "x", "filters": {"gemeente": []}},
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
    passage = Passage.of(cited(text, (Span(0, 5), Span(1316, 1330), Span(1500, 1505))), TERMS)
    assert len(passage.tekst) == passage.eind - passage.begin == MAX_WORDS * 6 - 1
    assert [(mark.begin, mark.eind) for mark in passage.markeringen] == [(0, 5), (1316, 1319)]
