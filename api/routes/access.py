"""How a route gets at the service behind it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from api.access.gate import WHO, known
from api.access.principal import Principal
from api.service import Service


def seen(request: Request) -> Service:
    """The service as who asks sees it. Raises Unauthenticated."""
    return _whole(request).on_behalf_of(known(request))


def _whole(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


def sees_all(request: Request) -> bool:
    """Whether who asks is known, and may see every document."""
    who: Principal | None = getattr(request.state, WHO)
    return who is not None and who.sees_all


Access = Annotated[Service, Depends(seen)]
# for what tells nothing of any document, to whoever asks
Watched = Annotated[Service, Depends(_whole)]
