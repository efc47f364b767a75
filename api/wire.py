"""What all that goes over the wire shares: names in camelCase, unknown fields refused."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

from corpus.span import Span


def _no_number(value: object) -> object:
    if isinstance(value, int | float) or (
        isinstance(value, str) and re.fullmatch(r"\s*[+-]?[\d.]+\s*", value)
    ):
        raise PydanticCustomError("date_parsing", "a number is no date")
    return value


# Pydantic would read a number as seconds since 1970
WrittenDate = BeforeValidator(_no_number)
# the Dutch design rules ask for a format beside the name, where Pydantic would write anyOf
DateOrNone = Annotated[
    datetime.date | None,
    WrittenDate,
    WithJsonSchema({"type": ["string", "null"], "format": "date", "title": "Datum"}),
]


# a limit on the length also refuses half characters, which no later step could store or show
Tekst = Annotated[str, Field(max_length=1_000_000)]


class Schema(BaseModel):
    """Unknown fields are errors, so that a typing error in a filter never widens a search."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")


class Markering(Schema):
    """Tekens van de tekst om op te laten vallen."""

    begin: int = Field(description="Het eerste teken, vanaf 0.")
    eind: int = Field(description="Het eerste teken erna.")

    @classmethod
    def within(cls, spans: Sequence[Span], length: int) -> list[Self]:
        """Those that begin within a text of that length, cut off at its end."""
        return [cls(begin=span.start, eind=min(span.end, length)) for span in spans if span.start < length]
