"""What the commands about keys do; each answers its exit status."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from api import settings
from api.access import keys
from api.access.keys import Wanted
from api.access.principal import LOCAL, Principal, Role
from api.cli import terminal
from corpus.errors import BadInput, Forbidden
from corpus.visibility import Visibility
from search.catalogue.keys import Key

HEADINGS = ("id", "naam", "rol", "inzage", "gemaakt", "geldt tot", "laatst gebruikt")


def make(data: Path | None, name: str, role: Role, clearance: Visibility, until: str | None) -> int:
    """The key alone on standard output, so that a script can keep it."""
    chosen = settings.load(data=data)
    with keys.opened(chosen.data) as ring:
        made = ring.make(Wanted(name, role, clearance, _day(until)), _beheerder(ring, chosen))
    terminal.console(stderr=True).print(
        f"Sleutel {made.key.id} voor {made.key.name}: {role}, inzage {clearance}. Zij is alleen nu te zien."
    )
    terminal.console().file.write(f"{made.token}\n")
    return 0


def listed(data: Path | None) -> int:
    """Every key, those that no longer hold too."""
    chosen = settings.load(data=data)
    with keys.opened(chosen.data) as ring:
        _beheerder(ring, chosen)
        rows = [_row(one) for one in ring.all()]
    terminal.table(terminal.console(), HEADINGS, rows)
    return 0


def revoke(data: Path | None, id: str) -> int:  # noqa: A002 - the name that the user types
    """Says so if it was the last one."""
    chosen = settings.load(data=data)
    out = terminal.console()
    with keys.opened(chosen.data) as ring:
        ring.revoke(id, _beheerder(ring, chosen))
        out.print(f"Sleutel {id} opent niets meer.")
        if not ring.in_use():
            out.print("Dit was de laatste: op deze machine zelf staat nu alles open, zonder sleutel.")
    return 0


def _beheerder(ring: keys.Keyring, chosen: settings.Settings) -> Principal:
    """Who can read the folder may do all, unless they chose to act as somebody else."""
    token = chosen.sleutel.get_secret_value()
    who = ring.principal(token) if token else LOCAL
    if not who.role.covers(Role.BEHEERDER):
        raise Forbidden("Sleutels zijn voor een beheerder.", "Laat SCHUURPUNT_SLEUTEL weg, of vraag er een.")
    return who


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadInput(f"'{text}' is geen dag.", "Schrijf de dag als 2027-12-31.") from None


def _row(key: Key) -> tuple[str, ...]:
    ends = "ingetrokken" if key.revoked_at else key.expires_at and f"{key.expires_at:%Y-%m-%d}"
    used = f"{key.last_used_at:%Y-%m-%d %H:%M} UTC" if key.last_used_at else "nooit"
    return key.id, key.name, key.role, key.clearance, f"{key.created_at:%Y-%m-%d}", ends or "", used
