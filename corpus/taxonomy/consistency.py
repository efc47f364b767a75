"""What can be wrong in a thesaurus, wherever its concepts come from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from corpus.taxonomy.thesaurus import ThesaurusConcept, key

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Problem:
    """``field`` is that of ThesaurusConcept in which ``value`` stands; ``told`` is Dutch, without a stop."""

    concept: ThesaurusConcept
    field: str
    value: str
    told: str


def problems(concepts: Sequence[ThesaurusConcept]) -> Iterator[Problem]:
    """Ids and terms that are not one of a kind, lookalikes that are terms, references to nothing, a circle of
    broader concepts.
    """
    yield from _ids(concepts)
    yield from _terms(concepts)
    yield from _lookalikes(concepts)
    by_id = {one.id: one for one in concepts}
    unknown = list(_references(by_id))
    yield from unknown or _circle(by_id) or _related(by_id)


def _ids(concepts: Sequence[ThesaurusConcept]) -> Iterator[Problem]:
    seen: set[str] = set()
    for one in concepts:
        if not ID.fullmatch(one.id):
            yield Problem(one, "id", one.id, f"'{one.id}' is geen id: kleine letters, cijfers en streepjes")
        if one.id in seen:
            yield Problem(one, "id", one.id, f"id '{one.id}' staat er twee keer")
        seen.add(one.id)


def _terms(concepts: Sequence[ThesaurusConcept]) -> Iterator[Problem]:
    bearers: dict[str, str] = {}
    for one in concepts:
        for field in ("preferred", "synonyms", "abbreviations", "hidden"):
            value = getattr(one, field)
            for term in (value,) if isinstance(value, str) else value:
                if not term or term != " ".join(term.split()) or not term.isprintable():
                    yield Problem(
                        one, field, term, "in een term staan alleen leesbare tekens en enkele spaties"
                    )
                if key(term) in bearers:
                    told = f"de term '{term}' is al van '{bearers[key(term)]}'"
                    yield Problem(one, field, term, told)
                bearers.setdefault(key(term), one.id)


def _lookalikes(concepts: Sequence[ThesaurusConcept]) -> Iterator[Problem]:
    for one in concepts:
        for form in one.lookalikes:
            # with other capitals it is no term: "ZAT" and "zat"
            if form in one.terms:
                told = f"'{form}' is een term van dit begrip, en lijkt er dus niet alleen op"
                yield Problem(one, "lookalikes", form, told)


def _references(by_id: Mapping[str, ThesaurusConcept]) -> Iterator[Problem]:
    for one in by_id.values():
        for field in ("broader", "related"):
            ids = getattr(one, field)
            for other in ids:
                if other not in by_id:
                    yield Problem(one, field, other, f"het begrip '{other}' bestaat niet")
                elif other == one.id or ids.count(other) > 1:
                    yield Problem(one, field, other, f"'{other}' kan hier niet, of niet twee keer")


def _circle(by_id: Mapping[str, ThesaurusConcept]) -> list[Problem]:
    try:
        TopologicalSorter({one.id: one.broader for one in by_id.values()}).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        told = f"een begrip kan niet breder zijn dan zichzelf: {', '.join(reversed(circle))}"
        # each stands before the one that names it as broader
        return [Problem(by_id[circle[1]], "broader", circle[0], told)]
    return []


def _related(by_id: Mapping[str, ThesaurusConcept]) -> Iterator[Problem]:
    """SKOS keeps what is wider apart from what is close (its integrity condition S27)."""
    wider: dict[str, set[str]] = {}
    for id_ in TopologicalSorter({one.id: one.broader for one in by_id.values()}).static_order():
        direct = by_id[id_].broader
        wider[id_] = {*direct}.union(*(wider[other] for other in direct))
    for one in by_id.values():
        for other in one.related:
            if other in wider[one.id] or one.id in wider[other]:
                told = f"'{other}' is al breder of smaller dan '{one.id}', en dan niet ook verwant"
                yield Problem(one, "related", other, told)
