"""A hostile file ends in its own process: with an error in Dutch, and nothing else is harmed."""

import os
import signal
import time

import pytest

from corpus.errors import DamagedFile, ParseLimit
from ingest.sandbox import Limits, guarded

LIMITS = Limits(seconds=20, memory_mb=200)


def fail():
    raise DamagedFile("x.pdf is beschadigd.", "Bewaar het opnieuw.")


def test_result_and_own_errors_come_back_as_they_are():
    assert guarded(LIMITS, "x.pdf", lambda: "ü" * 1_000_000) == "ü" * 1_000_000
    with pytest.raises(DamagedFile) as caught:
        guarded(LIMITS, "x.pdf", fail)
    assert caught.value.advice == "Bewaar het opnieuw."


def test_too_much_memory_ends_that_file_only():
    with pytest.raises(ParseLimit, match=r"x\.pdf .*200 MB geheugen"):
        guarded(LIMITS, "x.pdf", lambda: len(bytearray(10**9)))


def test_too_much_time_ends_that_file_only():
    start = time.monotonic()
    with pytest.raises(ParseLimit, match=r"x\.pdf .*1 seconden"):
        guarded(Limits(seconds=1), "x.pdf", lambda: time.sleep(60))
    assert time.monotonic() - start < 10


def test_a_process_that_dies_is_told_by_the_name_of_its_file():
    with pytest.raises(ParseLimit, match=r"x\.pdf"):
        guarded(LIMITS, "x.pdf", lambda: os.kill(os.getpid(), signal.SIGKILL))
