"""The document made of parsed fragments: its text, pages and sections, and where headings come from."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings

from corpus.document import BlockKind, Document
from corpus.span import Span
from ingest.clean import clean
from ingest.outline import outline
from ingest.parse import parse
from ingest.parse.parsed import Fragment, Parsed
from tests.documents import parsed_files

PROSE = "In dit stuk staat wat de regio deed, waarom dat zo ging en wat er nu nog moet gebeuren."


def document(fragments: Iterable[Fragment | str], **about: str) -> Document:
    made = tuple(each if isinstance(each, Fragment) else Fragment(each) for each in fragments)
    return outline(Parsed("text/plain", made, **about), name="stuk.txt", sha256="0" * 64)


def from_text(text: str) -> Document:
    return outline(clean(parse("stuk.txt", text.encode())), name="stuk.txt", sha256="0" * 64)


def paths(found: Document) -> list[tuple[int, str]]:
    return [(section.level, section.title) for section in found.sections]


def section_path(found: Document, span: Span) -> tuple[str, ...]:
    return tuple(section.title for section in found.sections if section.span.contains(span))


def path_of(found: Document, words: str) -> tuple[str, ...]:
    block = next(each for each in found.blocks if words in each.span.cut(found.text))
    return section_path(found, block.span)


@given(parsed_files())
@settings(max_examples=30, deadline=None)
def test_blocks_hold_all_text_in_order_and_pages_part_it(parsed: Parsed) -> None:
    found = outline(parsed, name="stuk.txt", sha256="0" * 64)
    end = 0
    for block in found.blocks:
        assert not found.text[end : block.span.start].strip()
        assert block.span.cut(found.text).strip()
        end = block.span.end
    assert end == len(found.text)
    edges = [page.span.start for page in found.pages] + [len(found.text)]
    assert [page.span.end for page in found.pages] == edges[1:]
    assert not found.pages or edges[0] == 0


@given(parsed_files())
@settings(max_examples=30, deadline=None)
def test_sections_are_in_reading_order_and_nest(parsed: Parsed) -> None:
    sections = outline(parsed, name="stuk.txt", sha256="0" * 64).sections
    assert [each.span.start for each in sections] == sorted(each.span.start for each in sections)
    for index, section in enumerate(sections):
        for later in sections[index + 1 :]:
            assert section.span.contains(later.span) or section.span.end <= later.span.start


def test_styles_are_trusted_and_the_title_makes_no_section() -> None:
    headings = [Fragment(text, BlockKind.HEADING, level=level) for text, level in (("Plan", 1), ("Doel", 2))]
    found = document([headings[0], PROSE, headings[1], PROSE, "Geen kop", PROSE])
    assert found.title == "Plan"
    assert paths(found) == [(2, "Doel")]


def test_contents_give_levels_although_titles_differ_a_little() -> None:
    rows = ["1. Beginnen | 3 | Regio Zuid Veluwe | 9", "1.1 De start | 4 | 1.2 Verder | 12"]
    rows += ["Regio De Meerwyk | 6 | 2. Eindigen | 15"]
    lines = ["Inhoud", *(Fragment(row, BlockKind.ROW) for row in rows)]
    lines += [
        "1 | BEGINNEN",
        PROSE,
        "1.1 De start",
        PROSE,
        "Regio De Meerwijk",
        PROSE,
        "Wat er speelt",
        PROSE,
    ]
    lines += ["Regio Zuid-Veluwe", PROSE, "1.2 Verder", PROSE, "2 | Eindigen", PROSE]
    assert paths(document(lines)) == [
        (1, "Inhoud"),
        (1, "1 | BEGINNEN"),
        (2, "1.1 De start"),
        (3, "Regio De Meerwijk"),
        (4, "Wat er speelt"),
        (3, "Regio Zuid-Veluwe"),
        (2, "1.2 Verder"),
        (1, "2 | Eindigen"),
    ]


def test_a_listed_region_whose_heading_was_lost_begins_after_the_last_mention_of_the_one_before() -> None:
    listed = ["Inhoud", "Regio Noordwolde ..... 2", "Regio Zuiderveen ..... 4", "Regio Oosterhout ..... 6"]
    text = ["Regio Noordwolde", f"Noordwolde begon. {PROSE}", f"Hier is een ander aan het woord. {PROSE}"]
    text += [f"Dat is Zuiderveense trots. {PROSE}", "Regio Oosterhout", PROSE]
    found = document([*listed, *text])
    assert path_of(found, "een ander aan het woord") == ("Regio Zuiderveen",)
    assert path_of(found, "Noordwolde begon") == ("Regio Noordwolde",)


def test_sizes_tell_headings_where_there_are_no_styles() -> None:
    lines = [
        ("Het jaarplan", 20.0),
        (PROSE, 10.0),
        ("Doelen", 14.0),
        (PROSE, 10.0),
        ("Ouders", 12.0),
        (PROSE, 10.0),
    ]
    found = document([Fragment(text, size=size, page=1) for text, size in lines])
    assert (found.title, paths(found)) == ("Het jaarplan", [(2, "Doelen"), (3, "Ouders")])


def test_in_plain_text_a_line_that_announces_running_text_is_a_heading() -> None:
    found = from_text(f"Verslag overleg\n\n{PROSE}\n\nWat we zagen\n\n{PROSE}\n\nTot slot\n\n{PROSE}\n")
    assert (found.title, paths(found)) == ("Verslag overleg", [(1, "Wat we zagen"), (1, "Tot slot")])


def test_numbered_lines_with_text_below_are_headings_and_a_list_stays_a_list() -> None:
    steps = "\n".join(f"{number}. Doe stap {number} met alle ouders en scholen" for number in range(1, 5))
    found = from_text(
        f"Verslag\n\n{PROSE}\n\n1. Ouders\n\n{PROSE}\n\n1. Scholen\n\n{PROSE}\n\nZo gaan wij door:\n\n{steps}"
    )
    assert paths(found) == [(1, "1. Ouders"), (1, "1. Scholen")]
    assert [block.kind for block in found.blocks].count(BlockKind.ITEM) == 4


@pytest.mark.parametrize(
    "line",
    [
        "“Zonder ouders gaat het niet”",
        "Begeleiding: Anna Jansen, Piet de Wit",
        "Sanne van der Berg, wethouder",
        "Lees meer over het plan",
        "Zorg | Onderwijs | Jeugd",
        "12 februari",
        "en dat is nog niet alles",
        "Dit is een zin.",
        "www.voorbeeld.nl",
    ],
)
def test_quotes_names_scraps_and_sentences_are_no_headings(line: str) -> None:
    assert not from_text(f"Verslag\n\n{PROSE}\n\n{line}\n\n{PROSE}\n").sections


def test_names_below_a_role_are_no_headings() -> None:
    text = f"Verslag\n\n{PROSE}\n\nRegioverbinder\n\nMarijn Dekker\n\nSamen verder\n\n{PROSE}\n"
    assert paths(from_text(text)) == [(1, "Samen verder")]


def test_a_block_over_a_page_border_lies_on_both_pages() -> None:
    parts = [Fragment("Wij werken sa", page=1), Fragment("men aan hulp.", page=2, continues="")]
    found = document(parts)
    assert found.text == "Wij werken samen aan hulp."
    assert [page.span.cut(found.text) for page in found.pages] == ["Wij werken sa", "men aan hulp."]
    assert found.pages_of(found.blocks[0].span) == (1, 2)


def test_a_file_without_text_has_its_name_as_title_and_nothing_else() -> None:
    found = document([])
    assert (found.title, found.text, found.blocks, found.pages) == ("stuk", "", (), ())


def test_a_line_without_end_is_no_title() -> None:
    assert from_text("x" * 5000).title == "stuk"


def test_a_letter_is_called_after_its_subject() -> None:
    assert (
        document(["Gemeente Veendorp", "Betreft: vervoer naar school", PROSE]).title == "vervoer naar school"
    )


REGIONS = ["Utrecht", "De Meierij", "FoodValley", "Noord-Kennemerland", "Zuid-Kennemerland", "Zuid-Limburg"]
REGIONS += ["Almere", "Twente", "Leeuwarden / NO-Friesland", "Holland Rijnland"]


@pytest.fixture(scope="module")
def seeds(shared: Path) -> dict[str, Document]:
    found = {}
    for path in sorted((shared / "seeds").glob("*.txt")):
        parsed = clean(parse(path.name, path.read_bytes()))
        found[path.name[:3]] = outline(parsed, name=path.name, sha256="0" * 64)
    return found


def test_every_region_of_the_midterm_has_its_section_up_to_the_next(seeds: dict[str, Document]) -> None:
    midterm = seeds["003"]
    regions = [each for each in midterm.sections if each.title.startswith("Inspiratieregio ")]
    assert [each.title for each in regions] == [f"Inspiratieregio {name}" for name in REGIONS]
    assert {section_path(midterm, each.span)[1] for each in regions} == {
        "2.1 Leren vanuit de Inspiratieregio's"
    }
    assert path_of(midterm, "Thuiszitters (>3 mnd")[2].startswith("Factsheet actielijn 3")
    assert path_of(midterm, "pilot met collectieve financiering")[2].startswith("Factsheet actielijn 3")


def test_the_interviews_of_the_midterm_stand_under_no_region(seeds: dict[str, Document]) -> None:
    midterm = seeds["003"]
    interviews = [each for each in midterm.sections if each.title.startswith("Interview: Door de ogen van")]
    assert len(interviews) == 4
    assert all(len(section_path(midterm, each.span)) == 2 for each in interviews)


@pytest.mark.parametrize(
    ("seed", "title", "expected"),
    [
        ("000", "Impressie werksessie 16 september", ("sessieverslag", "2021-09-29", 3)),
        ("001", "Terugkoppeling CoP Bindende afspraken", ("cop-terugkoppeling", "2020-06-23", 4)),
        ("002", "MAO DIALOOG #6: Door de ogen van", ("dialoogverslag", "2021-07-01", 8)),
        (
            "003",
            "Geef ieder kind de kans zich Optimaal te Ontwikkelen",
            ("midtermhoofdstuk", "2020-06-01", 8),
        ),
        ("004", "Terugkoppeling werksessie invloed", ("sessieverslag", None, 4)),
    ],
)
def test_the_seeds_are_known_for_what_they_are(
    seeds: dict[str, Document], seed: str, title: str, expected: tuple[str, str | None, int]
) -> None:
    found = seeds[seed]
    kind, day, headings = expected
    assert found.title.startswith(title)
    assert (found.kind, found.language) == (kind, "nl")
    assert (found.date and found.date.day.isoformat()) == day
    assert sum(section.level <= 2 for section in found.sections) >= headings
