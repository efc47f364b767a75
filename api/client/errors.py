"""What can go wrong with a request.

Fout
├── GeenAntwoord     the service was not reached, or took too long
└── Weigering        it answered with a problem
"""

from __future__ import annotations

from collections.abc import Sequence


class Fout(Exception):
    """``str`` is the reason, in Dutch."""


class GeenAntwoord(Fout):
    """Nothing came back; what was asked may have happened or not."""


class Weigering(Fout):
    """A problem (RFC 9457). ``wrong`` names fields with what is wrong with each; ``wait`` is in seconds,
    where the service says how long.
    """

    def __init__(
        self, status: int, title: str, detail: str, wrong: Sequence[tuple[str, str]], wait: int | None
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.title = title
        self.wrong = tuple(wrong)
        self.wait = wait
