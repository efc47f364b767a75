"""Which passages match, all of them: one bit for each passage, remembered for every word that was asked for.

An engine scores the best in no time, but to name fifty thousand matches to Python takes longer than all the
rest of a search. Words come back in other questions, so what each of them names is kept, and joined here.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from search.hits import Numbers, contained

# what names passages
Wanted = TypeVar("Wanted")
# the passages that one of these names, in all documents (None) or in these only
Find = Callable[[Sequence[Wanted], Sequence[str] | None], Numbers]
Bits = NDArray[np.uint8]
# the slot of each passage, and whether it has one
Places = tuple[NDArray[np.int64], NDArray[np.bool_]]
# what is remembered takes no more memory than this, however large the collection
REMEMBERED_BYTES = 32 * 2**20
# so many passages that came are asked of all words of a question together; of more, each word is looked up
LATE = 1_000
NONE = np.empty(0, np.uint64)


@dataclass(frozen=True, slots=True)
class _Slots:
    """Passages, sorted, and the slot of each: how many came before it, since bits are in that order."""

    passages: Numbers
    slots: NDArray[np.int64]

    @classmethod
    def of(cls, passages: Numbers) -> _Slots:
        order = np.argsort(passages)
        return cls(passages[order], order)

    def __len__(self) -> int:
        return len(self.passages)

    def and_then(self, come: Numbers) -> _Slots:
        """With these passages, none of which has one, in the slots that follow."""
        more = _Slots.of(come)
        places = np.searchsorted(self.passages, more.passages)
        return _Slots(
            np.insert(self.passages, places, more.passages),
            np.insert(self.slots, places, len(self) + more.slots),
        )

    def places(self, passages: Numbers) -> Places:
        """Of these passages, which are sorted; there is a slot at least."""
        found = np.minimum(np.searchsorted(self.passages, passages), len(self) - 1)
        return self.slots[found], self.passages[found] == passages

    def bits(self, passages: Numbers) -> Bits:
        """Those of these passages; what has no slot is left out."""
        slots, known = self.places(np.sort(passages))
        marked = np.zeros(len(self), np.bool_)
        marked[slots[known]] = True
        return np.packbits(marked)


@dataclass(slots=True)
class _Era:
    """In which slots only come: what is removed keeps its slot, and nobody asks for it."""

    slots: _Slots
    # each with how many slots there were before it
    documents: list[tuple[int, str]] = field(default_factory=list)
    # the newest use last; with how many slots there were
    known: dict[Hashable, tuple[int, Bits]] = field(default_factory=dict)

    def since(self, slots: int) -> list[str]:
        """The documents that came when there were so many slots, and later."""
        return [one for before, one in self.documents if before >= slots]


class Matching(Generic[Wanted]):
    """Safe to share between threads; ``everything`` gives all passages that are there now."""

    def __init__(self, everything: Callable[[], Numbers], find: Find[Wanted]) -> None:
        self._everything = everything
        self._find = find
        self._turn = Lock()
        self._era: _Era | None = None
        self._placed: tuple[Numbers, _Slots, Places] | None = None

    def forget(self) -> None:
        """To be called when all is removed."""
        with self._turn:
            self._era = None

    def grow(self, added: Mapping[str, Numbers]) -> None:
        """To be called when documents are findable that were not there before, with their passages."""
        with self._turn:
            if self._era is None:
                return
            slots, come = self._era.slots, np.concatenate([NONE, *added.values()])
            # what comes back may have other words
            if contained(come, slots.passages).any():
                self._era = None
                return
            self._era.documents += [(len(slots), document) for document in added]
            self._era.slots = slots.and_then(come)

    def learn(self, wanted: Mapping[Hashable, Wanted]) -> None:
        """To be ready when these are asked for."""
        era, slots = self._now()
        for key, one in wanted.items():
            self._bits(era, slots, key, one)

    def any_of(self, wanted: Mapping[Hashable, Wanted], among: Numbers) -> NDArray[np.bool_]:
        """Which of these passages, all of them there, one of the wanted names, each known by its key."""
        era, slots = self._now()
        if not len(slots):
            return np.zeros(len(among), np.bool_)
        # what comes during this has no slot here yet, and is asked for the next time
        joined = np.zeros((len(slots) + 7) // 8, np.uint8)
        late, since = [], len(slots)
        for key, one in wanted.items():
            upto, bits = self._bits(era, slots, key, one)
            joined[: len(bits)] |= bits
            if upto < len(slots):
                late.append(one)
                since = min(since, upto)
        if late:
            joined |= slots.bits(self._find(late, era.since(since)))
        places, known = self._places(slots, among)
        return known & np.unpackbits(joined, count=len(slots)).view(np.bool_)[places]

    def _places(self, slots: _Slots, among: Numbers) -> Places:
        """Most questions are asked of all that there is, and that seldom changes."""
        placed = self._placed
        if placed is None or placed[0] is not among or placed[1] is not slots:
            self._placed = placed = among, slots, slots.places(among)
        return placed[2]

    def _now(self) -> tuple[_Era, _Slots]:
        with self._turn:
            if self._era is None:
                self._era = _Era(_Slots.of(self._everything()))
            return self._era, self._era.slots

    def _bits(self, era: _Era, slots: _Slots, key: Hashable, wanted: Wanted) -> tuple[int, Bits]:
        """Of that many slots, which may be a few less than there are."""
        upto, bits = era.known.get(key, (0, None))
        if bits is None:
            upto, bits = len(slots), slots.bits(self._find([wanted], None))
        elif upto + LATE < len(slots):
            newer = slots.bits(self._find([wanted], era.since(upto)))
            newer[: len(bits)] |= bits
            upto, bits = len(slots), newer
        with self._turn:
            era.known.pop(key, None)
            era.known[key] = upto, bits
            while len(era.known) * len(bits) > REMEMBERED_BYTES:
                del era.known[next(iter(era.known))]
        # where another thread is further, its bits are more than there is room for
        return upto, bits[: (len(slots) + 7) // 8]
