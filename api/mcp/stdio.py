"""MCP over standard input and output, for an assistant on the same machine."""

from __future__ import annotations

import anyio
from mcp.server.stdio import stdio_server

from api.mcp.server import server
from api.service import Service


def run(service: Service) -> None:
    """Serves until standard input ends; nothing but the protocol goes to standard output."""
    anyio.run(_serve, service)


async def _serve(service: Service) -> None:
    serving = server(lambda _request: service)
    async with stdio_server() as (incoming, outgoing):
        await serving.run(incoming, outgoing, serving.create_initialization_options())
