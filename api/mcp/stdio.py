"""MCP over standard input and output, for an assistant on the same machine."""

from __future__ import annotations

from typing import Any

import anyio
from mcp.server.lowlevel.server import Server
from mcp.server.stdio import stdio_server

from api.mcp.server import server
from api.service import Service


def run(service: Service) -> None:
    """Serves until standard input ends; nothing but the protocol goes to standard output."""
    anyio.run(serve, server(lambda _request: service))


async def serve(serving: Server[Any]) -> None:
    """As ``run``, whatever answers."""
    async with stdio_server() as (incoming, outgoing):
        await serving.run(incoming, outgoing, serving.create_initialization_options())
