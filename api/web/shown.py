"""A passage as a page shows it: its text in pieces, and its labels with the reason for each."""

from __future__ import annotations

from dataclasses import dataclass

from api.web.marking import Pieces, excerpt, pieces
from api.web.narrowing import NAMES
from api.web.wording import moment
from corpus.label import Evidence, Ground, Label, LabelKind
from corpus.taxonomy.terms import Terms
from search.query import Citation

# of a result so many characters, where it is much longer
AT_A_GLANCE = 480


@dataclass(frozen=True, slots=True)
class Tag:
    """A label; ``reasons`` are whole sentences, ``link`` leads to the text of an act."""

    kind: LabelKind
    id: str
    group: str
    short: str
    name: str
    sureness: int
    reasons: tuple[str, ...]
    link: str

    @property
    def written(self) -> str:
        """For ``advies:6``, as a review names it."""
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A citation with what its template needs. ``glance`` is the part of it that is seen at once; words are
    left out ``before`` or ``after`` it where that is not all.
    """

    citation: Citation
    marked: Pieces
    glance: Pieces
    before: bool
    after: bool
    tags: tuple[Tag, ...]


def shown(citation: Citation, terms: Terms) -> Shown:
    """The passage with the words of the question marked."""
    text, marks = citation.text, citation.highlights
    part = excerpt(text, marks, AT_A_GLANCE)
    within = [mark.shifted(-part.start) for mark in marks if part.start <= mark.start < part.end]
    return Shown(
        citation,
        pieces(text, marks),
        pieces(part.cut(text), within),
        part.start > 0,
        part.end < len(text),
        tags(citation, terms),
    )


def tags(citation: Citation, terms: Terms) -> tuple[Tag, ...]:
    """The labels in the order of the filters."""
    order = list(NAMES)
    labels = sorted(citation.labels, key=lambda label: order.index(label.kind))
    return tuple(_tag(label, citation.text, terms) for label in labels)


def _tag(label: Label, text: str, terms: Terms) -> Tag:
    term = terms.get(label.kind, label.id)
    reasons = tuple(dict.fromkeys(_reason(one, text) for one in label.evidence))
    return Tag(
        label.kind,
        label.id,
        NAMES[label.kind],
        term.short,
        f"{term.name} ({label.stance})" if label.stance else term.name,
        round(100 * label.score),
        reasons,
        next((one.url for one in label.references if one.url), ""),
    )


def _reason(one: Evidence, text: str) -> str:
    words = ", ".join(f"‘{span.cut(text)}’" for span in one.spans)
    match one.ground:
        case Ground.WORDS:
            return f"De tekst noemt {words}." if words else "De tekst noemt het."
        case Ground.SECTION:
            return (
                f"Het staat onder de kop ‘{one.source}’." if one.source else "Het volgt uit de kop erboven."
            )
        case Ground.DOCUMENT:
            return f"Het volgt uit het document: {one.source or words or 'de titel'}."
        case Ground.MEANING:
            told = f": {one.source}" if one.source else ""
            return f"De betekenis lijkt voor {round(100 * one.weight)}% op een voorbeeld{told}."
        case Ground.PERSON:
            when = f" op {moment(one.when)}" if one.when else ""
            return f"{one.source or 'Een mens'} heeft dit bevestigd{when}."
