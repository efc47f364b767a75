"""Who may see a document."""

from __future__ import annotations

from enum import StrEnum


class Visibility(StrEnum):
    """From open to closed; who may see one, may see those before it."""

    OPENBAAR = "openbaar"
    NETWERK = "netwerk"
    VERTROUWELIJK = "vertrouwelijk"

    @property
    def within(self) -> frozenset[Visibility]:
        """What is seen by who may see this."""
        order = list(Visibility)
        return frozenset(order[: order.index(self) + 1])

    def or_stricter(self, other: Visibility | None) -> Visibility:
        """The most closed of the two."""
        return other if other and self in other.within else self
