"""Who changed what."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request

from api.access_schemas import Auditregel, Auditregels, Auditvraag
from api.paging import Koppelingen
from api.routes.access import Access

router = APIRouter(prefix="/auditregels", tags=["auditregels"])


@router.get("", operation_id="leesAuditregels", summary="Lees wie wat veranderde")
def lees(vraag: Annotated[Auditvraag, Query()], service: Access, request: Request) -> Auditregels:
    """Geeft elke verandering met wie, wanneer, en wat het was en werd; voor een beheerder die alles ziet."""
    end = vraag.pagina * vraag.aantal
    rules, total = service.management.rules(vraag.sought(), vraag.aantal, end - vraag.aantal)
    return Auditregels(
        totaal=total,
        auditregels=[Auditregel.of(one) for one in rules],
        links=Koppelingen.around(request, vraag.pagina, end < total),
    )
