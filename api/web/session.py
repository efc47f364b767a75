"""Who a browser is, from one request to the next: a signed cookie; the home of itsdangerous.

The cookie holds no key, only which key (or whom of the identity provider) it was given for: a key that is
revoked ends its sessions at once.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from itsdangerous import BadSignature, URLSafeSerializer, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import Response

from api.access.principal import Principal, Role
from corpus.visibility import Visibility
from search.failures import storing

COOKIE = "schuurpunt_sessie"
# a working day; then one signs in again
SECONDS = 10 * 3600
# how long one may take at the identity provider
UNDERWAY_SECONDS = 600
SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Session:
    """``key_id`` is of the key that somebody signed in with; ``person`` who the identity provider says they
    are. Neither is there before signing in. ``fresh``: the browser does not have it yet.
    """

    id: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    key_id: str | None = None
    person: Principal | None = None
    fresh: bool = True

    @property
    def signed_in(self) -> bool:
        """Whether there is somebody to sign out."""
        return self.key_id is not None or self.person is not None


class Sessions:
    """Reads and writes the cookie, and the tokens of forms. ``secret`` is known to this service only."""

    def __init__(self, secret: bytes) -> None:
        self._cookies = URLSafeTimedSerializer(secret, salt="sessie")
        self._tokens = URLSafeSerializer(secret, salt="formulier")
        self._sealed = URLSafeTimedSerializer(secret, salt="onderweg")

    def read(self, request: Request) -> Session:
        """A new session where the cookie is missing, too old or not ours."""
        try:
            told = self._cookies.loads(request.cookies.get(COOKIE, ""), max_age=SECONDS)
            return Session(told["id"], told["sleutel"], _person(told["mens"]), fresh=False)
        except (BadSignature, KeyError, TypeError, ValueError):
            return Session()

    def write(self, request: Request, response: Response, session: Session) -> None:
        """Gives the browser its session; scripts and other sites cannot read it."""
        person = session.person
        told = {
            "id": session.id,
            "sleutel": session.key_id,
            "mens": [person.name, person.role, person.clearance] if person else None,
        }
        response.set_cookie(
            COOKIE,
            self._cookies.dumps(told),
            max_age=SECONDS,
            httponly=True,
            secure=request.url.scheme == "https",
            samesite="lax",
        )

    def token(self, session: Session) -> str:
        """What every form of this session carries, so that no other site can send one."""
        return str(self._tokens.dumps(session.id))

    def holds(self, session: Session, token: str) -> bool:
        """Whether a form was made for this session."""
        try:
            return bool(self._tokens.loads(token) == session.id)
        except BadSignature:
            return False

    def seal(self, told: dict[str, str]) -> str:
        """Something to remember in the browser for a few minutes."""
        return str(self._sealed.dumps(told))

    def unseal(self, sealed: str) -> dict[str, str] | None:
        """None for what is too old or not ours."""
        try:
            told: dict[str, str] = self._sealed.loads(sealed, max_age=UNDERWAY_SECONDS)
        except BadSignature:
            return None
        return told


def secret(folder: Path) -> bytes:
    """The secret of this data folder, made at first use; only its owner can read it. Raises StorageFailed."""
    path = folder.expanduser() / "web.secret"
    with storing():
        # one that was cut off, as by a full disk, could be guessed
        if path.exists() and len(known := path.read_bytes()) == SECRET_BYTES:
            return known
        path.unlink(missing_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(made := secrets.token_bytes(SECRET_BYTES))
        return made


def _person(told: list[str] | None) -> Principal | None:
    return Principal(told[0], Role(told[1]), Visibility(told[2])) if told else None
