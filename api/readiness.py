"""What keeps a service quick: beside its first requests it learns what questions ask most, and more."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

from search.searcher import Searcher

# between steps of about as long, so that who asks meanwhile has half of the time at least
PAUSE_SECONDS = 0.01
# Python's own is 0.005
TURN_SECONDS = 0.001
# what glibc calls it in malloc.h; elsewhere nothing has that number
ARENA_MAX = -8
ARENAS = 2


@contextmanager
def learning(searcher: Searcher) -> Iterator[None]:
    """Goes on until everything is learned, or the block ends."""
    stop = Event()
    thread = Thread(target=_learn, args=(searcher, stop), name="learning")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _learn(searcher: Searcher, stop: Event) -> None:
    for _ in searcher.learn():
        if stop.wait(PAUSE_SECONDS):
            return
    gc.freeze()


def share_memory() -> None:
    """To be called before there are threads: each would get an arena of its own from glibc, and keep in it
    what it frees, a quarter more in all.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(ARENA_MAX, ARENAS)


def take_turns() -> None:
    """Lets no thread that computes keep the interpreter for long: a question passes through some of them, and
    would wait at each for the one that stores a document.
    """
    sys.setswitchinterval(TURN_SECONDS)


def stay() -> None:
    """What is there now stays: to look through it for what nobody holds any more takes a tenth of a second,
    in the middle of a question.
    """
    gc.collect()
    gc.freeze()
