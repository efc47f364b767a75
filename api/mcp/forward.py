"""MCP over standard input and output beside a service that runs, and so owns the data folder, or from another
machine: each question goes on to its ``/mcp``, and each answer comes back as it is.
"""

from __future__ import annotations

from typing import Any

import anyio
import httpx2
import mcp.types as wire
from mcp.client.client import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel.server import Server
from mcp.shared.exceptions import MCPError

from api.mcp.server import failed, named
from api.mcp.stdio import serve
from corpus.errors import BadInput

# of one question; an answer with a summary may take this long
SECONDS = 60


def run(address: str, key: str) -> None:
    """Serves until standard input ends, as who has ``key``, which may be empty. Raises BadInput where no
    service answers, or not to them.
    """
    try:
        anyio.run(_serve, address.rstrip("/"), key)
    except* (MCPError, httpx2.HTTPError, httpx2.InvalidURL) as group:
        raise BadInput(
            f"Op {address} antwoordt geen Schuurpunt, of niet met deze sleutel.",
            "Controleer het adres, of de dienst draait, en de sleutel in SCHUURPUNT_SLEUTEL.",
        ) from group


async def _serve(address: str, key: str) -> None:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    async with (
        httpx2.AsyncClient(headers=headers, timeout=SECONDS) as http,
        Client(streamable_http_client(f"{address}/mcp", http_client=http)) as client,
    ):
        await serve(_forwarding(client, address))


def _forwarding(client: Client, address: str) -> Server[Any]:
    async def tools(_context: ServerRequestContext[Any], _params: object) -> wire.ListToolsResult:
        return await client.list_tools()

    async def run(
        _context: ServerRequestContext[Any], params: wire.CallToolRequestParams
    ) -> wire.CallToolResult:
        try:
            return await client.call_tool(params.name, params.arguments or {})
        except MCPError:
            return failed(f"De dienst op {address} antwoordt niet. Probeer het later opnieuw.")

    return named(tools, run)
