"""Small documents and an index for them, shared by the tests of the index."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from corpus.document import (
    Block,
    BlockKind,
    Document,
    DocumentDate,
    Kind,
    Page,
    Passage,
    Section,
    document_id,
    passage_id,
    text_in_context,
)
from corpus.label import Label
from corpus.span import Span
from models.analysis import Analysis
from models.late import pack
from models.protocols import Card, Encoded
from search.arrival import Arrival
from search.index import Index
from search.lexical import Lexical

CARD = Card(id="proef", revision="1", dimensions=32, max_tokens=None, licence="EUPL-1.2", token_dimensions=32)


def embed(texts: Sequence[str]) -> Encoded:
    """A direction of its own for each text, shape (texts, 32), which is its only token as well."""
    seeds = [int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]) for text in texts]
    rows = np.array([np.random.default_rng(seed).normal(size=32) for seed in seeds], dtype=np.float32)
    if not texts:
        return Encoded(np.empty((0, 32), np.float32), ())
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return Encoded(rows, tuple(pack(row[None]) for row in rows))


def arrival(
    name: str,
    lines: Sequence[str],
    *,
    key: str = "",
    date: DocumentDate | None = None,
    kind: Kind = Kind.OVERIG,
    labels: Sequence[tuple[Label, ...]] = (),
) -> Arrival:
    """A document of one passage a line, on one page, below one section; by default without labels."""
    text = "\n".join(lines)
    data = text.encode()
    sha256 = hashlib.sha256(data).hexdigest()
    whole = Span(0, len(text))
    spans = []
    for line in lines:
        start = spans[-1].end + 1 if spans else 0
        spans.append(Span(start, start + len(line)))
    document = Document(
        id=document_id(sha256),
        sha256=sha256,
        name=name,
        media_type="text/plain",
        title=f"Titel van {name}",
        kind=kind,
        kind_evidence="de naam",
        date=date,
        language="nl",
        text=text,
        pages=(Page(1, whole),),
        sections=(Section("Inleiding", 1, whole),),
        blocks=tuple(Block(span, BlockKind.PARAGRAPH) for span in spans),
    )
    passages = [
        Passage(
            id=passage_id(document.id, span.cut(text), lines[:ordinal].count(span.cut(text))),
            document_id=document.id,
            ordinal=ordinal,
            span=span,
            text=span.cut(text),
            section=("Inleiding",),
            pages=(1, 1),
            language="nl",
        )
        for ordinal, span in enumerate(spans)
    ]
    encoded = embed([text_in_context(document.title, passage) for passage in passages])
    return Arrival(
        key or f"/map/{name}", name, data, document, passages, labels or [()] * len(lines), encoded
    )


def arrivals(first: int, last: int) -> list[Arrival]:
    """Different documents of three passages, each with a word of its own."""
    return [
        arrival(f"{number}.txt", [f"Deel {part} van woord{number}eigen." for part in range(3)])
        for number in range(first, last)
    ]


class Plain(Analysis):
    """Words as they stand, without the dictionaries that take seconds to load."""

    def __init__(self) -> None:
        self._remember()

    def _analyse(self, surface: str) -> tuple[str, str, tuple[str, ...], bool, str]:
        folded = surface.lower()
        return folded, folded, (), False, folded


@contextmanager
def opened(folder: Path, card: Card | None = CARD) -> Iterator[Index]:
    index = Index(folder, lambda place: Lexical(place, Plain()), card)
    try:
        yield index
    finally:
        index.close()


def findable(index: Index) -> dict[str, tuple[int, int, int, int]]:
    """Passages by document id in the catalogue, the words, the vectors and the tokens."""
    listed = {entry.id: entry.passages for entry in index.catalogue.documents()}
    engines = index.engines
    counts = (listed, engines.lexical.counts(), engines.vectors.counts(), engines.tokens.counts())
    return {
        document: tuple(one.get(document, 0) for one in counts)  # type: ignore[misc]
        for document in set().union(*counts)
    }


def state(index: Index) -> tuple[object, ...]:
    """All that a reader can see, but the moments at which things happened."""
    entries = [entry.id for entry in index.catalogue.documents()]
    texts = [index.catalogue.passages(entry) for entry in entries]
    cited = [index.catalogue.citations([passage.id for passage in text]) for text in texts]
    return entries, texts, cited, index.sources.all(), sorted(index.originals.hashes()), findable(index)
