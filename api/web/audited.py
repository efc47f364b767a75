"""The audit trail as it is read: moments as people tell them, and a way to what was changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.web.wording import moment
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
# what is there no more
GONE = {"verwijderd"}
# of a hash so much tells it from others
HASH, HASH_SHOWN = "sha256", 12
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[\d.]*(\+\d\d:\d\d|Z)?$")


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
    address: str
    before: tuple[Fact, ...]
    after: tuple[Fact, ...]


def line(rule: Rule) -> Line:
    """One rule of the trail."""
    address = "" if rule.action in GONE else _address(rule.object, rule.object_id)
    before, after = rule.before or {}, rule.after or {}
    return Line(rule, address, tuple(_facts(before, after)), tuple(_facts(after, before)))


def _facts(told: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[Fact]:
    for name, value in told.items():
        if value not in (None, "", []) and other.get(name) != value:
            yield Fact("vingerafdruk" if name == HASH else name, _told(name, value), _address(name, value))


def _address(name: str, id_: object) -> str:
    return f"{ADDRESSES[name]}{id_}" if name in ADDRESSES and isinstance(id_, str) else ""


def _told(name: str, value: object) -> str:
    if name == HASH:
        return f"{str(value)[:HASH_SHOWN]}…"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return moment(datetime.fromisoformat(str(value))) if MOMENT.match(str(value)) else str(value)
