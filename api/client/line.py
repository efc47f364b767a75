"""Requests as the API wants them, and answers as models or as exceptions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypedDict, TypeVar, Unpack

import httpx2
from pydantic import ValidationError

from api.client.errors import GeenAntwoord, Weigering
from api.problems import Problem
from api.wire import Schema

Model = TypeVar("Model", bound=Schema)
PAGE = 50


class How(TypedDict, total=False):
    """What goes along with a request, as httpx2 has it."""

    params: Mapping[str, Any]
    json: object
    data: Mapping[str, str]
    files: Sequence[tuple[str, tuple[str, bytes]]]
    headers: Mapping[str, str]


class Line:
    """One service. Raises Weigering and GeenAntwoord, and nothing else for what happens at the other end."""

    def __init__(self, http: httpx2.Client) -> None:
        self._http = http

    def send(self, method: str, path: str, **how: Unpack[How]) -> httpx2.Response:
        """Any answer that is no problem."""
        try:
            answer = self._http.request(method, f"/v1{path}", **how)
        except httpx2.HTTPError as error:
            raise GeenAntwoord(f"De dienst op {self._http.base_url} antwoordt niet: {error}") from error
        if answer.is_error:
            raise _refused(answer)
        return answer

    def read(self, model: type[Model], path: str, **how: Unpack[How]) -> Model:
        """What stands at an address."""
        return parsed(model, self.send("GET", path, **how).json())

    def ask(self, model: type[Model], path: str, question: Schema) -> Model:
        """What a question is answered with."""
        body = question.model_dump(mode="json", by_alias=True)
        return parsed(model, self.send("POST", path, json=body).json())

    def all(self, model: type[Model], path: str, name: str, wanted: Schema | None) -> Iterator[Model]:
        """Every one of a list that is ``wanted``, a page at a time."""
        narrowed = wanted.model_dump(mode="json", by_alias=True, exclude_unset=True) if wanted else {}
        told = self.send("GET", path, params={"aantal": PAGE, **narrowed}).json()
        while True:
            yield from (parsed(model, one) for one in told[name])
            after = told["_links"]["next"]
            if after is None:
                return
            told = self.send("GET", after["href"].removeprefix("/v1")).json()


def parsed(model: type[Model], told: object) -> Model:
    """A newer service may tell more than is known here."""
    return model.model_validate(told, extra="ignore")


def _refused(answer: httpx2.Response) -> Weigering:
    wait = answer.headers.get("retry-after", "")
    seconds = int(wait) if wait.isdecimal() else None
    try:
        problem = Problem.model_validate_json(answer.content, extra="ignore")
    except ValidationError:
        # from something that stands before the service
        return Weigering(answer.status_code, answer.reason_phrase, answer.text[:500], (), seconds)
    wrong = [(one.veld, one.melding) for one in problem.errors]
    return Weigering(answer.status_code, problem.title, problem.detail, wrong, seconds)
