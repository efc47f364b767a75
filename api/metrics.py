"""What Prometheus can ask; the home of prometheus_client. Nothing in it tells who asked what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from search.catalogue.jobs import Backlog
from search.vitals import Vitals

MEDIA_TYPE = CONTENT_TYPE_LATEST
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3, 6, 12, 30, 60, 120)


class Metrics:
    """Safe to share between threads. One for each application."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._requests = Histogram(
            "schuurpunt_request_seconds",
            "Requests that are over, and how long they took.",
            ["method", "route", "status"],
            buckets=BUCKETS,
            registry=self._registry,
        )
        self._steps = Histogram(
            "schuurpunt_step_seconds",
            "How long each step of answering a question took.",
            ["step"],
            buckets=BUCKETS,
            registry=self._registry,
        )

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """One that is over."""
        self._requests.labels(method, route, str(status)).observe(seconds)

    def step(self, name: str) -> AbstractContextManager[object]:
        """Lasts as long as the step; a ``search.timing.Step``."""
        return self._steps.labels(name).time()

    def took(self, name: str, seconds: float) -> None:
        """A step that is over, in whatever process."""
        self._steps.labels(name).observe(seconds)

    def watch(self, vitals: Callable[[], Vitals]) -> None:
        """Tells from now on how the index is, taken anew each time that somebody asks."""
        self._registry.register(_Index(vitals))

    def watch_jobs(self, backlog: Callable[[], Backlog]) -> None:
        """Tells from now on what there is to do."""
        self._registry.register(_Jobs(backlog))

    def page(self) -> bytes:
        """All of it, in Prometheus' text format."""
        return generate_latest(self._registry)


class _Index(Collector):
    def __init__(self, vitals: Callable[[], Vitals]) -> None:
        self._vitals = vitals

    def collect(self) -> Iterator[Metric]:
        found = self._vitals()
        if found.stores[0].count is not None:
            yield GaugeMetricFamily("schuurpunt_documents", "Documents.", found.documents)
            yield GaugeMetricFamily("schuurpunt_passages", "Passages.", found.passages)
        answers = GaugeMetricFamily("schuurpunt_store_up", "Whether a store answers.", labels=["store"])
        lag = GaugeMetricFamily(
            "schuurpunt_index_lag_passages",
            "Passages of the catalogue that an index does not have.",
            labels=["store"],
        )
        for store in found.stores:
            answers.add_metric([store.name], store.count is not None)
            lag.add_metric([store.name], store.missing)
        yield from (answers, lag)

    def describe(self) -> Iterator[Metric]:
        """Nothing, so that the index is not asked while it registers."""
        return iter(())


class _Jobs(Collector):
    def __init__(self, backlog: Callable[[], Backlog]) -> None:
        self._backlog = backlog

    def collect(self) -> Iterator[Metric]:
        try:
            found = self._backlog()
        except Exception:
            # the catalogue does not answer, which the rest of the page must still be able to say
            return
        jobs = GaugeMetricFamily("schuurpunt_jobs", "Jobs that did not end.", labels=["state"])
        jobs.add_metric(["waiting"], found.waiting)
        jobs.add_metric(["running"], found.running)
        since = found.since
        lag = (datetime.now(UTC) - since).total_seconds() if since else 0
        yield jobs
        yield GaugeMetricFamily("schuurpunt_index_lag_seconds", "Age of the oldest job that waits.", lag)

    def describe(self) -> Iterator[Metric]:
        """Nothing, so that the catalogue is not asked while it registers."""
        return iter(())
