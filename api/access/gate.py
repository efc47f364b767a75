"""Who is at the door over HTTP, and whether they may come in."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

from starlette.requests import HTTPConnection, Request

from api.access.keys import Keyring
from api.access.limits import Limits
from api.access.principal import ANYBODY, LOCAL, Principal
from api.settings import Settings
from corpus.errors import BadSetting, Forbidden, SchuurpuntError, Unauthenticated

SAFE = {"GET", "HEAD", "OPTIONS"}
BEARER = "bearer"
# where in the state of a request it stands who asks
WHO = "who"


class Gate:
    """Keys open it; without any, this machine itself comes in, and with ``open`` everybody to read what is
    public. Safe from any thread.
    """

    def __init__(self, keyring: Keyring, settings: Settings) -> None:
        self._keyring = keyring
        self._open = settings.open
        self._here = is_here(settings.host)
        self._open_metrics = settings.open_metrics
        self._limits = Limits(settings.requests_per_minute, settings.burst)

    def admit(self, connection: HTTPConnection) -> Principal | None:
        """None for somebody who has to show a key first.

        Raises Unauthenticated for a key that does not hold, Forbidden for a page of another site, TooMany.
        """
        address = _address(connection)
        try:
            who = self._who(connection)
        except Unauthenticated:
            self._limits.count_wrong_key(address)
            raise
        if who is not LOCAL:
            self._limits.count(who.key_id if who and who.key_id else address)
        return who

    def sign_in(self, connection: HTTPConnection, token: str) -> Principal:
        """Who has the key that was typed on a page. Raises Unauthenticated and TooMany."""
        try:
            return self._keyring.principal(token.strip())
        except Unauthenticated:
            self._limits.count_wrong_key(_address(connection))
            raise

    def glimpse(self, connection: HTTPConnection) -> Principal | None:
        """The same for what is never refused, and not counted."""
        try:
            return self._who(connection)
        except SchuurpuntError:
            return None

    def measured(self, request: Request) -> None:
        """For the measurements, which count every document. Raises Unauthenticated, and Forbidden for who
        does not see them all.
        """
        if not self._open_metrics and not known(request).sees_all:
            raise Forbidden(
                "Wat hier wordt gemeten, telt ook documenten die u niet ziet.",
                "Vraag een beheerder om een sleutel voor alle documenten.",
            )

    def _who(self, connection: HTTPConnection) -> Principal | None:
        token = _token(connection)
        return self._anonymous(connection) if token is None else self._keyring.principal(token)

    def _anonymous(self, connection: HTTPConnection) -> Principal | None:
        if _is_from_elsewhere(connection):
            raise Forbidden(
                "Een pagina van een andere site mag dit niet vragen.",
                "Gebruik een sleutel, buiten de browser.",
            )
        if self._open:
            return ANYBODY
        if not self._here or self._keyring.in_use():
            return None
        # a name that somebody else pointed at this machine would let their page in
        if not is_here(connection.url.hostname or ""):
            raise Forbidden(
                f"Zonder sleutel is deze dienst alleen te bereiken als localhost, niet als "
                f"'{connection.url.hostname}'.",
                "Maak een sleutel: schuurpunt sleutel maak --naam … --rol beheerder.",
            )
        return LOCAL


def known(request: HTTPConnection) -> Principal:
    """Who asks. Raises Unauthenticated."""
    who: Principal | None = getattr(request.state, WHO)
    if who is None:
        raise no_key()
    return who


def no_key() -> Unauthenticated:
    """For somebody who did not say who they are."""
    return Unauthenticated(
        "Hiervoor is een sleutel nodig.",
        "Geef haar mee in de header 'Authorization: Bearer …'; een beheerder maakt er een.",
    )


def check(keyring: Keyring, settings: Settings) -> None:
    """Raises BadSetting where the service would be there for others before anybody has a key."""
    if not (is_here(settings.host) or settings.open or keyring.in_use()):
        raise BadSetting(
            f"Op {settings.host} is de dienst voor anderen te bereiken, en er is nog geen sleutel.",
            "Maak er eerst een: schuurpunt sleutel maak --naam beheer --rol beheerder --inzage vertrouwelijk."
            " Of start met --open: dan leest iedereen wat openbaar is.",
        )


def is_here(host: str) -> bool:
    """Whether this name or address can only be this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _token(connection: HTTPConnection) -> str | None:
    """What stands after 'Bearer'; another scheme is for whoever stands before us."""
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == BEARER else None


def _is_from_elsewhere(connection: HTTPConnection) -> bool:
    """Whether a page of another site wants to change something; a program that is no browser says nothing."""
    headers = connection.headers
    if connection.scope["method"] in SAFE:
        return False
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is not None and origin.partition("://")[2] != headers.get("host")


def _address(connection: HTTPConnection) -> str:
    """Of IPv6 the network, as whoever has one address has all of it."""
    host = connection.client.host if connection.client else ""
    try:
        found = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    return str(ip_network((found, 64), strict=False)) if isinstance(found, IPv6Address) else str(found)
