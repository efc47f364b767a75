"""Which forms there are, by media type, and how the description of the API tells them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import Request, Response

from api.citations import bibtex, csl, footnote, markdown, ris
from api.citations.reference import Reference
from api.negotiation import JSON
from search.query import Citation

FORMS: Mapping[str, Callable[[Reference], str]] = {
    form.MEDIA_TYPE: form.write for form in (csl, ris, bibtex, markdown, footnote)
}
# for ``responses``: JSON first, which a client gets that has no wish
CITABLE: dict[int | str, dict[str, Any]] = {
    200: {"content": {JSON: {}, **{one: {"schema": {"type": "string"}} for one in FORMS}}}
}


def response(request: Request, citation: Citation, media_type: str) -> Response:
    """The citation in one of the forms, with its permanent link at the address that the client used."""
    reference = Reference.of(citation, f"{request.base_url}v1/citaten/{citation.id}")
    return Response(FORMS[media_type](reference), media_type=media_type)
