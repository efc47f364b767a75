"""Runs a function in a process of its own, so that a hostile or broken file takes nothing else down."""

from __future__ import annotations

import multiprocessing
import resource
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

from corpus.errors import ParseLimit, SchuurpuntError

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: seconds on the clock, and memory beyond what the process had at its start."""

    seconds: float = 120
    memory_mb: int = 1024


def guarded(limits: Limits, name: str, function: Callable[[], Result]) -> Result:
    """The function's own result or SchuurpuntError; ParseLimit when it costs too much or dies.

    Forks, so call it from a process with a single thread. The result is pickled.
    """
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_run, args=(sender, limits, name, function), daemon=True)
    child.start()
    sender.close()
    try:
        if not receiver.poll(limits.seconds):
            raise too_slow(name, limits)
        outcome = receiver.recv()
    except EOFError:
        raise ParseLimit(f"{name} brak het lezen af.", "Bewaar het bestand opnieuw, of als PDF.") from None
    finally:
        child.kill()
        child.join()
        receiver.close()
    if isinstance(outcome, SchuurpuntError):
        raise outcome
    return outcome  # type: ignore[no-any-return]


def _run(sender: Connection, limits: Limits, name: str, function: Callable[[], Result]) -> None:
    restrict(limits)
    try:
        outcome: Result | SchuurpuntError = function()
    except MemoryError:
        outcome = _too_big(name, limits)
    except SchuurpuntError as error:
        outcome = error
    sender.send(outcome)


def restrict(limits: Limits) -> None:
    """Holds the process that calls it to the limits, for good."""
    memory = _address_space() + limits.memory_mb * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # a child whose parent was killed has nobody to end it
    seconds = int(limits.seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _address_space() -> int:
    """Bytes of address space in use now; where /proc is absent, a gigabyte as a guess."""
    status = Path("/proc/self/statm")
    if not status.exists():
        return 2**30
    return int(status.read_text().split()[0]) * resource.getpagesize()


def too_slow(name: str, limits: Limits) -> ParseLimit:
    """What is raised where a file takes too many seconds."""
    return ParseLimit(
        f"{name} lezen duurde langer dan {limits.seconds:.0f} seconden.",
        "Splits het bestand, of verhoog SCHUURPUNT_PARSE_SECONDS.",
    )


def _too_big(name: str, limits: Limits) -> ParseLimit:
    return ParseLimit(
        f"{name} lezen vroeg meer dan {limits.memory_mb} MB geheugen.",
        "Splits het bestand, of verhoog SCHUURPUNT_PARSE_MEMORY_MB.",
    )
