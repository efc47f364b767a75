"""Keys: the words that open a door, and who comes in with them."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from api.access.principal import Principal, Role
from corpus.errors import BadInput, Forbidden, NotFound, StorageFailed, Unauthenticated
from corpus.visibility import Visibility
from search.catalogue.beside import beside
from search.catalogue.keys import Key, Keys

ID_BYTES = 4
SECRET_BYTES = 32
_FORM = re.compile(r"sp_([0-9a-f]{8})_[A-Za-z0-9_-]{43}")

# a write for every request would cost more than what it tells is worth
REMEMBER_USE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A key to make; it holds through the day ``until``, and without one until it is revoked."""

    name: str
    role: Role
    clearance: Visibility
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """``token`` is shown now and never again."""

    key: Key
    token: str


class Keyring:
    """Makes, tries and revokes keys. Safe from any thread."""

    def __init__(self, keys: Keys, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._keys = keys
        self._now = now

    def make(self, wanted: Wanted, by: Principal) -> Made:
        """Raises BadInput, and Forbidden for a key that sees more than who makes it."""
        now = self._now()
        name = " ".join(wanted.name.split())
        if not name:
            raise BadInput("De sleutel heeft geen naam.", "Noem voor wie of wat zij is.")
        if wanted.until and wanted.until < now.date():
            raise BadInput("De sleutel zou al verlopen zijn.", "Kies een dag in de toekomst.")
        if wanted.clearance not in by.clearance.within:
            raise Forbidden(
                f"Een sleutel voor '{wanted.clearance}' ziet meer dan u.",
                f"Kies ten hoogste '{by.clearance}'.",
            )
        expires = datetime.combine(wanted.until + timedelta(days=1), time(), UTC) if wanted.until else None
        id = secrets.token_hex(ID_BYTES)  # noqa: A001 - what it is called at every door
        token = f"sp_{id}_{secrets.token_urlsafe(SECRET_BYTES)}"
        key = Key(id, name, wanted.role, wanted.clearance, now, expires)
        self._keys.add(key, _digest(token), by.actor)
        return Made(key, token)

    def all(self) -> list[Key]:
        """Every one, revoked or not, the newest first."""
        return self._keys.all()

    def get(self, id: str) -> Key:  # noqa: A002 - what it is called at every door
        """Raises NotFound."""
        key = self._keys.get(id)
        if key is None:
            raise NotFound(f"Er is geen sleutel met id '{id}'.", "Kijk met 'schuurpunt sleutel lijst'.")
        return key

    def revoke(self, id: str, by: Principal) -> None:  # noqa: A002 - what it is called at every door
        """It opens nothing from now on. Raises NotFound."""
        self.get(id)
        self._keys.revoke(id, self._now(), by.actor)

    def in_use(self) -> bool:
        """Whether a key was ever made that was not revoked."""
        return self._keys.in_use()

    def principal(self, token: str) -> Principal:
        """Who comes with these words. Raises Unauthenticated, in the same words whatever is wrong."""
        found = _FORM.fullmatch(token)
        known = self._keys.digest(found[1]) if found else None
        # as long for a key that is not there as for one that is
        right = hmac.compare_digest(_digest(token), known or _digest(""))
        if found is None or not right:
            raise _unknown()
        return self.holder(found[1])

    def holder(self, id: str) -> Principal:  # noqa: A002 - what it is called at every door
        """Who has the key with that id, as long as it holds; for who showed its words earlier.

        Raises Unauthenticated.
        """
        key, now = self._keys.get(id), self._now()
        if key is None or key.revoked_at or (key.expires_at and key.expires_at <= now):
            raise _unknown()
        if key.last_used_at is None or now - key.last_used_at >= REMEMBER_USE:
            # somebody who may come in is not kept out by a disk that is full or busy
            with suppress(StorageFailed):
                self._keys.used(id, now)
        return Principal(key.name, Role(key.role), Visibility(key.clearance), key.id)


@contextmanager
def opened(folder: Path) -> Iterator[Keyring]:
    """The keys of a data folder, also while a service runs on it.

    Raises Conflict, DataFolderNewer and StorageFailed.
    """
    with beside(folder.expanduser().resolve()) as engine:
        yield Keyring(Keys(engine))


def _digest(token: str) -> str:
    """A slow hash is for what people think up; nobody guesses 256 random bits, however fast they try."""
    return hashlib.sha256(token.encode()).hexdigest()


def _unknown() -> Unauthenticated:
    return Unauthenticated(
        "Deze sleutel is niet bekend, verlopen of ingetrokken.", "Vraag een beheerder om een nieuwe."
    )
