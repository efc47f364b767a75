"""How far work is, on a terminal, and whether a file failed."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from api.cli import terminal
from api.intake import Tell
from api.outcome import Outcome, Status

# a line to print, how much is done, and of how much
Step = Callable[[str, int, int], None]


def failures(made: list[Outcome]) -> int:
    """The exit status."""
    return int(any(one.status is Status.FAILED for one in made))


def told(step: Step) -> Tell:
    """Each outcome is a step."""
    done = itertools.count(1)
    return lambda one, total: step(f"{one.name}: {one.status}", next(done), total)


@contextmanager
def progress(title: str) -> Iterator[Step]:
    """A bar on a terminal, a line for each step elsewhere; both on standard error."""
    err = terminal.console(stderr=True)
    if not err.is_terminal:
        yield lambda line, done, total: err.print(f"{line} ({done}/{total})")
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda line, done, total: bar.update(task, completed=done, total=total)
