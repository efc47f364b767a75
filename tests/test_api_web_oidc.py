"""Signing in at one's organisation, with a small identity provider on the loopback."""

import pytest
from joserfc.jwk import RSAKey

from api import assemble
from api.access.keys import Wanted
from api.access.principal import LOCAL, Role
from api.settings import load
from corpus.visibility import Visibility
from models.load import WEIGHTLESS
from tests.identity_provider import CLIENT, SECRET, providing
from tests.test_api_http import serving

PIPELINE, EMBEDDER = WEIGHTLESS
ROLES = {"lezers": ("lezer", "openbaar"), "redactie": ("redacteur", "netwerk")}
ANNA = {"sub": "1", "name": "Anna <b>de</b> Vries", "roles": ["lezers", "redactie", "anders"]}


@pytest.fixture(scope="module")
def organisation():
    with providing() as provider:
        yield provider


@pytest.fixture(scope="module")
def address(organisation, tmp_path_factory):
    settings = load(
        data=tmp_path_factory.mktemp("data"),
        workers=1,
        embedder=EMBEDDER,
        pipeline=PIPELINE,
        oidc_issuer=organisation.address,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
        oidc_roles=ROLES,
    )
    with assemble.opened(settings) as service:
        service.keyring.make(Wanted("beheer", Role.BEHEERDER, Visibility.VERTROUWELIJK), LOCAL)
        with serving(service) as http:
            http.headers.update({"Accept": "text/html"})
            http.follow_redirects = True
            yield http


@pytest.fixture
def client(address, organisation):
    address.cookies.clear()
    organisation.claims = ANNA
    organisation.signing = organisation.key
    return address


def test_one_comes_back_where_one_was_with_the_largest_role_of_ones_groups(client):
    came = client.get("/aanmelden/organisatie?terug=/documenten")
    assert came.url.path == "/documenten"
    assert "Anna &lt;b&gt;de&lt;/b&gt; Vries (redacteur)" in came.text
    assert "Documenten toevoegen" in came.text


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "van-iemand-anders"},
        {"aud": "een-andere-dienst"},
        {"iss": "https://elders.example"},
        {"exp": 1},
    ],
)
def test_a_token_that_is_not_for_us_now_lets_nobody_in(client, organisation, claims):
    organisation.claims = ANNA | claims
    assert client.get("/aanmelden/organisatie").status_code == 401
    assert client.get("/documenten").url.path == "/aanmelden"


def test_a_token_that_another_key_signed_lets_nobody_in(client, organisation):
    organisation.signing = RSAKey.generate_key(2048, {"kid": "1"})
    assert client.get("/aanmelden/organisatie").status_code == 401


def test_who_has_no_group_that_counts_is_told_so(client, organisation):
    organisation.claims = ANNA | {"roles": "anders"}
    refused = client.get("/aanmelden/organisatie")
    assert "geen rol" in refused.text
    assert client.get("/documenten").url.path == "/aanmelden"


def test_nobody_comes_back_who_did_not_leave_from_here(client):
    assert client.get("/aanmelden/terug?code=abc&state=x").status_code == 401
