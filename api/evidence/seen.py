"""A knelpunt as one person may see it: with the quotes that they may see, looked up as they stand now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from textwrap import shorten

from corpus.document import text_key
from corpus.label import Ground, LabelKind
from corpus.span import Span
from corpus.taxonomy.terms import Terms
from corpus.visibility import Visibility
from models.compounds import rarity
from search.catalogue.knelpunt import Quote, Record
from search.catalogue.knelpunten import Knelpunten, Place
from search.catalogue.reading import Catalogue
from search.query import Citation

SHOWN_REGIONS = 3
SHOWN_WORDS = 2
LONGEST_NAME = 45
LONGEST_OPENING = 70
LEAST_LETTERS = 5
# below this a word says little by itself: belang, verschillende
TELLING = 2.8
LAST = Visibility.VERTROUWELIJK


class Stand(StrEnum):
    """Whether the words of a quote still stand in their document."""

    GELDIG = "geldig"
    GEWIJZIGD = "gewijzigd"
    VERWIJDERD = "verwijderd"


@dataclass(frozen=True, slots=True)
class Cited:
    """``text`` and ``citation`` are there only where the words still stand; ``regions`` are ids."""

    quote: Quote
    stand: Stand
    text: str
    citation: Citation | None
    regions: tuple[str, ...]

    @property
    def year(self) -> str:
        """That of the document; empty where it has none."""
        date = self.citation and self.citation.date
        return str(date.day.year) if date else ""


@dataclass(frozen=True, slots=True)
class Seen:
    """``quotes`` say what rubs, ``asks`` what is asked for; ``regions`` are the ids of all of them."""

    record: Record
    title: str
    quotes: tuple[Cited, ...]
    asks: tuple[Cited, ...]
    regions: tuple[str, ...]

    def adds(self, asking: Cited) -> bool:
        """Whether it says more than what rubs says already: who asks often does both in one sentence."""
        asked = asking.quote
        return not any(
            one.quote.document_id == asked.document_id and one.quote.span.contains(asked.span)
            for one in self.quotes
        )


def seen(
    records: Sequence[Record], store: Knelpunten, catalogue: Catalogue, clearance: Visibility, terms: Terms
) -> list[Seen]:
    """Those that somebody with this clearance may know of; ``catalogue`` holds what they may read.

    A record is hidden by itself, or where none of its quotes stands in a document that they see.
    """
    known = [record for record in records if record.visibility in clearance.within]
    quotes = [quote for record in known for quote in record.quotes]
    places = store.places({quote.document_id for quote in quotes})
    citations = catalogue.citations(sorted({quote.passage_id for quote in quotes}))
    found = []
    for record in known:
        kept = [quote for quote in record.quotes if _may_see(places.get(quote.document_id), clearance)]
        if _is_known(record, kept, places):
            shown = [quote for quote in kept if quote.document_id in places or clearance is LAST]
            cited = tuple(_cited(quote, places, citations) for quote in shown)
            found.append(_seen(record, cited, terms))
    return found


def quoted(quote: Quote, citation: Citation | None) -> str:
    """The words of a quote, if they stand in that passage as they were; else nothing."""
    if citation is None or citation.document_id != quote.document_id:
        return ""
    if not citation.span.contains(quote.span):
        return ""
    start = quote.span.start - citation.span.start
    text = Span(start, start + len(quote.span)).cut(citation.text)
    return text if text_key(text) == quote.text_key else ""


def _may_see(place: Place | None, clearance: Visibility) -> bool:
    """Of what is gone it is not known any more for whom it was: it hides no record, and only who sees
    everything hears of the quote.
    """
    return place is None or place.visibility in clearance.within


def _is_known(record: Record, kept: Sequence[Quote], places: Mapping[str, Place]) -> bool:
    return len(kept) == len(record.quotes) or any(quote.document_id in places for quote in kept)


def _cited(quote: Quote, places: Mapping[str, Place], citations: Mapping[str, Citation]) -> Cited:
    citation = citations.get(quote.passage_id)
    text = quoted(quote, citation)
    if citation is None or not text:
        stand = Stand.GEWIJZIGD if quote.document_id in places else Stand.VERWIJDERD
        return Cited(quote, stand, "", None, quote.regions)
    return Cited(quote, Stand.GELDIG, text, citation, regions_of(citation))


def regions_of(citation: Citation) -> tuple[str, ...]:
    """The ids of the regions that a passage is about."""
    return tuple(label.id for label in citation.labels if label.kind is LabelKind.REGIO)


def _seen(record: Record, cited: Iterable[Cited], terms: Terms) -> Seen:
    every = tuple(cited)
    quotes = tuple(one for one in every if not one.quote.asks)
    regions = tuple(sorted({region for one in quotes for region in one.regions}))
    return Seen(
        record,
        record.title or _title(record, quotes, regions, terms),
        quotes,
        tuple(one for one in every if one.quote.asks),
        regions,
    )


def _title(record: Record, quotes: Sequence[Cited], regions: Sequence[str], terms: Terms) -> str:
    """As long as no person gave one: its kind, its act, what it is about, and its regions."""
    kind = terms.get(LabelKind.KNELPUNT, record.kind).short if record.kind else "Knelpunt"
    act = act_name(record.act, record.article, terms) if record.act else ""
    words = [word for word in _words(record, quotes) if word not in act.lower()]
    about = ", ".join(filter(None, (act, *words)))
    if not act and len(words) < SHOWN_WORDS:
        about = _opening(quotes) or about
    return " – ".join(filter(None, (": ".join(filter(None, (kind, about))), _named(regions, terms))))


def _opening(quotes: Sequence[Cited]) -> str:
    """The first words of the first quote."""
    text = next((one.text for one in quotes if one.text), "")
    return shorten(text, LONGEST_OPENING, placeholder="…")


def act_name(act: str, article: str, terms: Terms) -> str:
    """An act with the article in it: by its name, or where that is long by its abbreviation."""
    term = terms.get(LabelKind.WET, act)
    name = term.name if len(term.name) <= LONGEST_NAME else term.short
    return f"{name} artikel {article}" if article else name


def _words(record: Record, quotes: Sequence[Cited]) -> list[str]:
    """The words of the first quote that made a knelpunt of it, those that tell most."""
    cited = next((one for one in quotes if one.citation), None)
    if cited is None or cited.citation is None:
        return []
    words = [
        word for word in dict.fromkeys(_evident(record, cited.quote, cited.citation)) if word != record.kind
    ]
    apart = [word for word in words if not any(word in other for other in words if other != word)]
    telling = sorted(apart, key=rarity, reverse=True)[:SHOWN_WORDS]
    return [word for word in apart if word in telling and rarity(word) >= TELLING]


def _evident(record: Record, quote: Quote, citation: Citation) -> Iterator[str]:
    labels = (
        label for label in citation.labels if label.kind is LabelKind.KNELPUNT and label.id == record.kind
    )
    for label in labels:
        for evidence in label.evidence:
            for span in evidence.spans if evidence.ground is Ground.WORDS else ():
                word = span.cut(citation.text).lower()
                if len(word) >= LEAST_LETTERS and quote.span.contains(span.shifted(citation.span.start)):
                    yield word


def _named(regions: Sequence[str], terms: Terms) -> str:
    names = [terms.get(LabelKind.REGIO, region).short for region in regions]
    more = len(names) - SHOWN_REGIONS
    return ", ".join(names[:SHOWN_REGIONS]) + (f" en {more} meer" if more > 0 else "")
