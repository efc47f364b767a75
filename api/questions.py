"""Keeps the questions that are asked, if a setting says so: a file for each day, and none for too long."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from threading import Event, Lock, Thread

from api.access.principal import Principal
from api.settings import Settings

FOLDER = "vragen"
LOOK_SECONDS = 600.0


class Questions:
    """Safe to share between threads. What the disk refuses is not kept, and the question is answered."""

    def __init__(self, settings: Settings, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._keeps = settings.log_questions
        self._days = timedelta(days=settings.log_questions_days)
        self._folder = settings.data.expanduser() / FOLDER
        self._now = now
        self._turn = Lock()

    def note(self, who: Principal, question: str) -> None:
        """Keeps one, with the key of who asked, where that was set."""
        if not self._keeps:
            return
        now = self._now()
        told = {"moment": now.isoformat(), "sleutel": who.key_id, "vraag": question}
        line = json.dumps(told) + "\n"
        with self._turn, suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            file = os.open(
                self._folder / f"{now.date()}.jsonl", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600
            )
            with os.fdopen(file, "w", encoding="ascii") as out:
                out.write(line)

    def forget(self) -> None:
        """Deletes the days that are over; also where questions are no longer kept."""
        first = self._now().date() - self._days
        for file in self._folder.glob("*.jsonl"):
            with suppress(OSError, ValueError):
                if date.fromisoformat(file.stem) < first:
                    file.unlink()

    @contextmanager
    def forgetting(self) -> Iterator[None]:
        """Forgets now, and as long as the block lasts."""
        ended = Event()
        thread = Thread(target=self._go_on, args=(ended,), name="vragen", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def _go_on(self, ended: Event) -> None:
        self.forget()
        while not ended.wait(LOOK_SECONDS):
            self.forget()
