"""Draws a page of a PDF as a PNG; the home of pypdfium2.

PDFium is native code, which hostile files aim at. So it works in a process of its own, with limits: this
module, run as a program, reads a PDF from its input and writes a PNG to its output.
"""

from __future__ import annotations

import subprocess
import sys
from threading import BoundedSemaphore

import pypdfium2

from corpus.errors import DamagedFile
from ingest.sandbox import Limits, restrict, too_slow

# pages are long in some files; a picture is never higher than this, in pixels
HIGHEST = 4000
# so many at once: each costs a process
_TURNS = BoundedSemaphore(2)


def draw(name: str, data: bytes, page: int, width: int, limits: Limits) -> bytes:
    """A PNG of a page, numbered from 1, ``width`` pixels wide. Raises DamagedFile and ParseLimit."""
    options = [str(page), str(width), str(limits.seconds), str(limits.memory_mb)]
    try:
        with _TURNS:
            drawn = subprocess.run(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-m", "ingest.picture", *options],
                input=data,
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
    document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    drawn = document[page - 1]
    across, down = drawn.get_size()
    picture = drawn.render(scale=min(width / across, HIGHEST / down)).to_pil()
    picture.save(sys.stdout.buffer, "PNG")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Limits(float(sys.argv[3]), int(sys.argv[4])))
