"""The audit trail as it is read: moments as people tell them, names in the place of ids, and a way to what
was changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.web.wording import last_day, moment
from search.catalogue.audit import Rule

# where each kind of object has its page, and each name of a fact that tells an id
ADDRESSES = {
    "document": "/documenten/",
    "knelpunt": "/knelpunten/",
    "samengevoegd met": "/knelpunten/",
    "dossier": "/dossiers/",
    "vraag": "/vragen/",
    "passage": "/passages/",
    "opdracht": "/documenten/opdrachten/",
}
# what is not told as the object and what became of it
SAID = {("dossier", "toegevoegd"): "In dossier gezet", ("dossier", "weggehaald"): "Uit dossier gehaald"}
CALLED = {"sha256": "vingerafdruk", "tot": "tot en met"}
# names of facts that say nothing to a reader: an item of a dossier is told by what it is of
UNTOLD = {"onderdeel", "volgorde"}
# what is there no more
GONE = {"verwijderd"}
# of a hash, and of an id without a name, so much tells it from others
HASH, SHOWN = "sha256", 12
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[\d.]*(\+\d\d:\d\d|Z)?$")

# what something is called now, by the kind of an object or the name of a fact, and by its id; or nothing
Name = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Fact:
    """What something was or became; ``address`` is of its page, or empty."""

    name: str
    told: str
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """A change; of ``before`` and ``after`` only what differs."""

    rule: Rule
    done: str
    name: str
    address: str
    before: tuple[Fact, ...]
    after: tuple[Fact, ...]


def line(rule: Rule, name: Name) -> Line:
    """One rule of the trail."""
    address = "" if rule.action in GONE else _address(rule.object, rule.object_id)
    before, after = rule.before or {}, rule.after or {}
    return Line(
        rule,
        _done(rule),
        name(rule.object, rule.object_id) or rule.object_id[:SHOWN],
        address,
        tuple(_facts(before, after, name)),
        tuple(_facts(after, before, name)),
    )


def _done(rule: Rule) -> str:
    if "volgorde" in (rule.after or {}):
        return "Dossier anders geordend"
    return SAID.get((rule.object, rule.action), f"{rule.object.capitalize()} {rule.action}")


def _facts(told: Mapping[str, Any], other: Mapping[str, Any], name: Name) -> Iterator[Fact]:
    for key, value in told.items():
        if value not in (None, "", []) and other.get(key) != value and key not in UNTOLD:
            known = name(key, value) if isinstance(value, str) else ""
            shown = CALLED.get(key) or name("label", key) or key
            yield Fact(shown, known or _told(key, value), _address(key, value))


def _address(name: str, id_: object) -> str:
    return f"{ADDRESSES[name]}{id_}" if name in ADDRESSES and isinstance(id_, str) else ""


def _told(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "klopt" if value else "klopt niet"
    if name == HASH or name in ADDRESSES:
        return f"{str(value)[:SHOWN]}…"
    if name == "notitie":
        return f"{value} tekens"
    if name == "tot":
        return last_day(datetime.fromisoformat(str(value)))
    if isinstance(value, list):
        return ", ".join(value)
    return moment(datetime.fromisoformat(str(value))) if MOMENT.match(str(value)) else str(value)
