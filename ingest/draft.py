"""A block in the making: fragments joined over page borders, before anything has a place in the text."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.document import BlockKind
from ingest.parse.parsed import Fragment, Parsed

LISTED = frozenset({BlockKind.ITEM})
TABULAR = frozenset({BlockKind.ROW, BlockKind.HEADER_ROW})


@dataclass(slots=True)
class Draft:
    """One block; ``pages`` says from which character of it which page begins."""

    text: str
    kind: BlockKind
    level: int | None = None
    size: float | None = None
    bold: bool = False
    pages: list[tuple[int, int]] = field(default_factory=list)

    @property
    def words(self) -> int:
        """How many there are."""
        return len(self.text.split())


def drafts(parsed: Parsed) -> list[Draft]:
    """The blocks of a file in reading order; a fragment without words is left out."""
    blocks: list[Draft] = []
    for fragment in parsed.fragments:
        text = fragment.text.strip()
        if not text:
            continue
        if fragment.continues is None or not blocks:
            blocks.append(_begun(fragment, text))
        else:
            blocks[-1].text += fragment.continues
            _turn(blocks[-1], fragment.page)
            blocks[-1].text += text
    return blocks


def _begun(fragment: Fragment, text: str) -> Draft:
    draft = Draft("", fragment.kind, fragment.level, fragment.size, fragment.bold)
    _turn(draft, fragment.page)
    draft.text = text
    return draft


def _turn(draft: Draft, page: int | None) -> None:
    if page is not None and (not draft.pages or draft.pages[-1][1] != page):
        draft.pages.append((len(draft.text), page))
