"""Traces go where a setting says, and never tell what was asked."""

import gzip
import http.server
import threading

import anyio
import httpx
import pytest
from fastapi import FastAPI

from api.tracing import both, tracing
from search.timing import untimed

SECRET = "Zonnebloemstraatje"


@pytest.fixture
def collector():
    received = []

    class Collector(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            received.append(gzip.decompress(body) if self.headers["content-encoding"] == "gzip" else body)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Collector) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1/traces", received
        server.shutdown()


def test_a_request_and_its_steps_are_traced_by_operation_and_never_by_what_was_asked(collector):
    pytest.importorskip("opentelemetry.exporter.otlp.proto.http", reason="the extra 'otel' is not installed")
    address, received = collector
    app = FastAPI()
    with tracing(address) as traces:
        step = both(untimed, traces.step)

        @app.get("/passages/{nummer}")
        def passage(nummer: str):
            with step("retrieve"):
                return nummer

        async def ask():
            door = httpx.ASGITransport(traces.around(app))
            async with httpx.AsyncClient(transport=door, base_url="http://x") as client:
                return await client.get(f"/passages/{SECRET}", params={"vraag": SECRET})

        assert anyio.run(ask).status_code == 200
    sent = b"".join(received)
    for told in (b"GET /passages/{nummer}", b"retrieve", b"http.response.status_code"):
        assert told in sent
    assert SECRET.encode() not in sent


def test_without_a_setting_there_are_no_traces():
    with tracing("") as traces:
        assert traces is None
