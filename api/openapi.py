"""The description of the API, after the Dutch API Design Rules: what FastAPI leaves out is added here."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from importlib.resources import files
from typing import Any

from fastapi import FastAPI

from api.problems import MEDIA_TYPE, Problem

VERSION = "1.0.0"
VERSION_HEADER = "API-Version"
DESCRIPTION = "/v1/openapi.json"

TAGS = [
    {"name": "passages", "description": "Letterlijke stukken tekst: zoeken, lezen en labels verbeteren."},
    {"name": "antwoorden", "description": "Antwoorden in de woorden van de documenten."},
    {"name": "documenten", "description": "De documenten zelf: lezen, opnemen en verwijderen."},
    {"name": "citaten", "description": "Blijvende verwijzingen, die zichzelf nagaan."},
    {"name": "labels", "description": "Waarop passages worden ingedeeld."},
    {"name": "knelpunten", "description": "Het register van knelpunten: voorgesteld, aanvaard en geteld."},
    {"name": "regios", "description": "Wat elke regio meldt."},
    {"name": "dossiers", "description": "Verzamelingen van passages en knelpunten, ook als rapport."},
    {"name": "vragen", "description": "Bewaarde vragen, en wat er nieuw bij is."},
    {"name": "export", "description": "Alles wat is gelabeld, voor programma's van onderzoekers."},
    {"name": "opdrachten", "description": "Werk dat doorgaat nadat de aanvraag is beantwoord."},
    {"name": "sleutels", "description": "Wie binnenkomt, en wat zij mogen."},
    {"name": "auditregels", "description": "Wie wat veranderde, en wanneer."},
    {"name": "gezondheid", "description": "Of de dienst leeft en gereed is."},
]
_HEADERS = {
    VERSION_HEADER: {
        "description": "De volledige versie van de API.",
        "schema": {"type": "string"},
        "example": VERSION,
    }
}
_TAG = {"description": "Verandert als het antwoord verandert.", "schema": {"type": "string"}}
_KNOWN = {
    "name": "If-None-Match",
    "in": "header",
    "description": "De ETag van wat u al hebt; is die nog juist, dan is het antwoord 304, zonder inhoud.",
    "schema": {"type": "string"},
}
_SEEN = {
    "name": "If-Match",
    "in": "header",
    "description": "De ETag van wat u las; is het intussen veranderd, dan gebeurt er niets (412).",
    "schema": {"type": "string", "maxLength": 1000},
}
_ERRORS = {
    "400": "Ongeldige aanvraag",
    "401": "Niet bekend",
    "403": "Niet toegestaan",
    "404": "Niet gevonden",
    "406": "Niet in deze vorm",
    "413": "Te groot",
    "415": "Niet ondersteund",
    "429": "Te veel aanvragen",
}
_SECURITY = {
    "sleutel": {
        "type": "http",
        "scheme": "bearer",
        "description": "Een sleutel, zoals een beheerder haar maakt. Op de eigen machine is er geen nodig "
        "zolang er geen zijn.",
    }
}
_CHALLENGE = {"description": "Hoe u zich bekendmaakt.", "schema": {"type": "string"}}
_WAIT = {"description": "Over hoeveel seconden het weer kan.", "schema": {"type": "string"}}
# what an error tells besides, for a program to act upon
_TOLD = {"401": {"WWW-Authenticate": _CHALLENGE}, "429": {"Retry-After": _WAIT}}


def describe(app: FastAPI) -> Callable[[], dict[str, Any]]:
    """What ``app.openapi`` becomes; made at the first request and kept."""
    make = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = make()
            examples = tomllib.loads(files("api").joinpath("examples.toml").read_text(encoding="utf-8"))
            for operations in schema["paths"].values():
                for method, operation in operations.items():
                    if method == "get":
                        _make_conditional(operation)
                    elif method in {"patch", "put", "delete"} and "get" in operations:
                        _make_guarded(operation)
                    _complete(operation)
                    _add_example(operation, examples.get(operation["operationId"]))
            _add_problem(schema["components"]["schemas"])
            schema["components"]["securitySchemes"] = _SECURITY
            schema["security"] = [{name: []} for name in _SECURITY]
        return app.openapi_schema or {}

    return described


def _make_conditional(operation: dict[str, Any]) -> None:
    """What ``api.conditional`` does for everything that is read."""
    operation["parameters"] = [*operation.get("parameters", []), _KNOWN]
    operation["responses"]["200"]["headers"] = {"ETag": _TAG}
    operation["responses"]["304"] = {"description": "Niet veranderd.", "headers": {"ETag": _TAG}}


def _make_guarded(operation: dict[str, Any]) -> None:
    """And for what is changed where it is read."""
    given = operation.get("parameters", [])
    if all(one["name"].lower() != "if-match" for one in given):
        operation["parameters"] = [*given, _SEEN]
    operation["responses"].setdefault("412", {"description": "Intussen gewijzigd"})


def _complete(operation: dict[str, Any]) -> None:
    """Version header on every success, and a problem instead of FastAPI's 422."""
    responses = operation["responses"]
    responses.pop("422", None)
    for response in responses.values():
        response["headers"] = {**_HEADERS, **response.get("headers", {})}
    responses |= {status: _problem(one["description"]) for status, one in responses.items() if status >= "4"}
    responses |= {status: _problem(text) for status, text in _ERRORS.items() if _may(operation, status)}
    for status, told in _TOLD.items():
        if status in responses:
            responses[status]["headers"] = {**_HEADERS, **told}
    responses["default"] = _problem("Een andere fout")


def _add_example(operation: dict[str, Any], example: str | None) -> None:
    if example:
        sample = {"lang": "Shell", "label": "curl", "source": example.strip()}
        operation["x-codeSamples"] = [sample]


def _may(operation: dict[str, Any], status: str) -> bool:
    """Whether an operation can end so: only what takes an id can miss, only a body can be too much."""
    in_path = any(one["in"] == "path" for one in operation.get("parameters", []))
    body, closed = "requestBody" in operation, operation.get("security") != []
    known = {"404": in_path, "413": body, "415": body, "401": closed, "403": closed, "429": closed}
    return known.get(status, True)


def _problem(description: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "headers": _HEADERS, "content": {MEDIA_TYPE: {"schema": schema}}}


def _add_problem(schemas: dict[str, Any]) -> None:
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= problem.pop("$defs")
    schemas["Problem"] = problem
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
