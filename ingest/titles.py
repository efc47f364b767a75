"""The title of a document: what its file calls so, its first heading, or the first line that can be one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.document import BlockKind
from ingest.dates import dates_in
from ingest.draft import Draft
from ingest.headings import Heading
from ingest.lineform import continues_a_sentence, is_bare_date, is_label

_REACH, _LONGEST, _LONGEST_CHARACTERS = 10, 25, 250
_SUBJECT = re.compile(r"(?:betreft|onderwerp)\s*:\s*(\S.*)", re.IGNORECASE)


def find_title(named: str, blocks: Sequence[Draft], headings: Sequence[Heading]) -> str:
    """The title, or nothing where no line near the start can be one."""
    if named:
        return named
    # Before a table of contents there is a cover; the contents themselves name other things.
    cover = next((heading.start for heading in headings if heading.until is not None), len(blocks))
    opening = [block for block in blocks[: min(cover, _REACH)] if _can_be_title(block)]
    sizes = [block.size or 0.0 for block in opening]
    if opening and max(sizes) > min(sizes):
        return opening[sizes.index(max(sizes))].text
    styled = [heading for heading in headings if blocks[heading.start].kind == BlockKind.HEADING]
    if styled and styled[0].start < _REACH and styled[0].until is None:
        return styled[0].title
    subjects = (_SUBJECT.fullmatch(block.text) for block in blocks[:_REACH])
    if subject := next(filter(None, subjects), None):
        return subject[1]
    if not opening:
        return ""
    return _with_next_line(blocks, next(index for index, block in enumerate(blocks) if block is opening[0]))


def _can_be_title(block: Draft) -> bool:
    text = block.text
    if block.words > _LONGEST or len(text) > _LONGEST_CHARACTERS:
        return False
    dated = any(len(text) - len(found.evidence) < 3 for found in dates_in(text))
    furniture = "|" in text or "@" in text or is_label(text) or dated or is_bare_date(text)
    return block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) and not furniture


def _with_next_line(blocks: Sequence[Draft], index: int) -> str:
    """The line, with the next one where that goes on in small letters, as on a cover."""
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    if following and _can_be_title(following) and continues_a_sentence(following.text):
        return f"{blocks[index].text} {following.text}"
    return blocks[index].text
