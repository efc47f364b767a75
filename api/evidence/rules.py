"""What holds for everything that people make and name: dossiers and saved questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from api.access.principal import Principal, Role
from corpus.errors import BadInput, Forbidden, NotFound
from corpus.visibility import Visibility
from search.catalogue.kept import Thing
from search.catalogue.reading import Catalogue

MAX_NAME = 300
MAX_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks, and what they see of the documents."""

    who: Principal
    catalogue: Catalogue

    @property
    def within(self) -> frozenset[Visibility]:
        """What they may know of."""
        return self.who.clearance.within

    def allowed(self, visibility: Visibility) -> Visibility:
        """Nobody makes what they would not see themselves. Raises Forbidden."""
        if visibility not in self.within:
            clearance = self.who.clearance
            raise Forbidden(f"U mag zelf niets zien dat {visibility} is.", f"Kies {clearance} of opener.")
        return visibility

    def require_owner(self, owner: str) -> None:
        """Whose it is may, and a beheerder. Raises Forbidden."""
        self.who.require(Role.REDACTEUR if owner == self.who.name else Role.BEHEERDER)


def named(known: Sequence[Thing], prefix: str) -> Thing | None:
    """The one that is called so, else the one whose id starts so. Raises NotFound where that may be more."""
    found = [one for one in known if one.name == prefix] or [
        one for one in known if prefix and one.id.startswith(prefix)
    ]
    if len(found) > 1:
        raise NotFound(f"Met '{prefix}' kan meer dan één bedoeld zijn.", "Geef meer tekens van het id.")
    return found[0] if found else None


def name(given: str) -> str:
    """In one line. Raises BadInput."""
    told = " ".join(given.split())
    if not told or len(told) > MAX_NAME:
        raise BadInput(f"Een naam heeft 1 tot {MAX_NAME} tekens.", "Geef een andere naam.")
    return told


def text(given: str) -> str:
    """Raises BadInput."""
    if len(given) > MAX_TEXT:
        raise BadInput(f"Een tekst heeft hier ten hoogste {MAX_TEXT} tekens.", "Maak de tekst korter.")
    return given.strip()
