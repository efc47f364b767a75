"""A citation in the styles that are pasted into other texts."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from api.citations import bibtex, footnote, markdown
from api.citations.reference import Reference
from search.query import Citation

STYLES = {"Voetnoot": footnote.write, "Markdown": markdown.write, "BibTeX": bibtex.write}


@dataclass(frozen=True, slots=True)
class Style:
    """``id`` is that of the element in the page that holds the text."""

    id: str
    name: str
    text: str


def styles(citation: Citation, request: Request) -> list[Style]:
    """The passage in every style, with the permanent link at the address that the reader uses."""
    reference = Reference.of(citation, f"{request.base_url}v1/citaten/{citation.id}")
    return [Style(f"citaat-{name.lower()}", name, write(reference).strip()) for name, write in STYLES.items()]
