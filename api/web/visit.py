"""What a page is given: the service as this visitor sees it, and a way to answer them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.access.gate import known
from api.access.principal import Principal, Role
from api.service import Service
from api.web import pages
from api.web.session import Session, Sessions
from corpus.errors import Forbidden


@dataclass(frozen=True, slots=True)
class Reader:
    """One request of one visitor."""

    request: Request
    service: Service
    session: Session

    def page(self, template: str, status: int = 200, **context: Any) -> HTMLResponse:  # noqa: ANN401
        """The page, with what every page has."""
        who = self.service.who
        response = pages.page(
            self.request,
            template,
            status,
            csrf=self._sessions.token(self.session),
            who=who,
            signed_in=self.session.signed_in,
            editor=who.role.covers(Role.REDACTEUR),
            administrator=who.role.covers(Role.BEHEERDER),
            contact=self.service.settings,
            **context,
        )
        if self.session.fresh:
            self._sessions.write(self.request, response, self.session)
        return response

    def go(self, address: str) -> Response:
        """On to another page, after a form; only ever one of this site."""
        return RedirectResponse(inside(address), 303)

    @property
    def _sessions(self) -> Sessions:
        sessions: Sessions = self.request.app.state.sessions
        return sessions


def inside(address: str) -> str:
    """The address itself if it is one of this site, else that of the first page."""
    away = not address.startswith("/") or address.startswith(("//", "/\\"))
    return "/" if away or any(ord(sign) < 32 for sign in address) else address


def visitor(request: Request) -> Reader:
    """Raises Unauthenticated for who has to sign in (again)."""
    session: Session = request.app.state.sessions.read(request)
    service: Service = request.app.state.service
    return Reader(request, service.on_behalf_of(_who(request, service, session)), session)


def _who(request: Request, service: Service, session: Session) -> Principal:
    """Who signed in here; without that, who the door let in."""
    if session.key_id:
        return service.keyring.holder(session.key_id)
    return session.person or known(request)


async def submitter(request: Request) -> Reader:
    """Somebody who sends a form of ours. Raises Forbidden, and Unauthenticated."""
    visit = await run_in_threadpool(visitor, request)
    sessions: Sessions = request.app.state.sessions
    csrf = str((await request.form()).get("csrf", ""))
    if visit.session.fresh or not sessions.holds(visit.session, csrf):
        raise Forbidden(
            "Dit formulier is verlopen, of het kwam niet van deze site.",
            "Open de pagina opnieuw en probeer het nog eens.",
        )
    return visit


def renewed(session: Session) -> Session:
    """The same person under another id, as after signing in or out."""
    return replace(Session(), key_id=session.key_id, person=session.person)


Visit = Annotated[Reader, Depends(visitor)]
Submitted = Annotated[Reader, Depends(submitter)]
