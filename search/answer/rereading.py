"""The likeliest sentences, and whole passages, read once more with the question: do they answer that?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.protocols import Reranker
from search.answer.ask import Ask
from search.answer.candidates import Candidate
from search.query import Citation

# so many sentences are read again, and the passages of so many of them, up to so many words on either side:
# a sentence takes three milliseconds or more, a passage two or three times as long
REREAD, WHOLE, AROUND = 8, 2, 40


def reread(
    ask: Ask,
    candidates: Sequence[Candidate],
    reranker: Reranker | None,
    most: int = REREAD,
    whole: int = WHOLE,
) -> list[Candidate]:
    """The same in the same order, the first ``most`` with what the reranker makes of them, and of the
    passages of the first ``whole`` of those, if there is one.
    """
    if reranker is None:
        return list(candidates)
    first = candidates[:most]
    passages: dict[str, str] = {}
    for one in first[:whole]:
        passages.setdefault(one.citation.id, _below(one.citation, _around(one)))
    # the longest first, so that threads that share them end at about the same time
    texts = [*passages.values(), *(_below(one.citation, one.unit.in_full) for one in first)]
    found = reranker.scores(ask.text, texts).tolist()
    said = dict(zip(passages, found[: len(passages)], strict=True))
    read = [
        replace(one, reread=score, whole=said.get(one.citation.id))
        for one, score in zip(first, found[len(passages) :], strict=True)
    ]
    return [*read, *candidates[most:]]


def _below(citation: Citation, text: str) -> str:
    """Words below what stands above them, without which they may say little."""
    heading = (citation.title, *citation.section)[-1]
    return f"{heading}: {' '.join(text.split())}"


def _around(one: Candidate) -> str:
    """The sentence in its passage."""
    text, span = one.citation.text, one.unit.span
    before, after = text[: span.start].split(), text[span.end :].split()
    return " ".join((*before[-AROUND:], span.cut(text), *after[:AROUND]))
