"""Overzicht: what there is, as pictures."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from api.web.pictures import by_act, by_region, over_time
from api.web.visit import Visit
from search.catalogue.knelpunt import Verdict

router = APIRouter(prefix="/overzicht")


@router.get("")
def shown(visit: Visit) -> Response:
    """All of it."""
    service = visit.service
    documents, found = service.documents.all(), service.register.all()
    verdicts = [one.record.verdict for one in found]
    return visit.page(
        "overzicht.html",
        pictures=(over_time(documents), by_region(service.regions.counts()), by_act(found, service.terms)),
        documents=len(documents),
        passages=sum(entry.passages for entry in documents),
        accepted=verdicts.count(Verdict.AANVAARD),
        proposed=verdicts.count(Verdict.VOORSTEL),
        dossiers=len(service.dossiers.all()),
    )
