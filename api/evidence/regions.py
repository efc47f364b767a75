"""What a region reports, and which other regions report about the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from api.evidence.neighbours import Neighbour, Neighbours
from api.evidence.register import Register
from api.evidence.seen import Seen
from api.evidence.sieve import Sieve
from corpus.errors import BadLabel, NotFound
from corpus.label import Ground, Label, LabelKind, Stance
from corpus.taxonomy.terms import Term, Terms
from search.catalogue.knelpunt import Verdict
from search.hits import ids
from search.query import Citation, Facets
from search.view import View

# fewer words make no sentence that a reader learns from
SENTENCE = 6
ENDS = (".", "!", "’", "”", "'", '"')


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The words of a passage that show something, and how surely, 0–1."""

    citation: Citation
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Theme:
    """A label of the region, in how many passages it stands, and the surest of those."""

    term: Term
    count: int
    shown_by: Excerpt


@dataclass(frozen=True, slots=True)
class Source:
    """A document that says something of the region, and in how many passages."""

    citation: Citation
    passages: int


@dataclass(frozen=True, slots=True)
class Summary:
    """A region in the list; the last two count knelpunten."""

    term: Term
    passages: int
    documents: int
    accepted: int
    proposed: int


@dataclass(frozen=True, slots=True)
class Profile:
    """A region. Themes are the most frequent first, sources in order of time, neighbours the most alike."""

    summary: Summary
    advices: tuple[Theme, ...]
    blocks: tuple[Theme, ...]
    knelpunten: tuple[Seen, ...]
    wishes: tuple[Excerpt, ...]
    solutions: tuple[Excerpt, ...]
    sources: tuple[Source, ...]
    neighbours: tuple[Neighbour, ...]


class Regions:
    """Bound to who asks: everything is of what they may see."""

    def __init__(self, view: View, register: Register, terms: Terms) -> None:
        self._view = view
        self._register = register
        self._terms = terms
        self._neighbours = Neighbours(view, terms)
        self._all = {term.id: term for term in terms.all if term.kind is LabelKind.REGIO}

    def all(self) -> list[Summary]:
        """Every region of the taxonomy, also those of which nothing is known."""
        found = self._register.all()
        return [self._summary(term, found) for term in self._all.values()]

    def counts(self) -> list[tuple[Term, Facets]]:
        """Every region, and in how many of its passages each label stands."""
        census = self._view.catalogue.census()
        return [
            (term, census.facets(self._neighbours.passages(region))) for region, term in self._all.items()
        ]

    def profile(self, name: str) -> Profile:
        """The region with that id or name. Raises NotFound."""
        term = self._named(name)
        found = self._register.all()
        own = self._passages(term.id)
        surest = sorted(own, key=lambda one: (-_score(one, LabelKind.REGIO, term.id), one.id))
        return Profile(
            summary=self._summary(term, found),
            advices=self._themes(LabelKind.ADVIES, own),
            blocks=self._themes(LabelKind.BOUWSTEEN, own),
            knelpunten=tuple(Sieve(regions=(term.id,)).narrowed(found)),
            wishes=_said(own, Stance.WISH),
            solutions=_said(own, Stance.SOLUTION),
            sources=_sources(own),
            neighbours=self._neighbours.of(term.id, surest),
        )

    def _named(self, name: str) -> Term:
        try:
            return self._all[self._terms.find(LabelKind.REGIO, name)[0]]
        except BadLabel as unknown:
            raise NotFound(unknown.message, unknown.advice) from None

    def _passages(self, region: str) -> list[Citation]:
        found = self._view.catalogue.citations(ids(self._neighbours.passages(region)))
        return sorted(found.values(), key=lambda one: (one.name, one.span))

    def _summary(self, term: Term, found: Iterable[Seen]) -> Summary:
        passages = self._view.catalogue.census().keys(self._neighbours.passages(term.id))
        verdicts = [one.record.verdict for one in Sieve(regions=(term.id,)).kept(list(found))]
        return Summary(
            term,
            len(passages),
            len({document for document, _ in passages}),
            verdicts.count(Verdict.AANVAARD),
            verdicts.count(Verdict.VOORSTEL),
        )

    def _themes(self, kind: LabelKind, own: Iterable[Citation]) -> tuple[Theme, ...]:
        having: dict[str, list[Citation]] = defaultdict(list)
        for one in own:
            for label in one.labels:
                if label.kind is kind:
                    having[label.id].append(one)
        themes = []
        for id_, cited in having.items():
            shown = max((_excerpt(one, kind, id_) for one in cited), key=_telling)
            themes.append(Theme(self._terms.get(kind, id_), len(cited), shown))
        return tuple(sorted(themes, key=lambda theme: (-theme.count, theme.term.id)))


def _label(citation: Citation, kind: LabelKind, id_: str) -> Label | None:
    return next((label for label in citation.labels if (label.kind, label.id) == (kind, id_)), None)


def _score(citation: Citation, kind: LabelKind, id_: str) -> float:
    label = _label(citation, kind, id_)
    return label.score if label else 0.0


def _excerpt(citation: Citation, kind: LabelKind, id_: str) -> Excerpt:
    """The sentences that the label stands on, or all of the passage."""
    label = _label(citation, kind, id_)
    grounds = [one for one in (label.evidence if label else ()) if one.ground is Ground.MEANING]
    spans = [span for one in grounds for span in one.spans]
    text = spans[0].cut(citation.text) if spans else citation.text
    return Excerpt(citation, text, label.score if label else 0.0)


def _telling(excerpt: Excerpt) -> tuple[bool, float]:
    """A sentence tells more than a heading, and a surer one more than another."""
    return len(excerpt.text.split()) >= SENTENCE and excerpt.text.rstrip().endswith(ENDS), excerpt.score


def _said(own: Iterable[Citation], stance: Stance) -> tuple[Excerpt, ...]:
    """What is said in that way, each passage and each sentence once, the surest first."""
    found: dict[str, Excerpt] = {}
    for one in own:
        for label in _with_stance(one.labels, stance):
            excerpt = _excerpt(one, label.kind, label.id)
            found.setdefault(excerpt.text, excerpt)
    return tuple(sorted(found.values(), key=lambda one: (-one.score, one.citation.id)))


def _with_stance(labels: Collection[Label], stance: Stance) -> Iterator[Label]:
    said = [label for label in labels if label.stance is stance]
    yield from sorted(said, key=lambda label: -label.score)[:1]


def _sources(own: Iterable[Citation]) -> tuple[Source, ...]:
    by_document: dict[str, list[Citation]] = defaultdict(list)
    for one in own:
        by_document[one.document_id].append(one)
    found = [Source(replace(cited[0], labels=()), len(cited)) for cited in by_document.values()]
    return tuple(sorted(found, key=lambda one: (_moment(one.citation), one.citation.title)))


def _moment(citation: Citation) -> str:
    """Sorts by date; what has none comes last."""
    return citation.date.day.isoformat() if citation.date else "9999"
