"""Traces of requests and of the steps of answering a question; the home of opentelemetry, which is an extra.

Nothing is made or sent unless a setting says where to. A span tells of an operation and how it ended, and
never what was asked.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.traffic import route_of
from corpus.errors import BadSetting
from search.timing import Step

NAME = "schuurpunt"
OFF = "OTEL_SDK_DISABLED"


class Tracing:
    """Sends to ``url`` (OTLP over HTTP), in the background, until it is closed."""

    def __init__(self, url: str) -> None:
        """Raises BadSetting where the extra is not installed."""
        try:
            from opentelemetry.exporter.otlp.proto.http.trace_exporter import (  # noqa: PLC0415
                OTLPSpanExporter,
            )
            from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
            from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
            from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415
        except ImportError as error:
            raise BadSetting(
                "Voor SCHUURPUNT_TRACES_URL is een onderdeel nodig dat er niet is.",
                "Installeer het: pip install 'schuurpunt[otel]'.",
            ) from error
        # it is off for every library (api/__init__), and on for this provider, which nothing else knows of
        off = os.environ.pop(OFF, None)
        self._provider = TracerProvider(resource=Resource.create({"service.name": NAME}))
        if off is not None:
            os.environ[OFF] = off
        self._provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=url)))
        self._tracer = self._provider.get_tracer(NAME)

    def step(self, name: str) -> AbstractContextManager[object]:
        """Lasts as long as the step, below the request that it is part of; a ``search.timing.Step``."""
        return self._tracer.start_as_current_span(name)

    def around(self, app: ASGIApp) -> ASGIApp:
        """The application, with a span for each request."""

        async def traced(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            with self._tracer.start_as_current_span(scope["method"]) as span:

                async def watched(message: Message) -> None:
                    if message["type"] == "http.response.start":
                        span.set_attribute("http.response.status_code", message["status"])
                    await send(message)

                await app(scope, receive, watched)
                span.set_attribute("http.route", route_of(scope))
                span.update_name(f"{scope['method']} {route_of(scope)}")

        return traced

    def close(self) -> None:
        """Sends what is left."""
        self._provider.shutdown()


@contextmanager
def tracing(url: str) -> Iterator[Tracing | None]:
    """None without a url. Raises BadSetting."""
    if not url:
        yield None
        return
    made = Tracing(url)
    try:
        yield made
    finally:
        made.close()


def both(one: Step, other: Step) -> Step:
    """What is told to the one is told to the other too."""

    @contextmanager
    def step(name: str) -> Iterator[None]:
        with ExitStack() as stack:
            stack.enter_context(one(name))
            stack.enter_context(other(name))
            yield

    return step
