"""PDF: from what is drawn on a page to paragraphs in reading order; the only home of pypdf."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, PdfReadError
from pypdf.generic import ArrayObject, Destination, DictionaryObject, NullObject

from corpus.document import BlockKind
from corpus.errors import DamagedFile, EmptyFile, EncryptedFile
from ingest.parse.parsed import Fragment, Parsed
from ingest.parse.pdf.columns import regions
from ingest.parse.pdf.drawing import draw
from ingest.parse.pdf.paragraphs import Setting, connect, fragments
from ingest.parse.pdf.pieces import Piece, Sheet, assemble
from ingest.parse.pdf.running import without_running
from ingest.parse.pdf.tables import with_ruled_tables
from ingest.parse.sniff import Format
from ingest.parse.titles import real_title

# pypdf tells of every oddity that it gets over
logging.getLogger("pypdf").setLevel(logging.CRITICAL)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def read(name: str, data: bytes) -> Parsed:
    """Raises EmptyFile, DamagedFile or EncryptedFile. A scan gives its pages, without fragments."""
    reader = _open(name, data)
    pages = list(reader.pages)
    if not pages:
        raise EmptyFile(f"{name} heeft geen pagina's.", "Controleer of het bestand goed is opgeslagen.")
    _check_whole(name, data, reader, pages)
    sheets = [replace(sheet, pieces=tuple(assemble(sheet.pieces))) for sheet in map(draw, pages)]
    found = _with_bookmarks(_fragments(sheets), _bookmarks(reader))
    title = real_title(reader.metadata.title if reader.metadata else "")
    return Parsed(Format.PDF, tuple(found), pages=len(pages), title=title)


def _open(name: str, data: bytes) -> PdfReader:
    try:
        reader = PdfReader(io.BytesIO(data))
        # an empty password means that anybody may read it
        is_open = not reader.is_encrypted or reader.decrypt("")
    except DependencyError as error:
        raise EncryptedFile(f"{name} is versleuteld.", "Verwijder de beveiliging.") from error
    if not is_open:
        raise EncryptedFile(
            f"{name} is beveiligd met een wachtwoord.", "Verwijder het wachtwoord en probeer het opnieuw."
        )
    return reader


def _check_whole(name: str, data: bytes, reader: PdfReader, pages: Sequence[PageObject]) -> None:
    """pypdf reads what is left of a truncated file; half a document must not pass for a whole one."""
    root: Any = reader.root_object["/Pages"]
    declared = root.get("/Count", 0)
    missing = any(_is_missing(page) for page in pages)
    cut = b"%%EOF" not in data[-2048:] and data.rfind(b" obj") > data.rfind(b"endobj")
    if cut or missing or declared > len(pages):
        raise DamagedFile(f"{name} is niet volledig.", "Vraag of download het bestand opnieuw.")


def _is_missing(page: PageObject) -> bool:
    """Whether the page points to drawing instructions or fonts that the file does not hold."""
    contents: Any = page.get("/Contents", ArrayObject()).get_object()
    resources: Any = page.get("/Resources", DictionaryObject()).get_object()
    fonts: Any = resources.get("/Font", DictionaryObject()).get_object()
    parts = [*(contents if isinstance(contents, ArrayObject) else [contents]), *fonts.values()]
    return any(isinstance(part.get_object(), NullObject | None) for part in parts)


def _fragments(sheets: Sequence[Sheet]) -> list[Fragment]:
    kept = without_running(sheets)
    setting = _setting([piece for pieces in kept for piece in pieces])
    found: list[Fragment] = []
    for number, (sheet, pieces) in enumerate(zip(sheets, kept, strict=True), 1):
        for region in _regions(pieces, sheet):
            new = fragments(region, sheet.rules, number, setting)
            found = connect(found, new, setting.known)
    return found


def _regions(pieces: Sequence[Piece], sheet: Sheet) -> Iterator[list[Piece]]:
    """Upright text first; text that was turned a quarter stands in a frame of its own."""
    for turn in sorted({piece.turn for piece in pieces}):
        turned = [piece for piece in pieces if piece.turn == turn]
        yield from regions(turned if turn else with_ruled_tables(turned, sheet.rules))


def _setting(pieces: Sequence[Piece]) -> Setting:
    sizes: Counter[float] = Counter()
    words: set[str] = set()
    for piece in pieces:
        sizes[round(piece.size * 2) / 2] += len(piece.text)
        # the last word of a line may be half a word
        words.update(word.lower() for word in _WORD.findall(piece.text.rstrip("-"))[:-1])
    return Setting(words, sizes.most_common(1)[0][0] if sizes else 0.0)


def _bookmarks(reader: PdfReader) -> dict[tuple[int, str], int]:
    """Level of each bookmark by its page and words; a file without any, or with broken ones, has none."""
    found: dict[tuple[int, str], int] = {}

    def walk(entries: Sequence[Any], level: int) -> None:
        for entry in entries:
            if isinstance(entry, list):
                walk(entry, level + 1)
            elif isinstance(entry, Destination):
                page = reader.get_destination_page_number(entry)
                found[((page if page is not None else -2) + 1, _plain(str(entry.title)))] = level

    try:
        walk(reader.outline, 1)
    except (PdfReadError, KeyError, TypeError, AttributeError, ValueError, RecursionError):
        return {}
    return found


def _with_bookmarks(found: list[Fragment], levels: dict[tuple[int, str], int]) -> list[Fragment]:
    headings = []
    for fragment in found:
        level = levels.get((fragment.page or 0, _plain(fragment.text)))
        is_text = fragment.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM)
        headings.append(
            replace(fragment, kind=BlockKind.HEADING, level=level) if level and is_text else fragment
        )
    return headings


def _plain(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())
