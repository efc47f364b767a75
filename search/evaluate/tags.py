"""How good the labels are, measured on quotes of which the labels are known.

A quote is judged by the passage that holds it. Its labels must be there; a passage may have more, because
of its other sentences, so that a label counts as wrong only where the quote has none of that kind.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import BadInput, SchuurpuntError
from corpus.label import Label, LabelKind
from search.evaluate.gold import lines, plain, stands_in
from search.query import Citation

GROUP = "dialoog-6"
LISTS = {
    LabelKind.ADVIES: "adviezen",
    LabelKind.BOUWSTEEN: "bouwstenen",
    LabelKind.REGIO: "regios",
    LabelKind.WET: "wetten",
}

# The ids that the name of a label of that kind may mean. Raises BadLabel.
Find = Callable[[LabelKind, str], Sequence[str]]
Wanted = Mapping[LabelKind, Sequence[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """``wanted`` holds for each label the ids that are right; a kind without any has an empty list."""

    document: str
    quote: str
    wanted: Wanted


@dataclass(slots=True)
class Tally:
    """Labels that were given and wanted, wanted but not given, and given where none was wanted."""

    right: int = 0
    missed: int = 0
    wrong: int = 0

    @property
    def precision(self) -> float:
        """Of what was given; 0 where nothing was."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """Of what was wanted; 0 where nothing was."""
        return self.right / max(self.right + self.missed, 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / max(2 * self.right + self.wrong + self.missed, 1)


@dataclass(slots=True)
class Tagging:
    """What was measured.

    ``kinds`` is over all labels of a kind (of knelpunten: whether there is one), ``labels`` for each label.
    ``surest`` counts knelpunten of which the surest kind is right, ``named`` those where it is among those
    given, both of ``obstacles``. ``lost`` are quotes that stand in no passage.
    """

    kinds: dict[LabelKind, Tally] = field(default_factory=lambda: {kind: Tally() for kind in LabelKind})
    labels: dict[tuple[LabelKind, str], Tally] = field(default_factory=dict)
    surest: int = 0
    named: int = 0
    obstacles: int = 0
    lost: int = 0

    def of(self, kind: LabelKind, label: str) -> Tally:
        """The tally of one label."""
        return self.labels.setdefault((kind, label), Tally())


def load(path: Path, find: Find) -> list[GoldQuote]:
    """Reads JSON Lines; raises Unreadable or BadInput with the line that is wrong."""
    return [_quote(path, number, line, find) for number, line in lines(path, "een citaat")]


def measure(quotes: Iterable[GoldQuote], passages: Iterable[Citation]) -> Tagging:
    """Judges each quote by the first passage that holds it; a quote without one misses all its labels."""
    texts = [(one.name, plain(one.text), one.labels) for one in passages]
    found = Tagging()
    for quote in quotes:
        name, words = Path(quote.document).name, plain(quote.quote)
        labels = next((has for of, text, has in texts if of == name and stands_in(words, text)), None)
        found.lost += labels is None
        for kind in LISTS:
            _count(found, kind, quote.wanted[kind], labels or ())
        _count_obstacle(found, quote.wanted[LabelKind.KNELPUNT], labels or ())
    return found


def _count(found: Tagging, kind: LabelKind, wanted: Sequence[Sequence[str]], labels: Sequence[Label]) -> None:
    given = {label.id for label in labels if label.kind is kind}
    for ids in wanted:
        right = given.intersection(ids)
        for tally in (found.kinds[kind], found.of(kind, min(right or ids))):
            tally.right += bool(right)
            tally.missed += not right
    for label in () if wanted else given:
        found.kinds[kind].wrong += 1
        found.of(kind, label).wrong += 1


def _count_obstacle(found: Tagging, wanted: Sequence[Sequence[str]], labels: Sequence[Label]) -> None:
    """Whether there is one counts for the kind; which one for each label, and for the surest."""
    kind = LabelKind.KNELPUNT
    given = Counter({label.id: label.score for label in labels if label.kind is kind})
    either = found.kinds[kind]
    either.right += bool(wanted and given)
    either.missed += bool(wanted and not given)
    either.wrong += bool(given and not wanted)
    for ids in wanted:
        right = given.keys() & set(ids)
        found.obstacles += 1
        found.named += bool(right)
        found.surest += any(label in right for label, _ in given.most_common(1))
        found.of(kind, ids[0]).right += bool(right)
        found.of(kind, ids[0]).missed += not right
    for label in () if wanted else given:
        found.of(kind, label).wrong += 1


def _quote(path: Path, number: int, line: str, find: Find) -> GoldQuote:
    try:
        raw = json.loads(line)
        names = {kind: [str(name) for name in raw[key]] for kind, key in LISTS.items()}
        names[LabelKind.BOUWSTEEN] = [f"{GROUP}:{name}" for name in names[LabelKind.BOUWSTEEN]]
        names[LabelKind.KNELPUNT] = [str(raw["knelpunt"])] if raw["knelpunt"] else []
        wanted = {kind: [find(kind, name) for name in some] for kind, some in names.items()}
        return GoldQuote(str(raw["document"]), str(raw["quote"]), wanted)
    except (KeyError, TypeError, ValueError, SchuurpuntError) as error:
        raise BadInput(
            f"Regel {number} van {path.name} is geen citaat met labels ({error}).",
            "Elke regel is JSON met document, quote, adviezen, bouwstenen, regios, wetten en knelpunt.",
        ) from error
