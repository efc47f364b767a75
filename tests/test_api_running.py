"""Tests the service as it runs, in a process of its own: logs, metrics, health, and how it stops."""

import json
import logging
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from api import assemble, logs
from api.settings import load
from corpus.errors import StorageFailed
from tests.test_api_http import serving

SCHUURPUNT = Path(sys.executable).with_name("schuurpunt")
DEMO = Path(__file__).parents[1] / "corpus" / "demo" / "factsheet-zeven-adviezen.md"
# of what is asked, nothing may be in a log
SECRET = "Zonnebloemstraatje"
REQUEST_ID = "0af76519-16cd-43dd-8448-eb211c80319c"


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    """What a service answered, measured and logged that is told to stop during an upload."""
    folder = tmp_path_factory.mktemp("service")
    command = [SCHUURPUNT, "serve", "--port", "0", "--data", str(folder / "data")]
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True) as server,
    ):
        try:
            base = server.stdout.readline().split()[3]
            with httpx.Client(base_url=base, timeout=60) as http:
                answers = ask(http)
                measured = http.get("/metrics").text
            upload = slow_upload(base, lambda: server.send_signal(signal.SIGTERM))
            out, _ = server.communicate(timeout=60)
        finally:
            server.kill()
    lines = [json.loads(line) for line in (folder / "log").read_text().splitlines()]
    return {
        "answers": answers,
        "metrics": measured,
        "upload": upload,
        "out": out,
        "status": server.returncode,
        "log": lines,
    }


def ask(http):
    http.post("/v1/documenten", files={"bestand": (DEMO.name, DEMO.read_bytes())})
    question = {"vraag": f"adviezen over {SECRET}"}
    return {
        "search": http.post("/v1/passages/_zoek", json=question, headers={"X-Request-ID": REQUEST_ID}),
        "answer": http.post("/v1/antwoorden", json=question),
        "query": http.get("/v1/documenten", params={"vraag": SECRET}),
        "path": http.get(f"/v1/{SECRET}", headers={"X-Request-ID": SECRET}),
        "outside": http.get(f"/{SECRET}"),
        "wrong": http.post("/v1/passages/_zoek", json={SECRET: SECRET}),
        "health": http.get("/v1/gezondheid"),
        "alive": http.get("/v1/gezondheid/levensteken"),
    }


def slow_upload(base, half_way):
    """The status of an upload whose second half is sent when the server has been told to stop."""
    body = b'--x\r\nContent-Disposition: form-data; name="bestand"; filename="laat.txt"\r\n\r\n'
    body += b"Het verslag kwam op het laatste moment binnen.\r\n--x--\r\n"
    head = b"POST /v1/documenten HTTP/1.1\r\nHost: localhost\r\n"
    head += b"Content-Type: multipart/form-data; boundary=x\r\n"
    host, port = base.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=60) as line:
        line.sendall(head + b"Content-Length: %d\r\n\r\n" % len(body) + body[:20])
        # until the request is under way, nothing tells it from a connection that may be closed
        httpx.get(f"{base}/v1/gezondheid/levensteken", timeout=60)
        half_way()
        wait_until_closed(host, int(port))
        line.sendall(body[20:])
        return int(line.recv(100).split()[1])


def wait_until_closed(host, port):
    for _ in range(600):
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            return
        time.sleep(0.05)
    pytest.fail("the server goes on taking connections after SIGTERM")


def test_a_stop_finishes_the_requests_that_run(story):
    assert (story["upload"], story["status"], story["out"]) == (201, 0, "Schuurpunt is gestopt.\n")


def test_every_request_is_a_line_with_the_operation_and_never_what_was_asked(story):
    assert SECRET.lower() not in json.dumps(story["log"]).lower()
    requests = [line for line in story["log"] if line["event"] == "request"]
    told = [(line["method"], line["route"], line["status"]) for line in requests]
    assert told == [
        ("POST", "/v1/documenten", 201),
        ("POST", "/v1/passages/_zoek", 200),
        ("POST", "/v1/antwoorden", 200),
        ("GET", "/v1/documenten", story["answers"]["query"].status_code),
        ("GET", "unknown", 404),
        ("GET", "unknown", 404),
        ("POST", "/v1/passages/_zoek", 400),
        ("POST", "/v1/documenten", 201),
    ]
    for line in requests:
        assert line["ms"] > 0
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", line["timestamp"])


def test_a_request_and_its_line_carry_one_id_that_is_never_a_word_of_the_client(story):
    logged = [line["request_id"] for line in story["log"] if line["event"] == "request"]
    assert len(set(logged)) == len(logged)
    answers = story["answers"]
    assert answers["search"].headers["x-request-id"] == REQUEST_ID == logged[1]
    assert answers["path"].headers["x-request-id"] == logged[4] != SECRET


def test_the_service_is_alive_and_ready_and_tells_how_its_stores_are(story):
    health, alive = story["answers"]["health"], story["answers"]["alive"]
    assert (health.status_code, alive.status_code) == (200, 200)
    assert (health.json()["status"], health.json()["documenten"]) == ("gereed", 1)
    assert [part["naam"] for part in health.json()["onderdelen"]][:3] == ["catalogus", "woorden", "betekenis"]
    assert {part["passages"] for part in health.json()["onderdelen"]} == {
        health.json()["onderdelen"][0]["passages"]
    }
    assert {part["ontbreekt"] for part in health.json()["onderdelen"]} == {0}


def test_prometheus_gets_requests_steps_and_the_state_of_the_index(story):
    samples = dict(line.rsplit(" ", 1) for line in story["metrics"].splitlines() if line[0] != "#")
    route = 'method="POST",route="/v1/passages/_zoek",status="200"'
    assert samples[f"schuurpunt_request_seconds_count{{{route}}}"] == "1.0"
    for step in ("understand", "retrieve", "rank", "cite", "read", "summarise"):
        assert float(samples[f'schuurpunt_step_seconds_count{{step="{step}"}}']) >= 1
    assert samples["schuurpunt_documents"] == "1.0"
    assert float(samples["schuurpunt_passages"]) > 0
    assert samples['schuurpunt_store_up{store="betekenis"}'] == "1.0"
    assert samples['schuurpunt_index_lag_passages{store="woorden"}'] == "0.0"
    assert SECRET not in story["metrics"]


def test_a_store_that_does_not_answer_makes_the_service_not_ready_but_alive(tmp_path, monkeypatch):
    def broken(*_):
        raise StorageFailed("stuk")

    with assemble.opened(load(data=tmp_path, workers=1)) as service, serving(service) as http:
        monkeypatch.setattr("search.vectors.Vectors.count", broken)
        problem = http.get("/v1/gezondheid")
        assert (problem.status_code, problem.json()["status"]) == (503, 503)
        assert "betekenis" in problem.json()["detail"]
        assert http.get("/v1/gezondheid/levensteken").json() == {"status": "levend"}
        assert 'schuurpunt_store_up{store="betekenis"} 0.0' in http.get("/metrics").text
        for method in ("reading.Catalogue.document_count", "jobs.Jobs.backlog"):
            monkeypatch.setattr(f"search.catalogue.{method}", broken)
        assert 'schuurpunt_store_up{store="catalogus"} 0.0' in http.get("/metrics").text


def test_a_crash_is_logged_by_kind_and_place_without_its_words():
    def crash():
        raise ValueError(SECRET)

    try:
        crash()
    except ValueError:
        record = logging.LogRecord("uvicorn.error", logging.ERROR, "", 0, "crash", (), sys.exc_info())
    line = json.loads(logs.formatter().format(record))
    assert (line["event"], line["level"], line["error"]) == ("crash", "error", "ValueError")
    assert line["at"][-1].endswith(" crash")
    assert SECRET not in json.dumps(line)
