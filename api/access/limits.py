"""How much anybody may ask; the home of limits. Counted in memory, as one process serves a data folder."""

from __future__ import annotations

import math
import time

from limits import RateLimitItem, RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from corpus.errors import TooMany

# of what an address may ask, so many times less of it with keys that do not hold; nobody guesses one, so
# this only spares the disk
STRICTER = 30


class Limits:
    """``per_minute`` and ``burst`` (in one second) for each who asks; 0 is no limit. Safe from any thread."""

    def __init__(self, per_minute: int, burst: int) -> None:
        self._window = MovingWindowRateLimiter(MemoryStorage())
        self._items: list[RateLimitItem] = []
        if burst:
            self._items.append(RateLimitItemPerSecond(burst))
        if per_minute:
            self._items.append(RateLimitItemPerMinute(per_minute))
        self._wrong = RateLimitItemPerMinute(max(1, per_minute // STRICTER)) if per_minute else None

    def count(self, who: str) -> None:
        """One more request. Raises TooMany."""
        for item in self._items:
            self._count(item, who)

    def count_wrong_key(self, address: str) -> None:
        """One more key that does not hold. Raises TooMany."""
        if self._wrong:
            self._count(self._wrong, f"wrong {address}")

    def _count(self, item: RateLimitItem, who: str) -> None:
        if not self._window.hit(item, who):
            left = self._window.get_window_stats(item, who).reset_time - time.time()
            seconds = max(1, math.ceil(left))
            raise TooMany(
                "U vraagt meer dan deze dienst toelaat.", f"Probeer het over {seconds} s opnieuw.", seconds
            )
