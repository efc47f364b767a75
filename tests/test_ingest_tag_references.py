"""References to acts: the right act, article, lid and onderdeel, and nothing in what only looks like one."""

import csv
import time
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import DocumentDate
from corpus.laws import Register
from corpus.taxonomy import SHIPPED
from corpus.taxonomy.acts import acts
from ingest.tag.references import References

DATA = Path(__file__).parent / "data"
ACTS = acts(SHIPPED)
NAMES = [name for act in ACTS for name in (act.name, *act.names, *act.abbreviations)]
REGISTER = Register(ACTS)
find = References(REGISTER)


def table():
    with (DATA / "wetsverwijzingen.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        pytest.param(text.replace("\\n", "\n"), [tuple(row.values())[1:] for row in those], id=text)
        for text, those in groupby(rows, lambda row: row["tekst"])
    ]


def lookalikes():
    return (DATA / "geen_wetsverwijzingen.txt").read_text(encoding="utf-8").splitlines()


def read(text, **known):
    return [
        (found.act.id, ref.article, ref.lid, ref.onderdeel, ref.jci, ref.url)
        for found in find(text, **known)
        for ref in [found.reference]
    ]


def dated(day, precision="dag"):
    return DocumentDate(date.fromisoformat(day), precision, day)


@pytest.mark.parametrize(("text", "expected"), table())
def test_a_reference_leads_to_act_article_lid_and_onderdeel(text, expected):
    assert read(text) == expected


def test_the_table_has_at_least_120_references():
    assert len({param.values[0] for param in table()}) >= 120


@pytest.mark.parametrize("text", lookalikes())
def test_what_only_looks_like_a_reference_is_none(text):
    assert read(text) == []


def test_there_are_200_different_lookalikes():
    assert len(set(lookalikes())) == len(lookalikes()) >= 200


def test_the_trap_of_article_5a_is_told_in_the_evidence():
    (alone,) = find("Dit gaat over artikel 5a.")
    (exempted,) = find("Een vrijstelling op grond van artikel 5a.")
    assert "zonder naam: Leerplichtwet 1969" in alone.reason
    assert "'5a' gelezen als artikel 5, onderdeel a" in alone.reason
    assert alone.score < exempted.score < 1


def test_article_5a_of_another_act_stays_there():
    assert [row[:4] for row in read("artikel 5a van de Jeugdwet")] == [("BWBR0034925", "5a", "", "")]
    assert read("artikel 5a van de Kieswet") == read("artikel 5a van het convenant") == []


def test_article_5a_with_a_lid_is_really_article_5a():
    assert [row[1:4] for row in read("artikel 5a, tweede lid, van de Leerplichtwet 1969")] == [
        ("5a", "2", "")
    ]


@pytest.mark.parametrize(
    ("day", "act"),
    [("2021-09-29", "BWBR0002399"), ("2022-08-01", "BWBR0044212"), (None, "BWBR0002399")],
)
def test_the_date_of_the_document_decides_between_acts_of_one_name(day, act):
    written = dated(day) if day else None
    assert [row[0] for row in read("de WVO", written=written)] == [act]


def test_a_link_has_a_date_only_when_the_day_of_the_document_is_known():
    text = "artikel 2.3 van de Jeugdwet"
    assert read(text, written=dated("2021-09-29"))[0][4].endswith("&artikel=2.3&g=2021-09-29")
    for written in (None, dated("2021-09-01", "maand")):
        assert "&g=" not in read(text, written=written)[0][4]


def test_a_link_has_no_date_on_which_the_act_was_not_in_force():
    assert "&g=" not in read("Wet op de jeugdzorg", written=dated("2021-09-29"))[0][4]


def test_that_same_act_may_have_been_named_in_the_passage_before():
    (jeugdwet,) = {found.act for found in find("De Jeugdwet")}
    assert [row[:2] for row in read("Artikel 2.7 van diezelfde wet", before=jeugdwet)] == [
        (jeugdwet.id, "2.7")
    ]
    assert read("Artikel 2.7 van diezelfde wet") == read("Artikel 2.7 van die wet", before=jeugdwet) == []


WORDS = """
    artikel artikelen art. 5 5a 1.2 1:247 XI lid leden eerste tweede onder onderdeel sub a b bb 2° en of
    , . ; ( ) : - – / jo. van de het diezelfde wet vrijstelling aanhef tot met volzin é_ 's www.wpo.nl
""".split()
PIECES = [*NAMES, *WORDS, "\n"]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=30), st.sampled_from(["", " "]))
def test_spans_lie_in_the_text_on_word_borders_and_never_overlap(pieces, joint):
    text = joint.join(pieces)
    end = 0
    for found in find(text):
        span = found.reference.span
        assert end <= span.start < span.end <= len(text)
        assert not (text[span.start - 1 : span.start].isalnum() and text[span.start].isalnum())
        assert not (text[span.end - 1].isalnum() and text[span.end : span.end + 1].isalnum())
        end = span.end


@given(st.sampled_from(ACTS), st.integers(1, 400), st.integers(1, 20), st.sampled_from("abcdefgh"))
def test_whatever_is_written_in_full_is_found_again(act, article, lid, letter):
    text = f"Zie artikel {article}, lid {lid}, onder {letter}, van de {act.name}, en verder niets."
    (found,) = find(text)
    where = found.reference
    assert found.act is REGISTER.named(act.name)
    assert (where.article, where.lid, where.onderdeel) == (str(article), str(lid), letter)
    assert where.span.cut(text) == text.removeprefix("Zie ").removesuffix(", en verder niets.")


@pytest.mark.parametrize(
    "hostile",
    [
        "artikel " * 5_000,
        "artikelen 1" + ", 1 en" * 5_000,
        "artikel 1" + ", onder a" * 5_000,
        "artikel 5" + ", eerste" * 5_000 + " lid van de WPO",
        "1.1:1a." * 5_000,
        "Wet op het " * 5_000,
        "van artikel 5 lid 1 " * 4_000,
        "wet " * 20_000,
        "a" * 100_000,
        "Besluit " + "x " * 20_000 + "WPO " * 5_000,
        "@" * 100_000 + " " + "WPO-" * 5_000,
    ],
    ids=lambda text: text[:12],
)
def test_no_text_takes_long(hostile):
    started = time.perf_counter()
    find(hostile)
    assert time.perf_counter() - started < 10
