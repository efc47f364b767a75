"""The likeliest sentences read once more, each together with the question: does it answer that?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.protocols import Reranker
from search.answer.ask import Ask
from search.answer.candidates import Candidate

# so many sentences are read again: reading takes a few milliseconds each
REREAD = 8


def reread(
    ask: Ask, candidates: Sequence[Candidate], reranker: Reranker | None, most: int = REREAD
) -> list[Candidate]:
    """The same in the same order, the first ``most`` with what the reranker makes of them if there is one."""
    if reranker is None:
        return list(candidates)
    first = candidates[:most]
    found = reranker.scores(ask.text, [_shown(one) for one in first]).tolist()
    read = [replace(one, reread=score) for one, score in zip(first, found, strict=True)]
    return [*read, *candidates[most:]]


def _shown(one: Candidate) -> str:
    """The sentence below what stands above it, without which it may say little."""
    heading = (one.citation.title, *one.citation.section)[-1]
    return f"{heading}: {' '.join(one.unit.text.split())}"
