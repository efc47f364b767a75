"""Signing in with the identity provider of the organisation (OpenID Connect, code flow with PKCE and nonce);
the home of authlib and joserfc.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from authlib.integrations.httpx_client import OAuth2Client
from joserfc import jwt
from joserfc.jwk import KeySet

from api.access.principal import Principal, Role
from api.settings import Settings
from corpus.errors import Forbidden, Unauthenticated
from corpus.visibility import Visibility

SCOPE = "openid profile email"
# no key of ours is shared with the provider, so what it signs is signed with a pair
SIGNED = ["RS256", "PS256", "ES256", "EdDSA"]
SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Going:
    """Somebody on the way to the provider; only who has all of it can come back."""

    state: str
    nonce: str
    verifier: str
    back: str


class Provider:
    """Safe to share between threads. ``returning`` is the address that the provider sends people back to."""

    def __init__(self, issuer: str, settings: Settings) -> None:
        self._issuer = issuer
        self._settings = settings

    def begin(self, returning: str, back: str) -> tuple[str, Going]:
        """The address to send somebody to. Raises Unauthenticated where the provider does not answer."""
        verifier, nonce = secrets.token_urlsafe(48), secrets.token_urlsafe(16)
        with _sure(), self._client(returning) as client:
            place = _asked(client, self._about)["authorization_endpoint"]
            address, state = client.create_authorization_url(place, code_verifier=verifier, nonce=nonce)
        return address, Going(state, nonce, verifier, back)

    def finish(self, returning: str, code: str, going: Going) -> Principal:
        """Who came back. Raises Unauthenticated where that is not sure, Forbidden without a role here."""
        with _sure(), self._client(returning) as client:
            about = _asked(client, self._about)
            keys = KeySet.import_key_set(_asked(client, about["jwks_uri"]))  # type: ignore[arg-type]
            token = client.fetch_token(about["token_endpoint"], code=code, code_verifier=going.verifier)
            claims = self._claims(token["id_token"], keys, going.nonce)
        return principal(claims, self._settings)

    @property
    def _about(self) -> str:
        return f"{self._issuer}/.well-known/openid-configuration"

    def _client(self, returning: str) -> OAuth2Client:
        return OAuth2Client(
            self._settings.oidc_client_id,
            self._settings.oidc_client_secret.get_secret_value(),
            scope=SCOPE,
            redirect_uri=returning,
            code_challenge_method="S256",
            timeout=SECONDS,
        )

    def _claims(self, token: str, keys: KeySet, nonce: str) -> dict[str, Any]:
        decoded = jwt.decode(token, keys, algorithms=SIGNED)
        jwt.JWTClaimsRegistry(
            iss={"essential": True, "value": self._issuer},
            aud={"essential": True, "value": self._settings.oidc_client_id},
            exp={"essential": True},
            nonce={"essential": True, "value": nonce},
        ).validate(decoded.claims)
        return decoded.claims


def provider(settings: Settings) -> Provider | None:
    """The one that is set, if any."""
    return Provider(str(settings.oidc_issuer).rstrip("/"), settings) if settings.oidc_issuer else None


def principal(claims: Mapping[str, Any], settings: Settings) -> Principal:
    """Who the claims tell of, with the largest role and the widest clearance of their groups.

    Raises Forbidden for who has none.
    """
    told = claims.get(settings.oidc_role_claim, [])
    groups = [told] if isinstance(told, str) else told if isinstance(told, Iterable) else []
    given = [settings.oidc_roles[group] for group in groups if group in settings.oidc_roles]
    if not given:
        raise Forbidden(
            "Uw organisatie kent u hier geen rol toe.", "Vraag een beheerder om u bij een groep te zetten."
        )
    name = next((str(claims[one]) for one in ("name", "email", "sub") if claims.get(one)), "onbekend")
    roles, clearances = [Role(role) for role, _ in given], [seen for _, seen in given]
    return Principal(name, max(roles, key=list(Role).index), max(clearances, key=list(Visibility).index))


def _asked(client: OAuth2Client, address: str) -> dict[str, Any]:
    answer = client.request("GET", address, withhold_token=True)
    answer.raise_for_status()
    told: dict[str, Any] = answer.json()
    return told


@contextmanager
def _sure() -> Iterator[None]:
    """Whatever goes wrong with what another service sends, nobody comes in by it."""
    try:
        yield
    except Exception as error:
        logging.getLogger(__name__).warning("no sign-in at the identity provider", exc_info=error)
        raise Unauthenticated(
            "Aanmelden bij uw organisatie is niet gelukt.", "Probeer het opnieuw."
        ) from error
