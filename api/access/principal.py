"""Who asks, and what they may."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.visibility import Visibility
from search.catalogue.audit import Actor


class Role(StrEnum):
    """What one may do; each may all that those before it may.

    LEZER reads; REDACTEUR adds documents, labels and dossiers; BEHEERDER deletes, and manages keys.
    """

    LEZER = "lezer"
    REDACTEUR = "redacteur"
    BEHEERDER = "beheerder"

    def covers(self, other: Role) -> bool:
        """Whether this role may what that one may."""
        order = list(Role)
        return order.index(self) >= order.index(other)


@dataclass(frozen=True, slots=True)
class Principal:
    """Somebody at a door: ``clearance`` is the most closed visibility that they see."""

    name: str
    role: Role
    clearance: Visibility
    key_id: str | None = None

    @property
    def actor(self) -> Actor:
        """As the audit trail knows them."""
        return Actor(self.name, self.key_id)


# who sits at the machine itself, or uses it while there are no keys yet
LOCAL = Principal("lokaal", Role.BEHEERDER, Visibility.VERTROUWELIJK)
# who comes without a key to a service that is open to readers
ANYBODY = Principal("bezoeker", Role.LEZER, Visibility.OPENBAAR)
