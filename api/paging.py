"""A long list comes in pages, each with links to the ones beside it (``_links``, as HAL has them)."""

from __future__ import annotations

from typing import Self

from fastapi import Request
from pydantic import Field

from api.wire import Schema


class Koppeling(Schema):
    """Een verwijzing naar een ander adres van deze dienst."""

    href: str = Field(description="Het adres.", examples=["/v1/documenten?pagina=2"])


class Koppelingen(Schema):
    """Deze pagina en die ernaast."""

    here: Koppeling = Field(serialization_alias="self", description="Deze pagina.")
    after: Koppeling | None = Field(
        serialization_alias="next", description="De volgende pagina, als die er is."
    )
    before: Koppeling | None = Field(
        serialization_alias="previous", description="De vorige pagina, als die er is."
    )

    @classmethod
    def around(cls, request: Request, page: int, has_more: bool) -> Self:
        """The same address with another ``pagina``; all else that was asked stays."""
        return cls(
            here=_to(request, page),
            after=_to(request, page + 1) if has_more else None,
            before=_to(request, page - 1) if page > 1 else None,
        )


def _to(request: Request, page: int) -> Koppeling:
    url = request.url.include_query_params(pagina=page)
    return Koppeling(href=f"{url.path}?{url.query}")
