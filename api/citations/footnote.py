"""A footnote in Dutch, to paste below a policy paper."""

from __future__ import annotations

from api.citations.reference import Reference
from api.place import day, pages

MEDIA_TYPE = "text/plain"


def write(reference: Reference) -> str:
    """One line, which ends in the permanent link."""
    return f"{told(reference)}. Na te gaan op {reference.url}\n"


def told(reference: Reference) -> str:
    """The source in one line, without a full stop."""
    place = (
        f"‘{reference.title}’ ({reference.kind.value})",
        day(reference.date),
        f"onder ‘{reference.section[-1]}’" if reference.section else "",
        pages(reference.pages),
        reference.file,
    )
    return ", ".join(" ".join(part.split()) for part in place if part)
