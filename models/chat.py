"""Asks a language model behind an endpoint that speaks OpenAI's protocol; the home of httpx."""

from __future__ import annotations

import json
from concurrent.futures import Future
from threading import Thread

import httpx

from corpus.errors import ChatFailed

LARGEST_ANSWER = 1_000_000
_REFUSED = (401, 403)
# whatever an endpoint can send: no HTTP, no UTF-8, no JSON, JSON that is too deep
_RUBBISH = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, ValueError, RecursionError)


class Endpoint:
    """A ``Chat`` (see ``models.protocols``), safe to share between threads.

    ``url`` is what comes before ``/chat/completions``. No call takes longer than ``seconds``, whatever
    the other side does. ``key`` is sent, and never told.
    """

    def __init__(self, url: str, model: str, key: str = "", seconds: float = 10) -> None:
        self._url = f"{url.rstrip('/')}/chat/completions"
        self._model = model
        # packed answers could be any size once unpacked
        self._headers = {"Accept-Encoding": "identity"} | ({"Authorization": f"Bearer {key}"} if key else {})
        self._seconds = seconds
        self._tls = httpx.create_ssl_context()

    def __call__(self, instruction: str, message: str) -> str:
        """What the model says, never empty. Raises ChatFailed."""
        said: Future[str] = Future()
        with httpx.Client(timeout=self._seconds, verify=self._tls) as client:
            # httpx limits each read and not the whole, so a thread may be left behind by one that drips
            work = (client, self._body(instruction, message), said)
            Thread(target=self._converse, args=work, daemon=True).start()
            try:
                return said.result(self._seconds)
            except (TimeoutError, httpx.TimeoutException) as error:
                raise _failed(
                    f"Het taalmodel antwoordde niet binnen {self._seconds:g} seconden.",
                    "Verhoog SCHUURPUNT_SUMMARY_SECONDS, of kies een sneller model.",
                ) from error
            except (httpx.ConnectError, httpx.UnsupportedProtocol) as error:
                raise _failed(
                    "Het taalmodel is niet bereikbaar.",
                    "Kijk of de dienst draait, en of SCHUURPUNT_SUMMARY_URL klopt.",
                ) from error
            except _RUBBISH as error:
                raise _failed("Het antwoord van het taalmodel is niet te lezen.") from error

    def _body(self, instruction: str, message: str) -> dict[str, object]:
        messages = [{"role": "system", "content": instruction}, {"role": "user", "content": message}]
        return {"model": self._model, "messages": messages, "temperature": 0, "stream": False}

    def _converse(self, client: httpx.Client, body: dict[str, object], said: Future[str]) -> None:
        try:
            with client.stream("POST", self._url, json=body, headers=self._headers) as response:
                said.set_result(_content(_read(response)))
        except Exception as error:
            said.set_exception(error)


def _read(response: httpx.Response) -> bytes:
    if not response.is_success:
        advice = "Kijk of SCHUURPUNT_SUMMARY_KEY klopt." if response.status_code in _REFUSED else ""
        raise _failed(f"Het taalmodel gaf een foutmelding (HTTP {response.status_code}).", advice)
    read = bytearray()
    for piece in response.iter_raw():
        read += piece
        if len(read) > LARGEST_ANSWER:
            raise _failed("Het antwoord van het taalmodel is te groot.")
    return bytes(read)


def _content(answer: bytes) -> str:
    match json.loads(answer):
        case {"choices": [{"message": {"content": str(content)}}, *_]} if content.strip():
            # half characters, which JSON can say, would break whatever comes after
            content.encode()
            return content
    raise _failed("Het taalmodel gaf een leeg antwoord.")


def _failed(
    message: str, advice: str = "Kijk of SCHUURPUNT_SUMMARY_URL en SCHUURPUNT_SUMMARY_MODEL kloppen."
) -> ChatFailed:
    return ChatFailed(message, advice)
