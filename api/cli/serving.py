"""What the commands about a service that stays do; each answers its exit status."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

from api import assemble, settings
from api.cli import terminal


def serve(data: Path | None, host: str | None, port: int | None, is_open: bool) -> int:
    """Serves until it is told to stop."""
    # FastAPI takes half a second that no other command needs
    from api import app, logs, metrics, readiness, serve, tracing  # noqa: PLC0415
    from api.access import gate  # noqa: PLC0415

    readiness.share_memory()
    readiness.take_turns()
    # a key in the environment is for commands; who asks the service brings their own
    chosen = settings.load(data=data, host=host, port=port, open=is_open or None, sleutel="")
    logs.configure()
    measured = metrics.Metrics()
    with (
        serve.listen(chosen.host, chosen.port) as listener,
        tracing.tracing(str(chosen.traces_url or "")) as traces,
        assemble.opened(
            chosen, step=tracing.both(measured.step, traces.step) if traces else measured.step
        ) as service,
        service.questions.forgetting(),
        service.readers.running(measured.took),
        # who hands questions to others leaves learning to them
        nullcontext() if chosen.readers else readiness.learning(service.answerer.searcher),
    ):
        gate.check(service.keyring, chosen)
        service.worker.start()
        site = app.create(service, measured)
        serve.run(
            traces.around(site) if traces else site,
            listener,
            terminal.console().print,
            chosen.trusted_proxies,
        )
    return 0


def mcp(data: Path | None, address: str | None) -> int:
    """Serves an assistant until it closes standard input; with ``address``, from the service there."""
    from api.mcp import forward, stdio  # noqa: PLC0415

    if address:
        forward.run(address, settings.load().sleutel.get_secret_value())
        return 0
    with assemble.opened(settings.load(data=data)) as service:
        stdio.run(service)
    return 0
