"""A small identity provider on the loopback: it lets in whoever its test says, at once."""

import hashlib
import threading
import time
from base64 import urlsafe_b64encode
from contextlib import contextmanager
from urllib.parse import urlencode

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from api import serve

CLIENT, SECRET = "schuurpunt", "geheim-van-de-dienst"


class IdentityProvider:
    """``claims`` are of who comes; ``signing`` may be another key than the one it publishes."""

    def __init__(self):
        self.key = self.signing = RSAKey.generate_key(2048, {"kid": "1", "use": "sig"})
        self.claims = {}
        self.address = ""
        self.going = {}

    def app(self):
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self.about),
                Route("/in", self.authorize),
                Route("/token", self.token, methods=["POST"]),
                Route("/keys", self.keys),
            ]
        )

    def about(self, request: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/in",
                "token_endpoint": f"{self.address}/token",
                "jwks_uri": f"{self.address}/keys",
            }
        )

    def authorize(self, request: Request) -> Response:
        asked = request.query_params
        self.going = dict(asked)
        return RedirectResponse(
            f"{asked['redirect_uri']}?{urlencode({'code': 'abc', 'state': asked['state']})}"
        )

    async def token(self, request: Request) -> Response:
        form = await request.form()
        challenge = urlsafe_b64encode(hashlib.sha256(str(form["code_verifier"]).encode()).digest())
        if challenge.rstrip(b"=").decode() != self.going["code_challenge"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(time.time())
        told = {"iss": self.address, "aud": CLIENT, "exp": now + 60, "iat": now, "nonce": self.going["nonce"]}
        signed = jwt.encode({"alg": "RS256", "kid": "1"}, {**told, **self.claims}, self.signing)
        return JSONResponse({"access_token": "x", "token_type": "Bearer", "id_token": signed})

    def keys(self, request: Request) -> Response:
        return JSONResponse(KeySet([self.key]).as_dict(private=False))


@contextmanager
def providing():
    """An identity provider that runs."""
    provider = IdentityProvider()
    with serve.listen("127.0.0.1", 0) as listener:
        provider.address = serve.address(listener)
        server = serve.server(provider.app(), log_level="critical")
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            yield provider
        finally:
            server.should_exit = True
            thread.join()
