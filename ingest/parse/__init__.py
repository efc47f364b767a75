"""One parser a format; ``parse`` chooses by what the bytes are."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from corpus.errors import DamagedFile, SchuurpuntError
from ingest.parse.parsed import Parsed
from ingest.parse.sniff import Format, sniff

_PARSERS = {
    Format.PDF: "pdf",
    Format.DOCX: "docx",
    Format.PPTX: "pptx",
    Format.ODT: "odt",
    Format.HTML: "html",
    Format.MARKDOWN: "markdown",
    Format.TEXT: "text",
}


def parse(name: str, data: bytes, max_unpacked_mb: int = 500) -> Parsed:
    """The text of one file in reading order; ``name`` is for messages, and tells kinds of text apart.

    Raises EmptyFile, UnknownFormat, DamagedFile, EncryptedFile or FileTooLarge. Costs what the file
    asks: give it a process of its own with limits.
    """
    form = sniff(name, data, max_unpacked_mb * 2**20)
    # a parser's library is loaded with the first file that needs it
    module = import_module(f"ingest.parse.{_PARSERS[form]}")
    read = cast(Callable[[str, bytes], Parsed], module.read)
    try:
        return read(name, data)
    except (SchuurpuntError, MemoryError):
        raise
    except Exception as error:
        # what a library makes of a broken file is beyond listing: any exception means that it gave up
        raise DamagedFile(
            f"{name} is beschadigd en kan niet worden gelezen.",
            "Open het bestand, bewaar het opnieuw en probeer het nog eens.",
        ) from error
