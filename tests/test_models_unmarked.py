"""Sentences that no mark ends: run-on lists come apart, names in running text stay whole."""

import pytest

from models.pipeline import DutchPipeline

LISTS = [
    ["2019: eerste pilot", "2020: tweede pilot", "2021: evaluatie"],
    ["Voorzitter van de raad (1987-1989)", "Lid van het bestuur (1990-1994)", "Wethouder te Assen (1995)"],
    ["Groningen (1998)", "Assen (2003)", "Emmen (2007)", "Meppel (2011)"],
]
HEADED = [
    ["Doel", "Een plek voor elk kind"],
    ["Gezamenlijke aanpak", "De gemeente spreekt elke maand met de school."],
    ["Dat bleek.", "Resultaten in de regio", "Op veel scholen daalde het verzuim."],
]
PROSE = [
    "De Stichting Samenwerking Primair Onderwijs Midden Holland vroeg Alphen aan den Rijn om hulp.",
    "Passend Onderwijs Kop van Drenthe",
    "Het programma Met Andere Ogen wordt voortgezet.",
    "Vorig jaar wilde Holland Rijnland een nieuwe aanpak.",
    "Het project Samen Naar School krijgt geld.",
    "3. Samen met ouders",
    "ZORG EN ONDERWIJS IN DE REGIO",
    "Noor Visser | Jeugdzorg Nederland | Regio Twente",
]


@pytest.fixture(scope="module")
def pipeline():
    return DutchPipeline()


@pytest.mark.parametrize("items", LISTS)
def test_items_of_a_list_that_lost_its_line_ends_come_apart(pipeline, items):
    text = " ".join(items)
    assert [span.cut(text) for span in pipeline(text)] == items


@pytest.mark.parametrize("sentences", HEADED)
def test_a_heading_comes_apart_from_the_text_it_ran_into(pipeline, sentences):
    text = " ".join(sentences)
    assert [span.cut(text) for span in pipeline(text)] == sentences


@pytest.mark.parametrize("text", PROSE)
def test_names_numbers_and_headings_stay_whole(pipeline, text):
    assert [span.cut(text) for span in pipeline(text)] == [text]


def test_a_full_reading_has_the_sentences_that_are_found_without_parsing(pipeline):
    texts = [" ".join(LISTS[0]), *PROSE, " ".join(PROSE), "Doel\nEen plek. (2020) Voor wie"]
    readings = pipeline.read(texts)
    assert [list(reading.sentences) for reading in readings] == [pipeline(text) for text in texts]
