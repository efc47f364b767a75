"""The file of a document as it came in, to send."""

from __future__ import annotations

from email.utils import format_datetime
from pathlib import Path

from starlette.responses import FileResponse

from search.catalogue.entries import Entry


def original(entry: Entry, path: Path) -> FileResponse:
    """As an attachment: a browser does not open what others wrote. What is named by its hash needs no other
    tag; and the same bytes may be kept longer than this document, which the moment of the file would tell.
    """
    told = {"ETag": f'"{entry.sha256}"', "Last-Modified": format_datetime(entry.added_at, usegmt=True)}
    return FileResponse(path, headers=told, media_type=entry.media_type, filename=entry.name)
