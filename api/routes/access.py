"""How a route gets at the service behind it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from api.service import Service


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


Access = Annotated[Service, Depends(_service)]
