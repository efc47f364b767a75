"""A question of the page Zoeken as it is kept, and back."""

from __future__ import annotations

import datetime

from api.schemas import Vraag
from api.web.asked import Asked
from corpus.label import LabelKind
from search.catalogue.saved import Question


def to_keep(asked: Asked) -> Vraag:
    """As the API takes it, and keeps it. Raises ValidationError where there is no question."""
    filters: dict[str, object] = {kind.value: names for kind, names in asked.labels().items()}
    filters["documentsoort"] = asked.soort
    if asked.jaar:
        filters |= {"van": datetime.date(asked.jaar, 1, 1), "tot": datetime.date(asked.jaar, 12, 31)}
    return Vraag.model_validate(
        {
            "vraag": asked.vraag.strip(),
            "filters": filters,
            "letterlijk": asked.letterlijk,
            "zonder": asked.zonder,
        }
    )


def to_ask(question: Question) -> Asked:
    """What can be asked on the page of it: of days no more than their year, where both are in the same."""
    kept = Vraag.model_validate(question.query)
    filters = kept.filters
    years = {day.year for day in (filters.van, filters.tot) if day}
    return Asked(
        vraag=kept.vraag,
        **{kind.value: getattr(filters, kind.value) for kind in LabelKind},
        soort=filters.documentsoort,
        jaar=years.pop() if len(years) == 1 else None,
        letterlijk=kept.letterlijk,
        zonder=kept.zonder,
    )
