"""Draws a page of a PDF as a PNG, with a frame around a passage of it; the home of pypdfium2.

PDFium is native code, which hostile files aim at. So it works in a process of its own, with limits: this
module, run as a program, reads the passage and a PDF from its input and writes a PNG to its output.
"""

from __future__ import annotations

import struct
import subprocess
import sys
from collections.abc import Iterator, Sequence
from threading import BoundedSemaphore

import pypdfium2
from PIL import Image, ImageDraw

from corpus.errors import DamagedFile
from ingest.locate import Box, Word, locate
from ingest.sandbox import Limits, restrict, too_slow

# pages are long in some files; a picture is never higher than this, in pixels
HIGHEST = 4000
# so many at once: each costs a process
_TURNS = BoundedSemaphore(2)
# how long the passage is, ahead of it
_LENGTH = struct.Struct(">I")
# seen on white and on most colours, and by who sees no red or green
FRAME = (214, 92, 0)
THICK = 3
AROUND = 6
# text and drawings need few, and the file is a third
COLOURS = 64


def draw(name: str, data: bytes, page: int, width: int, limits: Limits, passage: str = "") -> bytes:  # noqa: PLR0913, PLR0917
    """A PNG of a page, numbered from 1, ``width`` pixels wide, with a frame around the words of the passage
    as far as they are found there. Raises DamagedFile and ParseLimit.
    """
    words = passage.encode()
    options = [str(page), str(width), str(limits.seconds), str(limits.memory_mb)]
    try:
        with _TURNS:
            drawn = subprocess.run(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-m", "ingest.picture", *options],
                input=_LENGTH.pack(len(words)) + words + data,
                capture_output=True,
                timeout=limits.seconds,
                check=False,
            )
    except subprocess.TimeoutExpired:
        raise too_slow(name, limits) from None
    if drawn.returncode:
        raise DamagedFile(
            f"Pagina {page} van {name} kan niet worden getekend.", "Open het oorspronkelijke bestand."
        )
    return drawn.stdout


def main(page: int, width: int, limits: Limits) -> None:
    """Raises what it likes: whoever started the process sees that it failed."""
    restrict(limits)
    (length,) = _LENGTH.unpack(sys.stdin.buffer.read(_LENGTH.size))
    passage = sys.stdin.buffer.read(length).decode()
    document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    drawn = document[page - 1]
    across, down = drawn.get_size()
    scale = min(width / across, HIGHEST / down)
    picture = drawn.render(scale=scale).to_pil().convert("RGB")
    if passage:
        _frame(picture, locate(list(_words(drawn, scale)), passage))
    picture.quantize(COLOURS).save(sys.stdout.buffer, "PNG", optimize=True)


def _words(page: pypdfium2.PdfPage, scale: float) -> Iterator[Word]:
    """The words of the page with their places on its picture; a page is measured from its foot."""
    text = page.get_textpage()
    down = page.get_height()
    letters: list[tuple[str, Box]] = []
    for place in range(text.count_chars()):
        letter = text.get_text_range(place, 1)
        if letter.strip():
            left, bottom, right, top = text.get_charbox(place, loose=True)
            letters.append(
                (letter, Box(left * scale, (down - top) * scale, right * scale, (down - bottom) * scale))
            )
        elif letters:
            yield _word(letters)
            letters = []
    if letters:
        yield _word(letters)


def _word(letters: Sequence[tuple[str, Box]]) -> Word:
    box = letters[0][1]
    for _, other in letters[1:]:
        box = box.around(other)
    return Word("".join(letter for letter, _ in letters), box)


def _frame(picture: Image.Image, boxes: Sequence[Box]) -> None:
    draw = ImageDraw.Draw(picture)
    for box in boxes:
        place = (box.left - AROUND, box.top - AROUND, box.right + AROUND, box.bottom + AROUND)
        draw.rectangle(place, outline=FRAME, width=THICK)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Limits(float(sys.argv[3]), int(sys.argv[4])))
