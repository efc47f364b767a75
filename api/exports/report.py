"""What every form of a dossier tells, each in its own way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import count

from api.citations.reference import Reference
from api.evidence.dossiers import Part
from api.evidence.seen import Cited, Stand
from api.place import pages
from corpus.label import LabelKind
from corpus.span import Span
from corpus.taxonomy.terms import Terms
from search.catalogue.anchors import Standing
from search.catalogue.dossiers import Dossier
from search.query import Citation


class Arrangement(StrEnum):
    """What chapters are made of; within each the order of the dossier stays."""

    VOLGORDE = "volgorde"
    WET = "wet"
    REGIO = "regio"


WARNINGS = {
    Standing.GELDIG: "",
    Standing.VERNIEUWD: "Van deze bron is er een nieuwere versie; daarin staan deze woorden nog.",
    Standing.VERVALLEN: "Van deze bron is er een nieuwere versie; daarin staan deze woorden niet meer.",
    Standing.GEWIJZIGD: "Deze bron is opnieuw gelezen; deze woorden staan er niet meer zo in.",
    Standing.VERWIJDERD: "Deze bron is verwijderd, en haar woorden daarmee ook.",
}
_STANDS = {
    Stand.GELDIG: Standing.GELDIG,
    Stand.GEWIJZIGD: Standing.GEWIJZIGD,
    Stand.VERWIJDERD: Standing.VERWIJDERD,
}
# a longer one is a sentence that the file takes for a heading
LONGEST_HEADING = 100
_NUMBER = re.compile(r"^(?:\d+[.)]|\d+(?:\.\d+)+[.)]?)\s+")
_REST = {Arrangement.WET: "Zonder genoemde wet", Arrangement.REGIO: "Zonder genoemde regio"}


@dataclass(frozen=True, slots=True)
class Line:
    """One literal quote; without ``reference`` its words are gone. ``sha256`` is that of its file.

    ``context`` is the header of a table or the sentence above a list: no part of the quote. ``asks`` where it
    says what is asked for, and not what rubs.
    """

    words: str
    context: str
    standing: Standing
    sha256: str
    span: Span
    reference: Reference | None
    asks: bool = False

    @property
    def warning(self) -> str:
        """Dutch, or nothing where it is as it was."""
        return WARNINGS[self.standing]


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage, or a knelpunt with its quotes; ``number`` counts from 1 through the report.

    ``title``, ``verdict``, ``stage`` and ``asked`` only a knelpunt has. ``laws`` and ``regions`` are names.
    """

    number: int
    lines: tuple[Line, ...]
    note: str
    laws: tuple[str, ...]
    regions: tuple[str, ...]
    title: str = ""
    verdict: str = ""
    stage: str = ""
    asked: str = ""

    @property
    def heading(self) -> str:
        """What it is called, a passage by what it stands under."""
        reference = next((line.reference for line in self.lines if line.reference), None)
        if self.title or reference is None:
            return self.title or "Verwijderd citaat"
        section = _NUMBER.sub("", reference.section[-1]) if reference.section else ""
        return section if 0 < len(section) <= LONGEST_HEADING else reference.title


@dataclass(frozen=True, slots=True)
class Chapter:
    """Entries under one heading, which is empty where there is only one."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A file that is quoted; ``reference`` is that of the first quote, None where the file is gone.

    ``pages`` are those that are quoted, told in Dutch; ``entries`` the numbers of what quotes it.
    """

    sha256: str
    reference: Reference | None
    pages: tuple[str, ...]
    entries: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A dossier at one moment, as one person sees it. ``unread`` names files that could not be read."""

    dossier: Dossier
    made_at: datetime
    made_by: str
    arrangement: Arrangement
    chapters: tuple[Chapter, ...]
    sources: tuple[Source, ...]
    unread: tuple[str, ...]

    @property
    def entries(self) -> list[Entry]:
        """All of them, as the chapters have them."""
        return [entry for chapter in self.chapters for entry in chapter.entries]

    @property
    def lines(self) -> list[tuple[Entry, Line]]:
        """Every quote with what it belongs to."""
        return [(entry, line) for entry in self.entries for line in entry.lines]


@dataclass(frozen=True, slots=True)
class Making:
    """How and for whom a report is made; ``address`` is that of the service, ending in a slash."""

    made_at: datetime
    made_by: str
    arrangement: Arrangement
    address: str
    unread: tuple[str, ...]


def compiled(dossier: Dossier, parts: Sequence[Part], terms: Terms, making: Making) -> Report:
    """Puts together what a person sees of a dossier."""
    entries = [_entry(part, terms, making.address) for part in parts]
    chapters = tuple(_numbered(_chapters(entries, making.arrangement)))
    return Report(
        dossier,
        making.made_at,
        making.made_by,
        making.arrangement,
        chapters,
        tuple(_sources([entry for chapter in chapters for entry in chapter.entries])),
        making.unread,
    )


def _numbered(chapters: Iterable[Chapter]) -> Iterator[Chapter]:
    """As a reader comes by them."""
    numbers = count(1)
    for chapter in chapters:
        entries = tuple(replace(entry, number=next(numbers)) for entry in chapter.entries)
        yield replace(chapter, entries=entries)


def _entry(part: Part, terms: Terms, address: str) -> Entry:
    if part.knelpunt:
        return _knelpunt(part, terms, address)
    citation = part.found.citation if part.found else None
    laws, regions = (_names(citation, kind, terms) for kind in (LabelKind.WET, LabelKind.REGIO))
    return Entry(0, tuple(_line(part, address)), part.item.note, laws, regions)


def _line(part: Part, address: str) -> Iterator[Line]:
    if part.found and part.item.anchor:
        anchor, citation = part.item.anchor, part.found.citation
        reference = _reference(citation, citation.text, address) if citation else None
        words = citation.text if citation else ""
        context = citation.context if citation else ""
        yield Line(words, context, part.found.standing, anchor.sha256, anchor.span, reference)


def _knelpunt(part: Part, terms: Terms, address: str) -> Entry:
    seen = part.knelpunt
    assert seen  # noqa: S101
    record = seen.record
    return Entry(
        0,
        tuple(_cited(one, address) for one in (*seen.quotes, *filter(seen.adds, seen.asks))),
        part.item.note,
        (terms.get(LabelKind.WET, record.act).name,) if record.act else (),
        tuple(terms.get(LabelKind.REGIO, region).name for region in seen.regions),
        seen.title,
        record.verdict.value,
        record.stage.value,
        record.asked,
    )


def _cited(one: Cited, address: str) -> Line:
    reference = _reference(one.citation, one.text, address) if one.citation else None
    context = one.citation.context if one.citation else ""
    quote = one.quote
    return Line(one.text, context, _STANDS[one.stand], quote.sha256, quote.span, reference, quote.asks)


def _reference(citation: Citation, words: str, address: str) -> Reference:
    made = Reference.of(citation, f"{address}v1/citaten/{citation.id}")
    return made.quoting(words)


def _names(citation: Citation | None, kind: LabelKind, terms: Terms) -> tuple[str, ...]:
    labels = citation.labels if citation else ()
    return tuple(terms.get(kind, label.id).name for label in labels if label.kind is kind)


def _chapters(entries: Sequence[Entry], arrangement: Arrangement) -> Iterator[Chapter]:
    """In the order in which the dossier first names them; what names none comes last."""
    if arrangement is Arrangement.VOLGORDE:
        yield Chapter("", tuple(entries))
        return
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        names = entry.laws if arrangement is Arrangement.WET else entry.regions
        groups.setdefault(next(iter(names), ""), []).append(entry)
    rest = groups.pop("", [])
    for name, own in groups.items():
        yield Chapter(name, tuple(own))
    if rest:
        yield Chapter(_REST[arrangement], tuple(rest))


def _sources(entries: Sequence[Entry]) -> Iterator[Source]:
    """In the order in which they are first quoted."""
    quoting: dict[str, list[tuple[int, Line]]] = {}
    for entry in entries:
        for line in entry.lines:
            quoting.setdefault(line.sha256, []).append((entry.number, line))
    for sha256, own in quoting.items():
        references = [line.reference for _, line in own if line.reference]
        told = dict.fromkeys(pages(one.pages) for one in references if one.pages)
        numbers = dict.fromkeys(number for number, _ in own)
        yield Source(sha256, next(iter(references), None), tuple(told), tuple(numbers))
