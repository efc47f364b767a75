"""Every label that exists, by its id and by all the names that a person may use for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from corpus.errors import BadLabel
from corpus.label import LabelKind
from corpus.laws import Act
from corpus.taxonomy import Taxonomy
from corpus.taxonomy.concepts import Concept

MANY = 20


@dataclass(frozen=True, slots=True)
class Term:
    """A label as it is shown and found; ``short`` fits a chip, ``names`` are other names."""

    kind: LabelKind
    id: str
    name: str
    short: str
    definition: str = ""
    names: tuple[str, ...] = ()
    act: Act | None = None


class Terms:
    """The labels of a taxonomy, in its order."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.version = taxonomy.version
        self.all = tuple(_terms(taxonomy))
        self._by_id = {(term.kind, term.id): term for term in self.all}
        self._by_name: dict[tuple[LabelKind, str], dict[str, None]] = {}
        for term in self.all:
            for name in (term.id, f"{term.kind}:{term.id}", term.name, term.short, *term.names):
                self._by_name.setdefault((term.kind, _key(name)), {})[term.id] = None

    def get(self, kind: LabelKind, label: str) -> Term:
        """The label with that id; one that an older taxonomy gave is shown by its id."""
        return self._by_id.get((kind, label)) or Term(kind, label, label, label)

    def find(self, kind: LabelKind, name: str) -> tuple[str, ...]:
        """The ids that a name or id may mean: more than one where acts share a name. Raises BadLabel."""
        found = self._by_name.get((kind, _key(name)))
        if not found:
            raise BadLabel(f"{kind.capitalize()} ‘{name}’ bestaat niet.", self._choices(kind, name))
        return tuple(found)

    def found(self, named: Mapping[LabelKind, Iterable[str]]) -> dict[LabelKind, tuple[str, ...]]:
        """The ids that many names mean, by kind, without kinds of which none is named. Raises BadLabel."""
        found = {
            kind: [label for name in names for label in self.find(kind, name)]
            for kind, names in named.items()
        }
        return {kind: tuple(labels) for kind, labels in found.items() if labels}

    def parse(self, written: str) -> tuple[LabelKind, str]:
        """The label that is written as kind and id: ``advies:6``. Raises BadLabel."""
        kind, colon, name = written.partition(":")
        if not colon or kind not in set(LabelKind):
            raise BadLabel(
                f"‘{written}’ is geen label.",
                f"Schrijf soort:id, zoals advies:6; soorten: {', '.join(LabelKind)}.",
            )
        found = self.find(LabelKind(kind), name)
        if len(found) > 1:
            raise BadLabel(f"‘{name}’ kan meer dan één label zijn.", f"Kies uit: {', '.join(found)}.")
        return LabelKind(kind), found[0]

    def _choices(self, kind: LabelKind, name: str) -> str:
        """All labels of the kind; where they are many, those with a name like this one."""
        known = [term for term in self.all if term.kind is kind]
        if len(known) <= MANY:
            return f"Kies uit: {', '.join(map(_shown, known))}."
        names = [other for of, other in self._by_name if of is kind]
        alike = (self._by_name[kind, near] for near in get_close_matches(_key(name), names, n=5))
        near = dict.fromkeys(self.get(kind, label).name for found in alike for label in found)
        return " ".join([*(f"Bedoelt u {one}?" for one in near), "'schuurpunt taxonomy show' noemt ze alle."])


def _terms(taxonomy: Taxonomy) -> Iterator[Term]:
    for advice in taxonomy.advices:
        yield _term(LabelKind.ADVIES, advice)
    for group in taxonomy.groups:
        yield from (_term(LabelKind.BOUWSTEEN, concept) for concept in group.concepts)
    for region in taxonomy.regions:
        names = (*region.spellings, *region.places)
        yield Term(LabelKind.REGIO, region.id, region.name, region.name, names=names)
    for act in taxonomy.acts:
        short = (*act.abbreviations, act.name)[0]
        names = (*act.names, *act.abbreviations)
        yield Term(LabelKind.WET, act.id, act.name, short, act.title, names, act)
    for kind in taxonomy.obstacles.kinds:
        yield _term(LabelKind.KNELPUNT, kind.concept)


def _term(kind: LabelKind, concept: Concept) -> Term:
    return Term(kind, concept.id, concept.name, concept.short, concept.definition)


def _shown(term: Term) -> str:
    return term.short if term.kind in {LabelKind.REGIO, LabelKind.WET} else f"{term.id} ({term.short})"


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
