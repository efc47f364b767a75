"""Words that turn a statement round or weaken it: niet, geen, zonder; willen, moeten, kunnen, zouden.

"Regels belemmeren ons niet" reports no obstacle, and "er zou een loket moeten komen" no loket. A cue
reaches over the rest of its clause, and a negating adverb over the part before it too. Found by the
form of the words alone, so that it costs nothing and works in a question as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from corpus.span import Span


class CueKind(StrEnum):
    """What the cue does to the clause it stands in."""

    NEGATION = "ontkenning"
    WISH = "wens"
    DUTY = "verplichting"
    POSSIBILITY = "mogelijkheid"
    INTENTION = "voornemen"


@dataclass(frozen=True, slots=True)
class Cue:
    """``span`` is the word itself, ``scope`` the stretch of text that it bears upon (itself included)."""

    span: Span
    kind: CueKind
    scope: Span


# Over the whole clause, since the main verb stands before: "de regels belemmeren ons niet".
_ADVERBS = "niet|nooit|nergens|nauwelijks|amper|geenszins|evenmin|niemand|niets|allerminst"
# Only over what follows: "zonder indicatie", "geen loket", "weinig uitdagingen".
_FORWARD = "geen|geeneens|noch|zonder|weinig|onvoldoende"
_FORMS = {
    CueKind.WISH: "wil|wilt|willen|wilde|wilden|wenst|wensen|wens|wensten|wenselijk|graag|liever|liefst|"
    "hopen|hoopt|hoopten|pleit|pleiten|verlangen|behoefte aan|idealiter",
    CueKind.DUTY: "moet|moeten|moest|moesten|dient|dienen|diende|dienden|hoef|hoeft|hoeven|hoefde|hoefden|"
    "verplicht|verplichten|noodzakelijk|nodig",
    CueKind.POSSIBILITY: "kan|kun|kunt|kunnen|kon|konden|mag|mogen|mocht|mochten|zou|zouden|misschien|"
    "wellicht|mogelijk|mogelijkerwijs|eventueel|evt\\.",
    CueKind.INTENTION: "zal|zult|zullen|van plan|voornemens|van zins|beoogt|beogen|streeft|streven|streefden",
}
# They hold a negating word but deny nothing.
_HARMLESS = (
    "niet alleen|niet slechts|niet enkel|niet voor niets|niet in het minst|niet onbelangrijk|al dan niet|"
    "zonder meer|zonder twijfel|ongetwijfeld|niets dan|geen twijfel|niet te vergeten|niet onlogisch"
)
_BORDER = re.compile(
    r"[.;:!?…]+(?=\s|$)|,(?=\s)|[()–]|\s-\s|\b(?:maar|dat|omdat|doordat|terwijl|zodat|want|hoewel|tenzij|doch|waardoor)\b"
    r"|\ben(?=\s+(?:men|we|wij|ze|zij|er|dat|dit|hij|je|ik)\b)",
    re.IGNORECASE,
)
_CUE = re.compile(
    rf"\b(?:(?P<harmless>{_HARMLESS})|(?P<adverb>{_ADVERBS})|(?P<forward>{_FORWARD})|"
    + "|".join(f"(?P<{kind.name}>{forms})" for kind, forms in _FORMS.items())
    + r")(?!\w)",
    re.IGNORECASE,
)


def cues(text: str) -> Iterator[Cue]:
    """The cues of a sentence or passage in order; spans and scopes are ranges of ``text``."""
    borders = [0, *(edge for match in _BORDER.finditer(text) for edge in match.span()), len(text)]
    for match in _CUE.finditer(text):
        group = match.lastgroup or ""
        if group == "harmless":
            continue
        span = Span(*match.span())
        start = max(border for border in borders if border <= span.start)
        end = min(border for border in borders if border >= span.end)
        negates = group in {"adverb", "forward"}
        kind = CueKind.NEGATION if negates else CueKind[group]
        yield Cue(span, kind, Span(span.start if group == "forward" else start, end))


def negated(text: str, span: Span) -> bool:
    """Whether an odd number of negations bears upon the words at ``span``; "niet zonder" asserts."""
    bearing = [
        cue
        for cue in cues(text)
        if cue.kind is CueKind.NEGATION and cue.scope.overlaps(span) and not cue.span.overlaps(span)
    ]
    return len(bearing) % 2 == 1
