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
from corpus.errors import Forbidden, Unauthenticated
from corpus.visibility import Visibility

NOBODY = Principal("niemand", Role.LEZER, Visibility.OPENBAAR)


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
            who=None if who is NOBODY else who,
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

    def become(self, response: Response, key_id: str | None = None, person: Principal | None = None) -> None:
        """Signs in, or out for nobody; under another id, so that nobody can have chosen it before."""
        self._sessions.write(self.request, response, Session(key_id=key_id, person=person))

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


def who(request: Request) -> Principal:
    """Raises Unauthenticated for who has to sign in (again)."""
    return visitor(request).service.who


def guest(request: Request) -> Reader:
    """Also somebody who did not sign in; for pages that tell nothing of what is stored."""
    try:
        return visitor(request)
    except Unauthenticated:
        session = replace(request.app.state.sessions.read(request), key_id=None, person=None)
        return Reader(request, request.app.state.service.on_behalf_of(NOBODY), session)


async def submitter(request: Request) -> Reader:
    """Somebody who sends a form of ours. Raises Forbidden, and Unauthenticated."""
    return await _sent(request, await run_in_threadpool(visitor, request))


async def guest_submitter(request: Request) -> Reader:
    """The same, also of who did not sign in. Raises Forbidden."""
    return await _sent(request, await run_in_threadpool(guest, request))


async def _sent(request: Request, visit: Reader) -> Reader:
    sessions: Sessions = request.app.state.sessions
    token = str((await request.form()).get("csrf", ""))
    if visit.session.fresh or not sessions.holds(visit.session, token):
        raise Forbidden(
            "Dit formulier is verlopen, of het kwam niet van deze site.",
            "Open de pagina opnieuw en probeer het nog eens.",
        )
    return visit


def _who(request: Request, service: Service, session: Session) -> Principal:
    """Who signed in here; without that, who the door let in."""
    if session.key_id:
        return service.keyring.holder(session.key_id)
    return session.person or known(request)


Visit = Annotated[Reader, Depends(visitor)]
Submitted = Annotated[Reader, Depends(submitter)]
Guest = Annotated[Reader, Depends(guest)]
GuestSubmitted = Annotated[Reader, Depends(guest_submitter)]
