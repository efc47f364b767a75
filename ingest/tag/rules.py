"""What the rules of the taxonomy say of one sentence, for every advies, bouwsteen and knelpunt."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from corpus.label import LabelKind
from corpus.span import Span
from corpus.taxonomy import Pattern, Taxonomy
from ingest.tag.matching import Match, Matcher
from models.analysis import Analysis
from models.cues import CueKind, cues, negated


class Role(StrEnum):
    """What a rule is for."""

    STRONG = "strong"
    WEAK = "weak"
    VETO = "veto"
    TOPIC = "topic"
    HINDRANCE = "hindrance"
    DENIAL = "denial"
    WISH = "wish"
    SOLUTION = "solution"


# What the rules that all knelpunten share are kept under.
SHARED = ""
# Characters between a topic and the word that says it goes wrong: about as many as a clause has.
NEARBY = 80
_NEGATES = re.compile(r"\b(?:niet|geen|niemand|zonder|weinig|onvoldoende|nauwelijks)\b")
# Right before what hinders: there is less of it.
_LESS = re.compile(r"\b(?:afname|daling|vermindering|verkorten|verkorting) van (?:\w+ ){0,2}$", re.IGNORECASE)
# Right before a solution: there is none yet.
_SOUGHT = re.compile(r"\b(?:ge)?zo(?:ek|cht)\w* (?:\w+ ){0,2}naar (?:\w+ ){0,2}$", re.IGNORECASE)
_AHEAD = frozenset({CueKind.WISH, CueKind.DUTY})
Key = tuple[str, Role]
_SOLUTION: Key = (SHARED, Role.SOLUTION)
_DENIAL: Key = (SHARED, Role.DENIAL)


@dataclass(frozen=True, slots=True)
class Said:
    """What was found in a sentence: by label and role, the words that show it."""

    found: Mapping[Key, tuple[Span, ...]] = field(default_factory=dict)

    def has(self, label: str, *roles: Role) -> bool:
        """Whether a rule in one of these roles holds."""
        return any((label, role) in self.found for role in roles)

    def near(self, label: str, role: Role, shared: Role) -> bool:
        """Whether words of a label stand near words that all labels share, in these roles."""
        return any(
            -NEARBY < one.start - other.end < NEARBY or -NEARBY < other.start - one.end < NEARBY
            for one in self.found.get((label, role), ())
            for other in self.found.get((SHARED, shared), ())
        )

    def spans(self, label: str, *roles: Role) -> tuple[Span, ...]:
        """The words, in order, each once."""
        return tuple(sorted({span for role in roles for span in self.found.get((label, role), ())}))


class Rules:
    """Labels are ``advies:6``, ``bouwsteen:dialoog-6:1`` and ``knelpunt:privacy``."""

    def __init__(self, taxonomy: Taxonomy, analysis: Analysis) -> None:
        self._analysis = analysis
        self._matcher = Matcher(_keyed(taxonomy), analysis)

    def __call__(self, text: str, sentence: Span) -> Said:
        """What one sentence of a text says; spans are ranges of the text.

        What hinders but is denied ("belemmeren ons niet") counts as a denial, and a solution that is denied
        ("dat werkt niet") or still to come ("dat moet worden opgelost") is none.
        """
        words = list(self._analysis.words(sentence.cut(text)))
        found: dict[Key, tuple[Span, ...]] = defaultdict(tuple)
        for match in self._matcher(words):
            key = match.key
            denied = (_hinders(key) or key == _SOLUTION) and _denied(sentence.cut(text), match)
            if key == _SOLUTION and (denied or _awaited(sentence.cut(text), match)):
                continue
            found[_DENIAL if denied else key] += tuple(span.shifted(sentence.start) for span in match.spans)
        return Said(found)


def is_kind(label: str) -> bool:
    """Whether it is a kind of knelpunt."""
    return label.startswith(f"{LabelKind.KNELPUNT}:")


def joined(said: Iterable[Said]) -> Said:
    """What several sentences say together."""
    found: dict[Key, tuple[Span, ...]] = defaultdict(tuple)
    for one in said:
        for key, spans in one.found.items():
            found[key] += spans
    return Said(found)


def _hinders(key: Key) -> bool:
    label, role = key
    return role is Role.HINDRANCE or (is_kind(label) and role is Role.STRONG)


def _denied(sentence: str, match: Match[Key]) -> bool:
    """Words that hold a negation of their own ("mag niet") are not denied by it."""
    if any(_LESS.search(sentence[: one.start]) for one in match.spans):
        return True
    own = any(_NEGATES.search(one.cut(sentence)) for one in match.spans)
    return not own and any(negated(sentence, one) for one in match.spans)


def _awaited(sentence: str, match: Match[Key]) -> bool:
    """Whether what these words tell is wished, sought or due, and so not there yet."""
    open_to = [cue.scope for cue in cues(sentence) if cue.kind in _AHEAD]
    return any(
        _SOUGHT.search(sentence[: one.start]) or any(scope.overlaps(one) for scope in open_to)
        for one in match.spans
    )


def _keyed(taxonomy: Taxonomy) -> Iterator[tuple[Key, Pattern]]:
    concepts = [(f"advies:{one.id}", one) for one in taxonomy.advices]
    concepts += [(f"bouwsteen:{one.id}", one) for group in taxonomy.groups for one in group.concepts]
    concepts += [(f"knelpunt:{kind.concept.id}", kind.concept) for kind in taxonomy.obstacles.kinds]
    for label, concept in concepts:
        for pattern in concept.rules:
            yield (label, Role.WEAK if pattern.weak else Role.STRONG), pattern
        yield from _under(label, Role.VETO, concept.vetoes)
    for kind in taxonomy.obstacles.kinds:
        yield from _under(f"knelpunt:{kind.concept.id}", Role.TOPIC, kind.topics)
    shared = taxonomy.obstacles
    yield from _under(SHARED, Role.HINDRANCE, shared.hindrances)
    yield from _under(SHARED, Role.DENIAL, shared.denials)
    yield from _under(SHARED, Role.WISH, shared.wishes)
    yield from _under(SHARED, Role.SOLUTION, shared.solutions)


def _under(label: str, role: Role, patterns: Iterable[Pattern]) -> Iterator[tuple[Key, Pattern]]:
    return (((label, role), pattern) for pattern in patterns)
