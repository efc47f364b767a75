"""All coded passages, for programs of researchers."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response

from api.exports import refi
from api.routes.access import Access

router = APIRouter(prefix="/export", tags=["export"])

_FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Het bestand.",
        "content": {refi.MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}},
    },
}


@router.get(
    "/qdpx",
    operation_id="exporteerProject",
    summary="Haal alle gelabelde passages op als REFI-QDA-project",
    response_class=Response,
    responses=_FILE,
)
def qdpx(service: Access) -> Response:
    """Geeft de documenten, de labels en wat ermee is gelabeld, voor ATLAS.ti, NVivo, MAXQDA of QualCoder."""
    name = {"Content-Disposition": 'attachment; filename="schuurpunt.qdpx"'}
    return Response(service.exports.codebook(), media_type=refi.MEDIA_TYPE, headers=name)
