"""Passages: whole sentences of one section, together the whole text."""

from __future__ import annotations

from hypothesis import given, settings

from corpus.document import BlockKind, Document, Passage
from ingest.outline import outline
from ingest.parse.parsed import Fragment, Parsed
from ingest.split import SplitOptions, split
from models.dutch import DutchSentences
from tests.documents import parsed_files

SENTENCES = DutchSentences()
TABLE = {BlockKind.ROW, BlockKind.HEADER_ROW}


def document(*fragments: Fragment | str) -> Document:
    made = tuple(each if isinstance(each, Fragment) else Fragment(each) for each in fragments)
    return outline(Parsed("text/plain", made), name="stuk.txt", sha256="0" * 64)


def heading(text: str, level: int = 1) -> Fragment:
    return Fragment(text, BlockKind.HEADING, level=level)


def prose(sentences: int, words: int = 10) -> str:
    return " ".join(f"Zin {number} {'woord ' * (words - 3)}eind." for number in range(sentences))


def lengths(passages: list[Passage]) -> list[int]:
    return [len(passage.text.split()) for passage in passages]


@given(parsed_files())
@settings(max_examples=40, deadline=None)
def test_passages_together_hold_the_text_in_whole_sentences_and_cross_no_border(parsed: Parsed) -> None:
    found = outline(parsed, name="stuk.txt", sha256="0" * 64)
    passages = split(found, SENTENCES)
    end = 0
    for passage in passages:
        assert passage.text == passage.span.cut(found.text) == passage.text.strip()
        assert not found.text[end : passage.span.start].strip()
        assert passage.pages == found.pages_of(passage.span)
        end = passage.span.end
        inside = [block for block in found.blocks if block.span.overlaps(passage.span)]
        for section in found.sections:
            assert not passage.span.start < section.span.end < passage.span.end
        tabular = {block.kind in TABLE for block in inside if block.kind != BlockKind.HEADING}
        assert len(tabular) < 2
        starts = [
            span.start + block.span.start
            for block in inside
            for span in SENTENCES(block.span.cut(found.text))
        ]
        assert passage.span.start in starts
    assert not found.text[end:].strip()
    assert len({passage.id for passage in passages}) == len(passages)
    assert [passage.ordinal for passage in passages] == list(range(len(passages)))
    assert split(found, SENTENCES) == passages


@given(parsed_files())
@settings(max_examples=30, deadline=None)
def test_a_passage_is_too_long_only_if_it_is_one_sentence(parsed: Parsed) -> None:
    found = outline(parsed, name="stuk.txt", sha256="0" * 64)
    for passage in split(found, SENTENCES, SplitOptions(20, 45, 400)):
        if len(passage.text.split()) > 45 or len(passage.text) > 400:
            (block,) = (block for block in found.blocks if block.span.contains(passage.span))
            whole = block.kind in TABLE | {BlockKind.HEADING} and block.span == passage.span
            assert whole or len(SENTENCES(passage.text)) == 1


def test_a_long_section_is_cut_into_even_parts_between_paragraphs() -> None:
    passages = split(document(heading("Kop"), *[prose(6) for _ in range(6)]), SENTENCES)
    assert lengths(passages) == [121, 120, 120]


def test_no_short_rest_is_left_over() -> None:
    assert min(lengths(split(document(prose(19)), SENTENCES))) >= 80


def test_equal_passages_get_ids_of_their_own_that_do_not_change() -> None:
    twice = document(heading("Een"), prose(9), heading("Een"), prose(9))
    first, second = split(twice, SENTENCES)
    assert (first.text, first.id != second.id) == (second.text, True)
    longer = document(prose(12), heading("Een"), prose(9), heading("Een"), prose(9))
    assert [each.id for each in split(longer, SENTENCES)][1:] == [first.id, second.id]


def test_headings_open_the_passage_below_them_and_give_its_path() -> None:
    found = document(
        heading("Rapport"),
        prose(9),
        heading("Regio"),
        heading("Kansen", 2),
        prose(9),
        heading("Slot"),
        "Kort.",
    )
    passages = split(found, SENTENCES)
    assert [each.section for each in passages] == [(), ("Regio", "Kansen"), ("Slot",)]
    assert passages[1].text.startswith("Regio\n\nKansen\n\nZin 0")


def test_list_items_keep_the_sentence_that_leads_them_in() -> None:
    items = [Fragment(f"{prose(5)} Punt {number}.", BlockKind.ITEM, level=1) for number in range(8)]
    passages = split(document(heading("Titel"), f"{prose(8)} Dit spraken wij af:", *items), SENTENCES)
    assert len(passages) > 2
    assert passages[0].context == ""
    assert {each.context for each in passages[1:] if not each.text.startswith("Dit")} == {
        "Dit spraken wij af:"
    }


def test_a_long_table_is_cut_between_rows_and_keeps_its_header() -> None:
    rows = [Fragment(f"Regio {number} | {number} | {number * 2}", BlockKind.ROW) for number in range(60)]
    header = Fragment("Regio | Thuis | Terug", BlockKind.HEADER_ROW)
    passages = split(
        document(heading("Titel"), prose(9), heading("Cijfers"), header, *rows, prose(9)), SENTENCES
    )
    table = [each for each in passages if "|" in each.text]
    assert table[0].text.startswith("Cijfers\n\nRegio | Thuis | Terug")
    assert [each.context for each in table] == ["", *["Regio | Thuis | Terug"] * (len(table) - 1)]
    assert len(table) > 1
    assert all("Zin" not in each.text for each in table)


def test_two_tables_that_follow_each_other_stay_apart() -> None:
    def table(name: str) -> list[Fragment]:
        return [Fragment(f"{name} | Aantal", BlockKind.HEADER_ROW), Fragment("Almere | 3", BlockKind.ROW)]

    assert len(split(document(*table("Regio"), *table("Stad")), SENTENCES)) == 2
    assert len(split(document(*table("Regio"), *table("Regio")), SENTENCES)) == 1


def test_a_document_without_text_has_no_passages() -> None:
    assert split(document(), SENTENCES) == []
