"""What could become a knelpunt: the sentences for which a passage carries such a label."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from api.evidence.reporting import reports
from api.evidence.seen import regions_of
from corpus.document import text_key
from corpus.label import Ground, Label, LabelKind, Saying, Stance
from corpus.span import Span
from models.protocols import Sentences
from search.catalogue.knelpunt import Quote
from search.query import Citation

# below this a label is too often wrong to trouble a person with; of 100 on the seeds this leaves 40
LEAST = 0.8
# of a sentence that names an act, which is what the register is for
LEAST_OF_ACT = 0.65
# sentences after the quote in which a wish still belongs to it
REACH = 2
# fewer words than tell that a passage has a wish: "de school wil les geven" asks nobody for anything
_WISH = re.compile(
    r"\b(?:wens|wensen|wenst|gewenst|wenselijk|pleit\w*|pleidooi|behoefte aan|noodzaak|idealiter|liefst|"
    r"zou(?:den)? (?:\w+ ){0,3}(?:moeten|helpen)|(?:wil|willen) (?:dat|meer|ruimte))\b",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[\s•*–-]+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Sentences of a passage that say what rubs, and beside them what is asked for, if that is said."""

    citation: Citation
    quote: Quote
    wish: Quote | None
    kind: str
    act: str | None
    article: str
    text: str


def candidates(citations: Iterable[Citation], sentences: Sentences) -> Iterator[Candidate]:
    """Those of each passage; of labels that stand on the same sentence only the surest gives one."""
    for citation in citations:
        found = [
            label for label in citation.labels if label.kind is LabelKind.KNELPUNT and _may_be_sure(label)
        ]
        spans = sentences(citation.text) if found else []
        told = [(label, one) for label in found for one in _sayings(citation.text, label, spans)]
        taken: list[Span] = []
        for label, one in sorted(told, key=lambda pair: (-pair[1].score, pair[0].id, pair[1].span)):
            if _is_sure(label, one, citation) and not any(one.span.overlaps(other) for other in taken):
                taken.append(one.span)
                yield _candidate(citation, label, one.span, spans)


def quote_of(citation: Citation, span: Span, asks: bool = False) -> Quote:
    """A range of the passage's text as a quote."""
    place = (citation.document_id, citation.sha256, citation.id, span.shifted(citation.span.start))
    return Quote(*place, text_key(span.cut(citation.text)), regions_of(citation), asks)


def _is_told(label: Label) -> bool:
    """Whether a person says that it holds."""
    return any(evidence.ground is Ground.PERSON for evidence in label.evidence)


def _may_be_sure(label: Label) -> bool:
    """Before sentences are looked for, which takes longer than all the rest."""
    scores = [one.score for one in label.sayings] or [label.score]
    return max(scores) >= LEAST_OF_ACT or _is_told(label)


def _is_sure(label: Label, one: Saying, citation: Citation) -> bool:
    """What works all the same is no knelpunt, unless a person says so or it names an act."""
    if _is_told(label):
        return True
    if not reports(one.span.cut(citation.text)):
        return False
    if _act(citation, one.span)[0]:
        return one.score >= LEAST_OF_ACT
    return one.score >= LEAST and one.stance is not Stance.SOLUTION


def _sayings(text: str, label: Label, sentences: Sequence[Span]) -> list[Saying]:
    """Whole sentences that tell it. What a person said is as sure as can be, and stands on what the taggers
    stood on, or on all of the passage.
    """
    stance = label.stance or Stance.FACT
    if label.sayings and not _is_told(label):
        return [replace(one, span=_whole(text, [one.span], sentences)) for one in label.sayings]
    for ground in (Ground.MEANING, Ground.WORDS):
        evident = [span for one in label.evidence if one.ground is ground for span in one.spans]
        if evident:
            return [Saying(_whole(text, evident, sentences), label.score, stance)]
    return [Saying(Span(0, len(text)), label.score, stance)]


def _whole(text: str, evident: Sequence[Span], sentences: Sequence[Span]) -> Span:
    """The whole sentences that these stand in, without the mark of a list."""
    held = [one for one in sentences if any(one.overlaps(span) for span in evident)] or list(evident)
    bullet = _BULLET.match(text, held[0].start, held[-1].end)
    return Span(bullet.end() if bullet else held[0].start, held[-1].end)


def _candidate(citation: Citation, label: Label, span: Span, sentences: Sequence[Span]) -> Candidate:
    act, article = _act(citation, span)
    wish = _wish(citation.text, span, sentences)
    asking = quote_of(citation, wish, asks=True) if wish else None
    return Candidate(
        citation,
        quote_of(citation, span),
        asking,
        label.id,
        act,
        article,
        span.cut(citation.text),
    )


def _act(citation: Citation, span: Span) -> tuple[str | None, str]:
    """The act that the sentences themselves name, the one with an article first."""
    named = [
        (not place.article, place.span.start, label.id, place.article)
        for label in citation.labels
        if label.kind is LabelKind.WET
        for place in label.references
        if place.span.overlaps(span)
    ]
    if not named:
        return None, ""
    _, _, act, article = min(named)
    return act, article


def _wish(text: str, span: Span, sentences: Sequence[Span]) -> Span | None:
    """The sentence that asks: within the quote, or else soon after it."""
    within = [one for one in sentences if one.overlaps(span)]
    after = [one for one in sentences if one.start >= span.end][:REACH]
    return next((one for one in (*within, *after) if _asks(one.cut(text))), None)


def _asks(sentence: str) -> bool:
    return bool(_WISH.search(sentence))
