"""Where on a page the words of a passage stand, though its text was cleaned: line ends, hyphens and running
headers of the page are not in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# words in a row that must agree, unless the passage has fewer
LEAST_RUN = 3
# of its words on the page, so many must be found, else nothing is told
LEAST_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Box:
    """In the measure of whoever asks; ``top`` is the smaller number, as on a screen."""

    left: float
    top: float
    right: float
    bottom: float

    def around(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True)
class Word:
    """A word on the page."""

    text: str
    box: Box


def locate(words: Sequence[Word], passage: str) -> list[Box]:
    """A box for each block of lines, in reading order; none where too little is found to be sure.

    A passage that goes on on another page is sure when what stands here is a run of its words.
    """
    wanted = [key for word in passage.split() if (key := _key(word))]
    found = SequenceMatcher(None, [_key(word.text) for word in words], wanted, autojunk=False)
    runs = [run for run in found.get_matching_blocks() if run.size >= min(LEAST_RUN, len(wanted)) > 0]
    if not runs:
        return []
    spread = runs[-1].b + runs[-1].size - runs[0].b
    if sum(run.size for run in runs) < LEAST_SHARE * spread:
        return []
    return _blocks([word.box for run in runs for word in words[run.a : run.a + run.size]])


def _key(word: str) -> str:
    """What is left of a word however it is set: its letters and digits."""
    return re.sub(r"\W|_", "", unicodedata.normalize("NFKC", word).casefold())


def _blocks(boxes: Sequence[Box]) -> list[Box]:
    """Words to lines, and lines that stand below each other to one block."""
    blocks: list[Box] = []
    for line in _lines(boxes):
        if blocks and _below(blocks[-1], line):
            blocks[-1] = blocks[-1].around(line)
        else:
            blocks.append(line)
    return blocks


def _lines(boxes: Sequence[Box]) -> list[Box]:
    lines: list[Box] = []
    for box in boxes:
        if lines and _on_one_line(lines[-1], box):
            lines[-1] = lines[-1].around(box)
        else:
            lines.append(box)
    return lines


def _on_one_line(line: Box, box: Box) -> bool:
    """Words of a line overlap in height; one in the next column is further up or far away."""
    overlap = min(line.bottom, box.bottom) - max(line.top, box.top)
    height = box.bottom - box.top
    return overlap > height / 3 and box.right >= line.left and box.left - line.right < 4 * height


def _below(block: Box, line: Box) -> bool:
    """Close below, and in the same column."""
    height = line.bottom - line.top
    in_column = min(block.right, line.right) > max(block.left, line.left)
    return in_column and -height / 2 < line.top - block.bottom < 2.5 * height
