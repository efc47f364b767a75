"""Who asks, and what they may."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.errors import Forbidden
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

    @property
    def sees_all(self) -> bool:
        """Whether there is no document that they do not see."""
        return self.clearance is Visibility.VERTROUWELIJK

    def require(self, role: Role) -> None:
        """Raises Forbidden where they may not do what is for this role."""
        if not self.role.covers(role):
            raise Forbidden(
                f"Dit mag alleen een {role}, en u bent {self.role}.",
                "Vraag een beheerder om een sleutel met die rol.",
            )

    def require_all(self) -> None:
        """Raises Forbidden where there may be documents that they do not see."""
        if not self.sees_all:
            raise Forbidden(
                f"Dit gaat over alle documenten, en u ziet niet wat {Visibility.VERTROUWELIJK} is.",
                "Vraag een beheerder om een sleutel voor alle documenten.",
            )


# who sits at the machine itself, or uses it while there are no keys yet
LOCAL = Principal("lokaal", Role.BEHEERDER, Visibility.VERTROUWELIJK)
# who comes without a key to a service that is open to readers
ANYBODY = Principal("bezoeker", Role.LEZER, Visibility.OPENBAAR)
