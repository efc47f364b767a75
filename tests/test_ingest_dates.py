"""The date that a document gives itself."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.dates import dates_in, find_date

BODY = ["Wij spraken over van alles en nog wat met iedereen die er wilde zijn."] * 12


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("29 september 2021", date(2021, 9, 29), "dag"),
        ("jul 2021", date(2021, 7, 1), "maand"),
        ("JUNI 2020", date(2020, 6, 1), "maand"),
        ("18-05-2020", date(2020, 5, 18), "dag"),
        ("2020-05-18", date(2020, 5, 18), "dag"),
        ("18/5/20", date(2020, 5, 18), "dag"),
        ("3 mrt. 2022", date(2022, 3, 3), "dag"),
        ("juni '19", date(2019, 6, 1), "maand"),
    ],
)
def test_dutch_forms_of_a_date_are_read_with_their_precision(text: str, day: date, precision: str) -> None:
    (found,) = dates_in(f"Verslag {text}")
    assert (found.day, found.precision, found.evidence) == (day, precision, text)


@pytest.mark.parametrize(
    "text", ["16 sept. jl.", "31 februari 2021", "7 april", "06-12345678", "2022-2028", "§ 3.2.1"]
)
def test_what_is_no_full_date_is_not_one(text: str) -> None:
    assert list(dates_in(text)) == []


@pytest.mark.parametrize(
    ("head", "tail", "evidence"),
    [
        (["Datum: 4 mei 2021", "Verslag van 3 mei 2021"], [], "4 mei 2021"),
        (["Verslag overleg", "Breda, 4 mei 2021"], ["1 juni 2021"], "4 mei 2021"),
        (["Verslag overleg"], ["Anna de Wit", "Breda, 4 mei 2021", "Reageren kan."], "4 mei 2021"),
        (["Notitie", "De cijfers zijn opgemaakt d.d. 4 mei 2021 door de regio"], [], "4 mei 2021"),
        (["Op dinsdag 4 mei 2021 kwamen wij samen om te praten over alles wat er speelt."], [], "4 mei 2021"),
        (["mei 2021", "Verslag van 4 mei 2021"], [], "4 mei 2021"),
    ],
)
def test_the_most_telling_place_decides(head: list[str], tail: list[str], evidence: str) -> None:
    found = find_date("Verslag overleg", [*head, *BODY, *tail])
    assert found is not None
    assert found.evidence == evidence


@pytest.mark.parametrize(
    "sentence",
    ["De groep start in juni 2022 met drie bijeenkomsten.", "Op 1 augustus 2014 trad de wet in werking."],
)
def test_a_plan_or_an_event_in_running_text_is_not_the_date_of_the_document(sentence: str) -> None:
    assert find_date("Verslag", [sentence, *BODY, sentence]) is None
