"""What only a beheerder may: who has a key, and who changed what."""

from __future__ import annotations

from api.access.keys import Keyring, Made, Wanted
from api.access.principal import Principal, Role
from corpus.errors import Conflict
from search.catalogue.audit import Audit, Rule, Sought
from search.catalogue.keys import Key


class Management:
    """Every method raises Forbidden for who is no beheerder."""

    def __init__(self, keyring: Keyring, audit: Audit, who: Principal) -> None:
        self._keyring = keyring
        self._audit = audit
        self._who = who

    def keys(self) -> list[Key]:
        """Every one, revoked or not, the newest first."""
        self._who.require(Role.BEHEERDER)
        return self._keyring.all()

    def key(self, id: str) -> Key:  # noqa: A002 - what it is called at every door
        """Raises NotFound."""
        self._who.require(Role.BEHEERDER)
        return self._keyring.get(id)

    def make_key(self, wanted: Wanted) -> Made:
        """Raises BadInput."""
        self._who.require(Role.BEHEERDER)
        return self._keyring.make(wanted, self._who)

    def revoke_key(self, id: str) -> None:  # noqa: A002 - what it is called at every door
        """It opens nothing from now on. Raises NotFound, and Conflict for the last one.

        Without any key a service on this machine is open to all who use the machine, which somebody
        elsewhere cannot decide.
        """
        self._who.require(Role.BEHEERDER)
        self._keyring.get(id)
        if not any(key.id != id and key.revoked_at is None for key in self._keyring.all()):
            raise Conflict(
                "Dit is de laatste sleutel; daarna zou alles hier open staan.",
                "Maak eerst een andere, of gebruik 'schuurpunt sleutel intrekken' op de machine zelf.",
            )
        self._keyring.revoke(id, self._who)

    def rules(self, sought: Sought, limit: int, offset: int) -> tuple[list[Rule], int]:
        """A page of the audit trail, the newest first, and how many rules are sought in all.

        It tells of every document, so it is for who sees them all.
        """
        self._who.require(Role.BEHEERDER)
        self._who.require_all()
        return self._audit.rules(sought, limit, offset)
