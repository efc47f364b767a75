"""Zoeken: a question, its answer, and the passages that fit."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.answer_schemas import regions_without
from api.service import Service
from api.web import narrowing, understood
from api.web.asked import MAX_PAGE, ON_A_PAGE, Asked
from api.web.shown import shown
from api.web.visit import Reader, Visit
from corpus.errors import BadLabel, BadQuestion, SchuurpuntError
from search.answer.answer import Answer
from search.query import Results

router = APIRouter()


@router.get("/")
def search(asked: Annotated[Asked, Query()], visit: Visit) -> Response:
    """The field alone, or what was found."""
    if not asked.vraag.strip():
        return visit.page(
            "zoeken_begin.html",
            asked=asked,
            problem="",
            counts=visit.service.vitals(),
            examples=visit.service.settings.example_questions,
        )
    try:
        return _found(asked, visit)
    except (BadQuestion, BadLabel) as error:
        return _refused(asked, visit, error)


def _found(asked: Asked, visit: Reader) -> Response:
    service = visit.service
    query = asked.query(service.terms)
    results = service.search(query)
    answer = service.answer(query, results=results) if asked.pagina == 1 else None
    groups = narrowing.groups(asked, results, service.terms, service.documents.all())
    question = results.understanding
    return visit.page(
        "zoeken.html",
        asked=asked,
        problem="",
        results=results,
        shown=[shown(citation, service.terms) for citation in results.citations],
        first=(asked.pagina - 1) * ON_A_PAGE + 1,
        last_page=_last_page(results),
        answer=answer,
        **_beside(answer, service),
        groups=groups,
        chosen=narrowing.chosen(groups),
        respelled=understood.respelled(asked, question),
        added=understood.added(asked, question, service.terms),
        undone=understood.undone(asked),
    )


def _last_page(results: Results) -> int:
    return min(MAX_PAGE, -(-results.total // ON_A_PAGE))


def _beside(answer: Answer | None, service: Service) -> dict[str, Any]:
    """What the answer is told with: the number of each source by passage, and regions without any."""
    if answer is None:
        return {"numbers": {}, "without": []}
    numbers = {source.id: number for number, source in enumerate(answer.sources, 1)}
    return {"numbers": numbers, "without": regions_without(answer.coverage, service.terms)}


def _refused(asked: Asked, visit: Reader, error: SchuurpuntError) -> Response:
    return visit.page(
        "zoeken_begin.html",
        400,
        asked=asked,
        problem=str(error),
        counts=visit.service.vitals(),
        examples=visit.service.settings.example_questions,
    )
