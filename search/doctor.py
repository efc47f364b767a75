"""Compares the stores of an index with its catalogue, and mends what can be mended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.errors import NotFound, StorageFailed
from corpus.visibility import Visibility
from search.catalogue.schema import Status
from search.catalogue.sources import Source
from search.engines import Embed
from search.index import Index
from search.lexical import Lexical
from search.tokens import TokenStore
from search.vectors import Vectors
from search.view import View


@dataclass(frozen=True, slots=True)
class Report:
    """What was found. Ids are of documents, ``stray_originals`` are hashes."""

    documents: int
    passages: int
    without_text: tuple[str, ...]
    failed: tuple[Source, ...]
    words_differ: frozenset[str]
    meaning_differs: frozenset[str]
    engines_damaged: bool
    unsettled: frozenset[str]
    stray_originals: frozenset[str]
    lost_originals: frozenset[str]
    altered_originals: frozenset[str]
    wrong_spans: frozenset[str]
    damage: tuple[str, ...]

    @property
    def mendable(self) -> bool:
        """Whether ``mend`` has something to do."""
        differ = self.words_differ or self.meaning_differs or self.engines_damaged
        return bool(differ or self.unsettled or self.stray_originals)

    @property
    def healthy(self) -> bool:
        """Whether nothing is wrong at all; files that cannot be read are no fault of the index."""
        beyond = self.lost_originals or self.altered_originals or self.wrong_spans or self.damage
        return not self.mendable and not beyond

    def lines(self) -> Iterator[str]:
        """The report in Dutch, a line for each thing to know."""
        yield f"{self.documents} documenten met {self.passages} passages."
        if self.without_text:
            yield f"Geen tekst gevonden in {len(self.without_text)}: {', '.join(self.without_text)}."
        for source in self.failed:
            yield f"Niet te lezen: {source.name} ({source.reason})"
        for ids, problem in self._problems():
            if ids:
                yield f"{problem}: {', '.join(sorted(ids))}."
        if self.engines_damaged:
            yield "Een index is beschadigd en moet opnieuw worden gemaakt uit de catalogus."
        yield from (f"De catalogus is beschadigd: {line}" for line in self.damage)
        if self.healthy:
            yield "Alles klopt."

    def _problems(self) -> Iterator[tuple[frozenset[str], str]]:
        yield self.words_differ, "De woordenindex klopt niet voor"
        yield self.meaning_differs, "De betekenisindex klopt niet voor"
        yield self.unsettled, "Niet afgemaakt"
        yield self.stray_originals, "Bestanden zonder document"
        yield self.lost_originals, "Het oorspronkelijke bestand is weg (neem het opnieuw op) van"
        yield (
            self.altered_originals,
            "Het oorspronkelijke bestand is veranderd (verwijder het en neem het op) van",
        )
        yield self.wrong_spans, "Passages vallen buiten de tekst (verwijder het en neem het op) van"


def check(index: Index) -> Report:
    """Reads every store whole, the originals included; changes nothing."""
    entries = index.catalogue.documents()
    expected = _expected(index)
    kept = index.kept_originals()
    lost, altered = _originals(index, kept)
    views = [index.seen_by(clearance) for clearance in Visibility]
    words = [(_expected(view), _counted(view.lexical)) for view in views]
    engines = index.engines
    has_tokens = index.card is not None and index.card.token_dimensions is not None
    meaning = [
        _counted(one) for one in ((engines.vectors, engines.tokens) if has_tokens else (engines.vectors,))
    ]
    return Report(
        documents=len(entries),
        passages=index.catalogue.passage_count(),
        without_text=tuple(entry.name for entry in entries if entry.status == Status.NO_TEXT),
        failed=tuple(source for source in index.sources.all() if source.status == Status.FAILED),
        words_differ=frozenset[str]().union(*(_differ(*pair) for pair in words)),
        meaning_differs=frozenset[str]().union(*(_differ(expected, found) for found in meaning)),
        engines_damaged=None in (*(found for _, found in words), *meaning) or not engines.vectors.is_sound(),
        unsettled=index.unsettled(),
        stray_originals=frozenset(index.originals.hashes()) - kept.keys(),
        lost_originals=lost,
        altered_originals=altered,
        wrong_spans=index.catalogue.wrong_spans(),
        damage=tuple(index.damage()),
    )


def mend(index: Index, report: Report, embed: Embed) -> None:
    """Makes the engines agree with the catalogue, and drops files that no document has.

    What cannot be made from the catalogue stays as it is. Raises StorageFailed.
    """
    if report.engines_damaged and index.card:
        index.rebuild(embed, index.card)
    else:
        index.reindex(report.words_differ | report.meaning_differs, embed)
    index.drop_originals(report.stray_originals)


def _differ(expected: dict[str, int], found: dict[str, int] | None) -> frozenset[str]:
    different = set() if found is None else expected.items() ^ found.items()
    return frozenset(document for document, _ in different)


def _expected(view: View) -> dict[str, int]:
    """Passages by document id, of documents that have some."""
    return {entry.id: entry.passages for entry in view.catalogue.documents() if entry.passages}


def _counted(engine: Lexical | Vectors | TokenStore) -> dict[str, int] | None:
    """Passages by document id; None for an engine that cannot tell."""
    try:
        return engine.counts()
    except (StorageFailed, ValueError):
        return None


def _originals(index: Index, kept: dict[str, str]) -> tuple[frozenset[str], frozenset[str]]:
    """Documents whose original is not there, and those whose original holds other bytes."""
    lost, altered = set(), set()
    for sha256, document in kept.items():
        try:
            if not index.originals.is_intact(sha256):
                altered.add(document)
        except NotFound:
            lost.add(document)
    return frozenset(lost), frozenset(altered)
