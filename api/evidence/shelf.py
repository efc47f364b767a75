"""What people make, name and show to others, as one person sees it: all that dossiers and saved questions
share.
"""

from __future__ import annotations

from typing import Generic

from api.evidence import rules
from api.evidence.rules import Reader
from corpus.visibility import Visibility
from search.catalogue.kept import Kept, Thing


class Shelf(Generic[Thing]):
    """For one person: what is more closed than their clearance is, for them, not there.

    Raises NotFound, Forbidden and BadInput.
    """

    def __init__(self, kept: Kept[Thing], by: Reader) -> None:
        self._things = kept
        self._by = by

    def all(self) -> list[Thing]:
        """By name."""
        return [one for one in self._things.all() if one.visibility in self._by.within]

    def get(self, id: str) -> Thing:  # noqa: A002 - what it is called at every door
        """One of them."""
        found = self._things.get(id)
        if found.visibility not in self._by.within:
            raise self._things.unknown(id)
        return found

    def named(self, prefix: str) -> Thing:
        """The one whose id starts so, or that is called so."""
        return rules.named(self.all(), prefix) or self.get(prefix)

    def remove(self, id: str) -> None:  # noqa: A002
        """Whose it is may, and a beheerder."""
        self._by.require_owner(self.get(id).owner)
        self._things.remove(id, self._by.who.actor)

    def _said(self, name: str | None, visibility: Visibility | None) -> dict[str, object]:
        """What is said of it, as it is stored; what is None is not said."""
        said: dict[str, object] = {}
        if name is not None:
            said["name"] = rules.name(name)
        if visibility is not None:
            said["visibility"] = self._by.allowed(visibility).value
        return said
