"""Runs the HTTP service; the home of uvicorn."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

from api.readiness import stay
from corpus.errors import BadSetting

# reading an upload takes a while; whoever stops the service waits a little longer (deploy/)
GRACE_SECONDS = 30


def listen(host: str, port: int) -> socket.socket:
    """A socket that takes connections; port 0 chooses a free one. Raises BadSetting."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise BadSetting(
            f"Op {host}, poort {port} kan de dienst niet luisteren ({error.strerror}).",
            "Stop het programma dat daar al luistert, of kies een andere --port.",
        ) from error


def address(listener: socket.socket) -> str:
    """Where a browser finds it."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def server(app: ASGIApp, log_level: str = "warning", proxies: str = "") -> uvicorn.Server:
    """Not started yet. It logs as its process does, not who asked what, and tells nobody what it runs on.

    ``proxies`` are addresses and networks that are believed when they say who asks.
    """
    return uvicorn.Server(
        uvicorn.Config(
            app,
            log_config=None,
            log_level=log_level,
            access_log=False,
            lifespan="off",
            server_header=False,
            proxy_headers=bool(proxies),
            forwarded_allow_ips=proxies,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
    )


def run(app: ASGIApp, listener: socket.socket, say: Callable[[str], None], proxies: str = "") -> None:
    """Serves until Ctrl-C or SIGTERM; requests under way get ``GRACE_SECONDS`` to end."""
    stay()
    serving = server(app, proxies=proxies)
    say(f"Schuurpunt luistert op {address(listener)} (stoppen met Ctrl-C).")
    try:
        serving.run(sockets=[listener])
    except KeyboardInterrupt:
        say("Schuurpunt is gestopt.")
