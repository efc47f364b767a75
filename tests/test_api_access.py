"""Who may do what over HTTP, on a real server: each operation by each role, keys, limits, the trail."""

from __future__ import annotations

import logging
import socket
from contextlib import contextmanager
from copy import copy
from datetime import UTC, datetime, timedelta

import pytest

from api import assemble
from api.access.gate import check, is_here
from api.access.keys import Keyring, Wanted
from api.access.principal import LOCAL, Role
from api.settings import load
from api.web.session import secret
from corpus.errors import BadSetting, Unauthenticated
from corpus.visibility import Visibility
from search.catalogue.keys import Keys
from search.catalogue.opening import open_engine
from tests.test_api_examples import EXAMPLES, run
from tests.test_api_http import DEMO, QUESTION, is_problem, serving

LEAST = {
    None: "leesGezondheid leesLevensteken",
    Role.LEZER: """
        beantwoordVraag beantwoordVragen exporteerDossier exporteerProject leesAfbeelding
        leesCitaat leesDocument leesDocumenten leesDossier leesDossiers leesFeed leesKnelpunt
        leesKnelpunten leesLabels leesMatrix leesNieuws leesOnderdeel leesOrigineel leesPassage
        leesRegio leesRegios leesTekst leesVergelijkbaar leesVersies leesVraag leesVragen
        zoekPassages
    """,
    Role.REDACTEUR: """
        aanvaardKnelpunt beoordeelLabels bewaarVraag breekOpdrachtAf leesOpdracht leesOpdrachten
        maakDossier maakVoorstellen plaatsCitaat plaatsDocument plaatsKnelpunt plaatsOnderdeel
        splitsKnelpunt verwerpKnelpunt verwijderCitaat verwijderDossier verwijderOnderdeel
        verwijderVraag voegKnelpuntenSamen wijzigDocument wijzigDossier wijzigKnelpunt
        wijzigOnderdeel wijzigVraag zetGezien
    """,
    Role.BEHEERDER: """
        leesAuditregels leesSleutel leesSleutels maakSleutel plaatsOpdracht trekSleutelIn
        verwijderDocument verwijderKnelpunt
    """,
}
# one may delete what one made, so what is not there is told first
BY_OWNER = {"verwijderDossier", "verwijderVraag"}
ROLES = {name: role for role, names in LEAST.items() for name in names.split()}
SECRET = "Zonnebloemstraatje"


def make(service, role, clearance=Visibility.VERTROUWELIJK):
    return service.keyring.make(Wanted(f"een {role}", role, clearance), LOCAL)


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


@contextmanager
def set_otherwise(service, **settings):
    """The same service behind another door."""
    other = copy(service)
    other.settings = service.settings.model_copy(update=settings)
    with serving(other) as http:
        yield http


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    plain = {"pipeline": "dutch-rules", "embedder": "hashed-ngrams"}
    settings = load(data=folder, workers=1, requests_per_minute=0, burst=0, **plain)
    with assemble.opened(settings) as service:
        service.ingest([DEMO / "factsheet-zeven-adviezen.md", DEMO / "werksessie-schurende-wetten-twente.md"])
        yield service


@pytest.fixture(scope="module")
def tokens(opened):
    return {role: make(opened, role).token for role in Role}


@pytest.fixture(scope="module")
def client(opened, tokens):
    with serving(opened) as http:
        # examples name what an earlier example made; here nothing was made
        http.made = {}
        yield http


def ours(caplog):
    """What the service logged; the client, which is in this process too, logs what it asks."""
    return "".join(
        f"{one.getMessage()} {one.__dict__}" for one in caplog.records if not one.name.startswith("http")
    )


def asked(client, name, headers):
    client.headers.pop("Authorization", None)
    client.headers.update(headers)
    try:
        return run(client, EXAMPLES[name])
    finally:
        client.headers.pop("Authorization", None)


def test_every_operation_has_a_least_role(client):
    paths = client.get("/v1/openapi.json").json()["paths"].values()
    assert {one["operationId"]: one.get("security") for path in paths for one in path.values()} == {
        name: None if role else [] for name, role in ROLES.items()
    }


@pytest.mark.parametrize("name", ROLES)
def test_an_operation_is_for_its_least_role_and_those_above(client, tokens, name):
    least = ROLES[name]
    for headers in ({}, bearer("sp_00000000_" + "x" * 43)):
        response = asked(client, name, headers)
        if least:
            assert is_problem(response, 401)
            assert response.headers["www-authenticate"].startswith("Bearer")
        else:
            assert response.status_code == 200
    for role, token in tokens.items():
        response = asked(client, name, bearer(token))
        if least and not role.covers(least):
            is_problem(response, 404 if name in BY_OWNER else 403)
        else:
            assert response.status_code not in {401, 403}, response.text


@pytest.mark.parametrize("path", ["/v1/documenten", "/documenten"])
def test_who_may_only_read_is_refused_before_a_file_is_sent(client, tokens, path):
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 900000000\r\n"
    head += f"Authorization: Bearer {tokens[Role.LEZER]}\r\n"
    head += "Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\n"
    with socket.create_connection((client.base_url.host, client.base_url.port), timeout=15) as line:
        line.sendall(head.encode())
        assert line.recv(100).startswith(b"HTTP/1.1 403 ")


@pytest.mark.parametrize(
    "path", ["/v1/x", "/v1/documenten/", "/v1//openapi.json", "/v1/openapi.json/", "/mcp", "/mcp/x"]
)
def test_below_what_is_closed_nobody_learns_what_there_is(client, path):
    is_problem(client.get(path), 401)
    is_problem(client.post(path), 401)


@pytest.mark.parametrize("given", ["Bearer", "Bearer x", "Bearer sp_", "bearer x", "Bearer sp_00000000_é"])
def test_a_key_that_is_none_is_refused_and_another_scheme_is_not_looked_at(client, given):
    is_problem(client.get("/v1/documenten", headers={"Authorization": given.encode()}), 401)
    is_problem(client.get("/v1/documenten", headers={"Authorization": "Basic eDp5"}), 401)


def test_a_key_ends_when_it_is_revoked_at_once(client, opened, tokens):
    made = make(opened, Role.LEZER)
    assert client.get("/v1/documenten", headers=bearer(made.token)).status_code == 200
    wrong = made.token[:-1] + ("A" if made.token[-1] != "A" else "B")
    is_problem(client.get("/v1/documenten", headers=bearer(wrong)), 401)
    gone = client.delete(f"/v1/sleutels/{made.key.id}", headers=bearer(tokens[Role.BEHEERDER]))
    assert gone.status_code == 204
    is_problem(client.get("/v1/documenten", headers=bearer(made.token)), 401)
    told = client.get(f"/v1/sleutels/{made.key.id}", headers=bearer(tokens[Role.BEHEERDER])).json()
    assert told["ingetrokkenOp"].endswith("Z")
    assert told["laatstGebruiktOp"].endswith("Z")


def test_a_key_is_shown_once_and_is_nowhere_in_clear(client, opened, tokens, caplog):
    caplog.set_level(logging.DEBUG)
    wanted = {"naam": "dashboard", "rol": "lezer", "inzage": "openbaar"}
    made = client.post("/v1/sleutels", json=wanted, headers=bearer(tokens[Role.BEHEERDER]))
    told = made.json()
    assert client.get("/v1/documenten", headers=bearer(told["sleutel"])).json()["documenten"] == []
    shown = client.get(made.headers["location"], headers=bearer(tokens[Role.BEHEERDER])).json()
    assert {**shown, "laatstGebruiktOp": None} == {name: told[name] for name in shown}
    secret = told["sleutel"].split("_", 2)[2]
    assert secret not in ours(caplog)
    for file in opened.settings.data.rglob("*"):
        assert not file.is_file() or secret.encode() not in file.read_bytes()


def test_nobody_makes_a_key_that_sees_more_and_the_last_one_stays(client, opened):
    narrow = make(opened, Role.BEHEERDER, Visibility.OPENBAAR)
    wide = {"naam": "x", "rol": "lezer", "inzage": "netwerk"}
    is_problem(client.post("/v1/sleutels", json=wide, headers=bearer(narrow.token)), 403)
    past = {**wide, "inzage": "openbaar", "tot": "2000-01-01"}
    is_problem(client.post("/v1/sleutels", json=past, headers=bearer(narrow.token)), 400)


def test_every_change_leaves_a_rule_with_who_and_what(client, tokens):
    beheerder = bearer(tokens[Role.BEHEERDER])
    file = {"bestand": ("los.txt", b"De gemeente en de school maken samen een plan.\n")}
    document = client.post("/v1/documenten", files=file, headers=bearer(tokens[Role.REDACTEUR])).json()
    found = client.post("/v1/passages/_zoek", json={"vraag": "samen een plan"}, headers=beheerder).json()
    passage = next(one["id"] for one in found["resultaten"] if one["document"]["id"] == document["id"])
    for said in ({"toevoegen": ["advies:6"]}, {"afwijzen": ["advies:6"]}):
        assert client.post(
            f"/v1/passages/{passage}/labels", json={**said, "door": "Sam"}, headers=beheerder
        ).is_success
    assert client.delete(f"/v1/documenten/{document['id']}", headers=beheerder).status_code == 204

    def rules(**sought):
        return client.get("/v1/auditregels", params=sought, headers=beheerder).json()["auditregels"]

    gone, came = rules(objectId=document["id"])
    assert [(one["handeling"], one["wie"]) for one in (gone, came)] == [
        ("verwijderd", "een beheerder"),
        ("opgenomen", "een redacteur"),
    ]
    assert came["sleutel"] == tokens[Role.REDACTEUR].split("_")[1]
    assert (came["voor"], gone["na"]) == (None, None)
    assert came["na"] == gone["voor"]
    last, first = rules(object="passage", objectId=passage)
    assert (first["voor"], first["na"], last["voor"], last["na"]) == (
        None,
        {"advies:6": True},
        {"advies:6": True},
        {"advies:6": False},
    )
    today = datetime.now(UTC).date()
    assert rules(van=today, tot=today, wie="een redacteur")
    assert not rules(van=today + timedelta(days=1))
    assert not rules(tot=today - timedelta(days=1))
    assert rules(tot="9999-12-31", aantal=1, pagina=2)


def test_what_is_measured_and_counted_is_not_for_everybody(client, opened, tokens):
    assert client.get("/v1/gezondheid").json()["documenten"] is None
    narrow = make(opened, Role.LEZER, Visibility.OPENBAAR).token
    assert client.get("/v1/gezondheid", headers=bearer(narrow)).json()["documenten"] is None
    told = client.get("/v1/gezondheid", headers=bearer(tokens[Role.LEZER])).json()
    assert told["documenten"] >= 1
    is_problem(client.get("/metrics"), 401)
    is_problem(client.get("/metrics", headers=bearer(narrow)), 403)
    with set_otherwise(opened, host="0.0.0.0") as outside:
        is_problem(outside.get("/metrics"), 401)
        assert outside.get("/metrics", headers=bearer(tokens[Role.LEZER])).status_code == 200
    with set_otherwise(opened, host="0.0.0.0", open_metrics=True) as outside:
        assert outside.get("/metrics").status_code == 200


def test_an_open_service_lets_everybody_read_what_is_public_and_keys_more(opened, tokens):
    with set_otherwise(opened, host="0.0.0.0", open=True) as http:
        assert http.get("/v1/documenten").json()["totaal"] == 0
        assert http.get("/v1/documenten", headers=bearer(tokens[Role.LEZER])).json()["totaal"] >= 1
        is_problem(http.delete("/v1/documenten/0"), 403)
        is_problem(http.get("/v1/documenten", headers=bearer("sp_x")), 401)
        elsewhere = {"Origin": "https://elders.example"}
        is_problem(http.post("/v1/passages/_zoek", json=QUESTION, headers=elsewhere), 403)
        same = {"Origin": f"http://{http.base_url.netloc.decode()}"}
        assert http.post("/v1/passages/_zoek", json=QUESTION, headers=same).status_code == 200
        for site, status in (("cross-site", 403), ("same-site", 403), ("same-origin", 200)):
            told = http.post(
                "/v1/passages/_zoek", json=QUESTION, headers={"Sec-Fetch-Site": site, "Origin": "null"}
            )
            assert told.status_code == status


def test_without_keys_only_this_machine_by_its_own_name_comes_in(opened, tmp_path):
    engine = open_engine(tmp_path / "c.sqlite3")
    other = copy(opened)
    other.keyring = Keyring(Keys(engine))
    with serving(other) as http:
        assert http.get("/v1/auditregels").status_code == 200
        assert http.get("/v1/auditregels", headers={"Host": "localhost:8000"}).status_code == 200
        # a page elsewhere whose name was pointed at this machine, and one that sends a form here
        is_problem(http.get("/v1/documenten", headers={"Host": "elders.example"}), 403)
        form = {"bestand": ("x.txt", b"x")}
        for headers in (
            {"Origin": "https://elders.example"},
            {"Origin": "null"},
            {"Sec-Fetch-Site": "cross-site"},
        ):
            is_problem(http.post("/v1/documenten", files=form, headers=headers), 403)
        other.keyring.make(Wanted("x", Role.LEZER, Visibility.OPENBAAR), LOCAL)
        is_problem(http.get("/v1/documenten"), 401)
    engine.dispose()


def test_who_asks_too_much_waits_each_by_key_or_address(opened, tokens):
    with set_otherwise(opened, requests_per_minute=5) as http:
        for _ in range(5):
            assert http.get("/v1/labels", headers=bearer(tokens[Role.LEZER])).status_code == 200
        refused = http.get("/v1/labels", headers=bearer(tokens[Role.LEZER]))
        is_problem(refused, 429)
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        assert http.get("/v1/labels", headers=bearer(tokens[Role.REDACTEUR])).status_code == 200
        assert [http.get("/v1/openapi.json").status_code for _ in range(6)] == [200] * 5 + [429]
        forwarded = {"X-Forwarded-For": "203.0.113.9"}
        assert http.get("/v1/openapi.json", headers=forwarded).status_code == 429
        assert {http.get("/v1/gezondheid/levensteken").status_code for _ in range(10)} == {200}
        assert {http.get("/v1/gezondheid").status_code for _ in range(10)} == {200}


def test_who_guesses_keys_is_stopped_sooner_and_hinders_no_holder(opened, tokens):
    with set_otherwise(opened, requests_per_minute=600) as http:
        told = [http.get("/v1/labels", headers=bearer("sp_x")).status_code for _ in range(22)]
        assert told == [401] * 20 + [429] * 2
        assert http.get("/v1/labels", headers=bearer(tokens[Role.LEZER])).status_code == 200


def test_questions_are_kept_nowhere_unless_a_setting_says_so(client, opened, tokens, caplog):
    caplog.set_level(logging.DEBUG)
    lezer = bearer(tokens[Role.LEZER])
    for path in ("passages/_zoek", "antwoorden"):
        client.post(f"/v1/{path}", json={"vraag": f"plan voor het {SECRET}"}, headers=lezer)
    client.get("/v1/documenten", params={"naam": SECRET}, headers=lezer)
    assert SECRET not in ours(caplog)
    for file in opened.settings.data.rglob("*"):
        assert not file.is_file() or SECRET.encode() not in file.read_bytes()


# What needs no server


@pytest.fixture
def ring(tmp_path):
    engine = open_engine(tmp_path / "c.sqlite3")
    clock = [datetime(2026, 11, 22, 23, 30, tzinfo=UTC)]
    yield Keyring(Keys(engine), lambda: clock[0]), clock
    engine.dispose()


def test_a_key_holds_through_its_last_day_and_not_a_moment_longer(ring):
    keyring, clock = ring
    last = clock[0].date()
    made = keyring.make(Wanted("  een   dag ", Role.LEZER, Visibility.OPENBAAR, last), LOCAL)
    assert keyring.principal(made.token).name == "een dag"
    clock[0] = datetime(2026, 11, 23, tzinfo=UTC)
    with pytest.raises(Unauthenticated):
        keyring.principal(made.token)
    # a service whose keys are over is not open to all
    assert keyring.in_use()


def test_the_last_use_is_written_once_a_minute(ring):
    keyring, clock = ring
    made = keyring.make(Wanted("x", Role.LEZER, Visibility.OPENBAAR), LOCAL)
    used = []
    for seconds in (0, 30, 59, 60, 61):
        clock[0] = datetime(2026, 11, 22, 12, tzinfo=UTC) + timedelta(seconds=seconds)
        keyring.principal(made.token)
        used.append(
            keyring.get(made.key.id).last_used_at.second + 60 * keyring.get(made.key.id).last_used_at.minute
        )
    assert used == [0, 0, 0, 60, 60]


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "schuurpunt.example"])
def test_no_service_starts_for_others_before_there_is_a_key(ring, host):
    keyring, _ = ring
    with pytest.raises(BadSetting, match="sleutel maak"):
        check(keyring, load(host=host))
    check(keyring, load(host=host, open=True))
    keyring.make(Wanted("x", Role.LEZER, Visibility.OPENBAAR), LOCAL)
    check(keyring, load(host=host))


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost.elders.example", False),
    ],
)
def test_a_name_is_of_this_machine_only_if_it_can_be_no_other(host, here):
    assert is_here(host) is here


def test_sessions_are_never_signed_with_half_a_secret(tmp_path):
    first = secret(tmp_path)
    assert secret(tmp_path) == first
    (file,) = tmp_path.iterdir()
    for half in (first[:5], b""):
        file.write_bytes(half)
        made = secret(tmp_path)
        assert (len(made), made != first, file.read_bytes()) == (len(first), True, made)
        assert file.stat().st_mode & 0o777 == 0o600
