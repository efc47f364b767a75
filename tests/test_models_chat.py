"""Tests models/chat.py against a server that speaks the protocol, and does everything else too."""

import gzip
import json
import logging
import socket
import time

import pytest

from corpus.errors import ChatFailed
from models.chat import LARGEST_ANSWER, Endpoint
from tests.chatting import endpoint, saying

KEY = "geheim-0123456789"
QUICK = 0.5


@pytest.fixture(scope="module")
def server():
    with endpoint() as server:
        yield server


def hang(handler):
    time.sleep(3 * QUICK)


def drip_header(handler):
    _drip(handler, b"HTTP/1.1 200 OK\r\nX-Long: ")


def drip_body(handler):
    _drip(handler, b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")


def _drip(handler, start):
    handler.wfile.write(start)
    for _ in range(30):
        time.sleep(QUICK / 10)
        handler.wfile.write(b"x")


def endless(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
    for _ in range(LARGEST_ANSWER // 50_000 + 2):
        handler.wfile.write(b" " * 50_000)


def body(content, status=200, **headers):
    return lambda handler: handler.give(content, status, **headers)


def raw(content):
    return lambda handler: handler.wfile.write(content)


def test_the_question_goes_out_as_the_protocol_wants_it_and_the_answer_comes_back(server):
    server.behave = saying(" Een antwoord [1]. ")
    ask = Endpoint(server.url + "/", "klein-model", KEY, 5)
    assert ask("Vat samen.", "Passages: é") == " Een antwoord [1]. "
    path, headers, sent = server.asked[-1]
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == f"Bearer {KEY}"
    assert sent == {
        "model": "klein-model",
        "messages": [
            {"role": "system", "content": "Vat samen."},
            {"role": "user", "content": "Passages: é"},
        ],
        "temperature": 0,
        "stream": False,
    }


def test_without_a_key_none_is_sent(server):
    server.behave = saying("ja")
    Endpoint(server.url, "m", seconds=5)("i", "m")
    assert "Authorization" not in server.asked[-1][1]


@pytest.mark.parametrize("behaviour", [hang, drip_header, drip_body])
def test_no_call_takes_longer_than_its_limit(server, behaviour):
    server.behave = behaviour
    began = time.monotonic()
    with pytest.raises(ChatFailed, match=r"niet binnen 0\.5 seconden"):
        Endpoint(server.url, "m", seconds=QUICK)("i", "m")
    assert time.monotonic() - began < QUICK + 0.4


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        (body(b"{}", 500), "HTTP 500"),
        (body(b"{}", 401), "SCHUURPUNT_SUMMARY_KEY"),
        (body(b"", 302, Location="http://127.0.0.1:1/"), "HTTP 302"),
        (body(b"<html>Aanmelden</html>"), "niet te lezen"),
        (body(b"\xff\xfe\x00"), "niet te lezen"),
        (body(b"[" * 500_000), "niet te lezen"),
        (body(gzip.compress(b'{"choices": []}'), Content_Encoding="gzip"), "niet te lezen"),
        (body(b'{"choices": [{"message": {"content": "\\ud800"}}]}'), "niet te lezen"),
        (raw(b"SSH-2.0-OpenSSH_9.6\r\n"), "niet te lezen"),
        (raw(b""), "niet te lezen"),
        (body(b"half", Content_Length="1000"), "niet te lezen|niet binnen"),
        (body(b""), "niet te lezen"),
        (saying(""), "leeg"),
        (saying(" \n"), "leeg"),
        (saying(None), "leeg"),
        (saying(["lijst"]), "leeg"),
        (body(json.dumps({"choices": []}).encode()), "leeg"),
        (body(json.dumps({"error": "vol"}).encode()), "leeg"),
        (body(json.dumps("tekst").encode()), "leeg"),
        (endless, "te groot"),
    ],
)
def test_whatever_comes_back_that_is_no_answer_fails_in_dutch(server, behaviour, reason, caplog):
    caplog.set_level(logging.DEBUG)
    server.behave = behaviour
    with pytest.raises(ChatFailed, match=reason) as caught:
        Endpoint(server.url, "m", KEY, 2)("i", "m")
    assert caught.value.advice or "groot" in reason or "HTTP" in reason
    assert KEY not in caplog.text + str(caught.value)


@pytest.mark.parametrize("key", ["regel\r\nX-Nog: een", "sleutel-é"])
def test_a_key_that_no_header_can_hold_is_not_told(server, key, caplog):
    caplog.set_level(logging.DEBUG)
    with pytest.raises(ChatFailed) as caught:
        Endpoint(server.url, "m", key, 2)("i", "m")
    assert key not in caplog.text + str(caught.value)


def test_an_endpoint_that_is_not_there_fails_with_what_to_look_at():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        with pytest.raises(ChatFailed, match="SCHUURPUNT_SUMMARY_URL"):
            Endpoint(url, "m", seconds=2)("i", "m")
