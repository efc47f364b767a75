"""Runs the HTTP service; the home of uvicorn."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn
from fastapi import FastAPI

from corpus.errors import BadSetting

GRACE_SECONDS = 10


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


def run(app: FastAPI, listener: socket.socket, say: Callable[[str], None]) -> None:
    """Serves until Ctrl-C or SIGTERM; requests under way get ten seconds to end."""
    server = uvicorn.Server(
        uvicorn.Config(app, log_level="warning", lifespan="off", timeout_graceful_shutdown=GRACE_SECONDS)
    )
    say(f"Schuurpunt luistert op {address(listener)} (stoppen met Ctrl-C).")
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        say("Schuurpunt is gestopt.")
