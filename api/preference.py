"""What a client prefers of how it is answered (``Prefer``, RFC 7240)."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Preference:
    """``asynchronous``: it would rather come back later; ``seconds`` is how long it may be kept waiting."""

    asynchronous: bool
    seconds: float


def preference(header: str, most: float) -> Preference:
    """What is not understood is left, as the RFC asks; ``most`` is how long anybody may be kept waiting."""
    wished = [re.sub(r"\s|\"", "", one).lower() for one in header.split(",")]
    asynchronous = "respond-async" in wished
    waits = [int(one[5:]) for one in wished if re.fullmatch(r"wait=\d{1,9}", one)]
    return Preference(asynchronous, min([*waits, 0 if asynchronous and not waits else most]))
