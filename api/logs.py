"""What is logged, a JSON object a line, on standard error; the home of structlog.

Questions never are: they can name a child. So no path, query or body is logged, and of a crash its kind and
place but not its message, which may repeat what was asked.
"""

from __future__ import annotations

import logging
import sys
import traceback
from typing import TextIO

import structlog
from structlog.typing import EventDict, WrappedLogger

_FACTS = ("method", "route", "status", "ms")
_LOG = logging.getLogger("schuurpunt")


def configure(stream: TextIO = sys.stderr) -> None:
    """From here on everything of this process is logged so, other libraries' warnings too."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter(stream.isatty()))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    _LOG.setLevel(logging.INFO)


def formatter(for_people: bool = False) -> logging.Formatter:
    """Makes a line of a record, whichever library logged it."""
    render = structlog.dev.ConsoleRenderer() if for_people else structlog.processors.JSONRenderer()
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.ExtraAdder(_FACTS),
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _kind_and_place,
        ],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, render],
    )


def begin(request_id: str) -> None:
    """All that is logged in this context from now on has the id, in threads that work for it too."""
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=request_id)


def request(method: str, route: str, status: int, seconds: float) -> None:
    """One request that is over."""
    facts = zip(_FACTS, (method, route, status, round(seconds * 1000, 1)), strict=True)
    _LOG.log(logging.ERROR if status >= 500 else logging.INFO, "request", extra=dict(facts))


def _kind_and_place(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Of a crash: what it is and where, the innermost call last; never its words."""
    raised = event.pop("exc_info", None)
    if raised:
        kind, _, trace = raised
        event["error"] = kind.__qualname__
        event["at"] = [f"{one.filename}:{one.lineno} {one.name}" for one in traceback.extract_tb(trace)]
    return event
