"""The description of the API, after the Dutch API Design Rules: what FastAPI leaves out is added here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI

from api.problems import MEDIA_TYPE, Problem

VERSION = "1.0.0"
VERSION_HEADER = "API-Version"

TAGS = [
    {"name": "passages", "description": "Letterlijke stukken tekst: zoeken, lezen en labels verbeteren."},
    {"name": "antwoorden", "description": "Antwoorden in de woorden van de documenten."},
    {"name": "documenten", "description": "De documenten zelf: lezen, opnemen en verwijderen."},
    {"name": "labels", "description": "Waarop passages worden ingedeeld."},
]
_HEADERS = {
    VERSION_HEADER: {
        "description": "De volledige versie van de API.",
        "schema": {"type": "string"},
        "example": VERSION,
    }
}
_ERRORS = {"400": "Ongeldige aanvraag", "404": "Niet gevonden", "413": "Te groot", "415": "Niet ondersteund"}


def describe(app: FastAPI) -> Callable[[], dict[str, Any]]:
    """What ``app.openapi`` becomes; made at the first request and kept."""
    make = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = make()
            for operations in schema["paths"].values():
                for operation in operations.values():
                    _complete(operation)
            _add_problem(schema["components"]["schemas"])
        return app.openapi_schema or {}

    return described


def _complete(operation: dict[str, Any]) -> None:
    """Version header on every success, and a problem instead of FastAPI's 422."""
    responses = operation["responses"]
    responses.pop("422", None)
    for response in responses.values():
        response["headers"] = {**_HEADERS, **response.get("headers", {})}
    responses |= {status: _problem(text) for status, text in _ERRORS.items() if _may(operation, status)}
    responses["default"] = _problem("Een andere fout")


def _may(operation: dict[str, Any], status: str) -> bool:
    """Whether an operation can end so: only what takes an id can miss, only a body can be too much."""
    in_path = any(one["in"] == "path" for one in operation.get("parameters", []))
    body = "requestBody" in operation
    return {"404": in_path, "413": body, "415": body}.get(status, True)


def _problem(description: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "headers": _HEADERS, "content": {MEDIA_TYPE: {"schema": schema}}}


def _add_problem(schemas: dict[str, Any]) -> None:
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= problem.pop("$defs")
    schemas["Problem"] = problem
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
