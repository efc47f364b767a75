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

_NAME = "schuurpunt"


def configure(stream: TextIO = sys.stderr) -> None:
    """From here on everything of this process is logged so, other libraries' warnings too."""
    structlog.configure(
        processors=[*_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter(stream.isatty()))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger(_NAME).setLevel(logging.INFO)


def formatter(for_people: bool = False) -> logging.Formatter:
    """Makes a line of a record, whichever library logged it."""
    render = structlog.dev.ConsoleRenderer() if for_people else structlog.processors.JSONRenderer()
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_shared(),
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, render],
    )


def begin(request_id: str) -> None:
    """All that is logged in this context from now on has the id, in threads that work for it too."""
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=request_id)


def request(level: int, **facts: object) -> None:
    """One request that is over."""
    structlog.get_logger(_NAME).log(level, "request", **facts)


def _shared() -> list[structlog.typing.Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _kind_and_place,
    ]


def _kind_and_place(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Of a crash: what it is and where, the innermost call last; never its words."""
    raised = event.pop("exc_info", None)
    error = raised[1] if isinstance(raised, tuple) else raised
    if isinstance(error, BaseException):
        frames = traceback.extract_tb(error.__traceback__)
        event["error"] = type(error).__qualname__
        event["at"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return event
