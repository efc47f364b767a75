"""Tests search/answer/units.py: what a passage can answer with are ranges of it, whole enough to be read."""

import pytest
from hypothesis import given, settings

from ingest.outline import outline
from ingest.split import split
from models.analysis import Analysis
from models.dutch import DutchSentences
from search.answer.units import units
from tests.documents import parsed_files

SENTENCES, ANALYSIS = DutchSentences(), Analysis()


def read(text, context="", headings=()):
    return [(one.text, one.lead_in) for one in units(text, context, headings, SENTENCES, ANALYSIS)]


@settings(max_examples=25)
@given(parsed_files())
def test_units_are_ranges_of_the_passage_that_leave_out_its_headings_alone(parsed):
    document = outline(parsed, name="proef.txt", sha256="0" * 64)
    for passage in split(document, SENTENCES):
        headings = (document.title, *passage.section)
        missed = list(passage.text)
        for one in units(passage.text, passage.context, headings, SENTENCES, ANALYSIS):
            assert one.text == one.span.cut(passage.text)
            assert one.text.strip()
            missed[one.span.start : one.span.end] = " " * len(one.span)
        known = {" ".join(one.split()).casefold() for one in headings}
        known |= {line.casefold() for line in passage.text.splitlines() if " | " in line}
        left = {" ".join(line.split()).casefold() for line in "".join(missed).splitlines()}
        assert left <= known | {""}


def test_a_sentence_that_leans_on_the_one_before_takes_it_along():
    text = "De regio opende een loket. Daardoor daalde de wachttijd. Ouders waarderen het loket."
    assert [words for words, _ in read(text)] == [
        "De regio opende een loket.",
        "De regio opende een loket. Daardoor daalde de wachttijd.",
        "Ouders waarderen het loket.",
    ]


def test_a_short_list_is_one_unit_with_what_opens_it_and_a_long_bullet_shows_its_lead_in():
    short = "We proberen drie dingen:\n\nEen loket\nEen tafel\nEen belteam"
    assert (short, "") in read(short)
    long = "Wat ouders ons vroegen:\n\n" + "\n".join(
        f"Kan de school in de {word} week met ons meekijken naar het plan?" for word in ("eerste", "laatste")
    )
    assert {lead for words, lead in read(long) if words.startswith("Kan")} == {"Wat ouders ons vroegen:"}


@pytest.mark.parametrize("context", ["", "Regio | Aantal"])
def test_a_row_of_a_table_has_its_header_above_it(context):
    rows = "Twente | 12\nAlmere | 7"
    assert read(rows if context else f"Regio | Aantal\n{rows}", context) == [
        ("Twente | 12", "Regio | Aantal"),
        ("Almere | 7", "Regio | Aantal"),
    ]


@pytest.mark.parametrize(
    ("text", "context", "in_full"),
    [
        ("Twente | 12", "Regio | Aantal", "Regio: Twente; Aantal: 12"),
        ("Totaal |  | 7", " | 2020 | 2021", "Totaal; 2021: 7"),
        ("Twente | 12 | 7", "Regio | Aantal", "Regio | Aantal Twente | 12 | 7"),
        (
            "Kan de school met ons meekijken?",
            "Wat ouders vroegen:",
            "Wat ouders vroegen: Kan de school met ons meekijken?",
        ),
        ("30 gezinnen kregen hulp van het loket.", "", "30 gezinnen kregen hulp van het loket."),
    ],
)
def test_a_unit_is_read_with_what_stands_above_it(text, context, in_full):
    (one,) = units(text, context, (), SENTENCES, ANALYSIS)
    assert one.in_full == in_full


@pytest.mark.parametrize(
    ("text", "is_question", "told", "is_loose"),
    [
        ("Hoe gaan we verder met de tafel?", True, "Hoe gaan we verder met de tafel?", False),
        ("Het loket hielp dertig gezinnen.", False, "Het loket hielp dertig gezinnen.", False),
        ("1. Het loket hielp veel gezinnen.", False, "Het loket hielp veel gezinnen.", False),
        ("• 30 gezinnen kregen hulp van het loket.", False, "30 gezinnen kregen hulp van het loket.", False),
        (
            "12.500 gezinnen kregen hulp van het loket.",
            False,
            "12.500 gezinnen kregen hulp van het loket.",
            False,
        ),
        ("Kansen en dromen", False, "Kansen en dromen", True),
    ],
)
def test_what_a_unit_is_follows_from_its_words(text, is_question, told, is_loose):
    (one,) = units(text, "", (), SENTENCES, ANALYSIS)
    assert (one.is_question, one.told, one.is_loose) == (is_question, told, is_loose)


@pytest.mark.parametrize(
    ("text", "is_heading"),
    [
        ("PROCES EN ORGANISATIE VAN HET LOKET", True),
        ("GEMEENTE VOOR INZET ZORG OP SCHOOL:", True),
        ("DIT LOKET IS NU GESLOTEN.", False),
        ("Het loket van de VNG", False),
        ("SWV | VNG", False),
        ("2021", False),
    ],
)
def test_capitals_that_end_as_no_sentence_are_a_heading(text, is_heading):
    (one,) = units(text, "Naam | Naam" if " | " in text else "", (), SENTENCES, ANALYSIS)
    assert one.is_heading is is_heading
