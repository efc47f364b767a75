"""What the Dutch API Design Rules ask and no lint sees: headers, negotiation, conditions, no redirect."""

import pytest

from api import assemble
from api.headers import ALWAYS
from api.settings import load
from tests.test_api_http import DEMO, is_problem, serving, upload

QUESTION = {"vraag": "Waar liepen regio's aan tegen schurende wetten?", "aantal": 2}
ASK = "/v1/passages/_zoek"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with assemble.opened(load(data=tmp_path_factory.mktemp("data"), workers=1)) as service:
        service.ingest([DEMO / "factsheet-zeven-adviezen.md", DEMO / "werksessie-schurende-wetten-twente.md"])
        with serving(service) as http:
            yield http


def is_safe(response):
    for name, value in ALWAYS.items():
        assert response.headers[name] == value
    assert "frame-ancestors 'none'" in response.headers["content-security-policy"]
    assert response.headers["cache-control"] in {"no-store", "private, no-cache"}
    assert "server" not in response.headers


@pytest.mark.parametrize("path", ["/", "/v1", "/x", "/v1/openapi.json", "/v1/documenten", "/v1/documenten/x"])
def test_every_response_has_the_version_and_the_security_headers(client, path):
    is_safe(client.get(path))


@pytest.mark.parametrize("path", ["/v1/", "/v1/documenten/", "/v1/labels/", "/x/"])
def test_a_slash_at_the_end_is_another_address_that_does_not_exist(client, path):
    is_problem(client.get(path), 404)


@pytest.mark.parametrize(
    ("path", "broken"), [("/x", "api.body_limit.Headers"), ("/v1/labels", "api.routes.labels.Taxonomie")]
)
def test_a_crash_anywhere_is_a_problem_with_all_headers(client, monkeypatch, path, broken):
    monkeypatch.setattr(broken, None)
    crashed = client.get(path)
    assert is_problem(crashed, 500)["errors"] == []
    is_safe(crashed)


@pytest.mark.parametrize(
    "path", ["/v1/documenten", "/v1/openapi.json", "/v1/nergens", "/", "/v1/passages/_zoek"]
)
def test_the_head_of_a_response_is_told_without_its_body(client, path):
    whole, head = client.get(path), client.head(path)
    assert (head.status_code, head.content) == (whole.status_code, b"")
    passing = {"date", "x-request-id"}
    assert {k: v for k, v in head.headers.items() if k not in passing} == {
        k: v for k, v in whole.headers.items() if k not in passing
    }
    same = client.head(path, headers={"If-None-Match": head.headers.get("etag", "")})
    assert same.status_code == (304 if "etag" in head.headers else whole.status_code)
    assert client.put("/v1/documenten").headers["allow"] == "GET, HEAD, POST"


def test_what_was_changed_since_it_was_read_is_not_changed_again(client):
    made = upload(client, "wachtlijst.txt", b"Verslag\n\nDe wachtlijst is lang.\n").json()
    address = f"/v1/documenten/{made['id']}"
    patch = {"Content-Type": "application/merge-patch+json"}

    def show(visibility, tag):
        return client.patch(address, json={"zichtbaarheid": visibility}, headers={**patch, "If-Match": tag})

    first = client.get(address).headers["etag"]
    assert show("openbaar", f'"anders", {first}').status_code == 200
    for late in (show("netwerk", first), client.delete(address, headers={"If-Match": f"W/{first}"})):
        assert "intussen" in is_problem(late, 412)["detail"]
    assert client.get(address).json()["zichtbaarheid"] == "openbaar"
    is_problem(client.delete("/v1/documenten/0", headers={"If-Match": first}), 404)
    is_problem(client.put(address, headers={"If-Match": first}), 405)
    assert (
        client.delete(address, headers={"If-Match": client.get(address).headers["etag"]}).status_code == 204
    )


def test_only_the_description_may_be_read_by_pages_of_other_sites(client):
    origin = {"Origin": "https://elders.example"}
    assert client.get("/v1/openapi.json", headers=origin).headers["access-control-allow-origin"] == "*"
    for path in ("/", "/v1/documenten"):
        assert "access-control-allow-origin" not in client.get(path, headers=origin).headers
    preflight = {**origin, "Access-Control-Request-Method": "POST"}
    assert "access-control-allow-origin" not in client.options(ASK, headers=preflight).headers


@pytest.mark.parametrize("accept", ["application/xml", "text/*", "application/json;q=0", "*/*;q=0", "json"])
def test_a_form_that_is_not_offered_is_refused(client, accept):
    told = is_problem(client.get("/v1/documenten", headers={"Accept": accept}), 406)
    assert "application/json" in told["detail"]


@pytest.mark.parametrize("accept", ["application/json", "*/*", "text/html, application/*;q=0.1", ""])
def test_a_form_that_is_offered_is_given(client, accept):
    assert (
        client.get("/v1/documenten", headers={"Accept": accept}).headers["content-type"] == "application/json"
    )


@pytest.mark.parametrize(
    "form", ["text/plain", "application/xml", "multipart/form-data; boundary=x", "application/jsonx"]
)
def test_a_question_in_another_form_than_json_is_refused(client, form):
    is_problem(client.post(ASK, content=b'{"vraag": "thuiszitters"}', headers={"Content-Type": form}), 415)


def test_a_body_without_a_name_for_its_form_is_refused(client):
    request = client.build_request("POST", ASK, content=b'{"vraag": "thuiszitters"}')
    assert "content-type" not in request.headers
    is_problem(client.send(request), 415)


def test_an_upload_that_is_no_form_is_refused(client):
    is_problem(client.post("/v1/documenten", json={"bestand": "x"}), 415)


def test_what_did_not_change_is_not_sent_again(client):
    (first, *_) = client.post(ASK, json=QUESTION).json()["resultaten"]
    passage, document = f"/v1/passages/{first['id']}", f"/v1/documenten/{first['document']['id']}"
    for path in (passage, document, "/v1/documenten", "/v1/openapi.json"):
        tag = client.get(path).headers["etag"]
        for known in (tag, f'"x", W/{tag}', "*"):
            again = client.get(path, headers={"If-None-Match": known})
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
            is_safe(again)
        assert client.get(path, headers={"If-None-Match": '"x"'}).status_code == 200

    tag = client.get(passage).headers["etag"]
    said = {"toevoegen": ["advies:6"], "door": "Sam"}
    assert client.post(f"{passage}/labels", json=said).status_code == 200
    changed = client.get(passage, headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag


def test_an_error_has_no_tag_and_is_kept_nowhere(client):
    missing = client.get("/v1/documenten/0", headers={"If-None-Match": "*"})
    is_problem(missing, 404)
    assert "etag" not in missing.headers
    assert missing.headers["cache-control"] == "no-store"


def test_moments_are_told_in_utc(client):
    (first, *_) = client.get("/v1/documenten").json()["documenten"]
    assert first["toegevoegdOp"].endswith("Z")


def followed(client, get, key):
    """All that a list holds, by its links alone; each page but the first leads back to the one before."""
    found, page, before = [], get(None), None
    while True:
        found += page[key]
        links = page["_links"]
        assert before is None or links["previous"]["href"] == before
        if links["next"] is None:
            return found
        before, page = links["self"]["href"], get(links["next"]["href"])


@pytest.mark.parametrize(("path", "key"), [("/v1/documenten", "documenten"), ("/v1/labels", "labels")])
def test_a_list_is_whole_by_following_its_links(client, path, key):
    whole = client.get(path).json()
    size = max(1, whole["totaal"] // 3)
    pages = followed(client, lambda link: client.get(link or f"{path}?aantal={size}").json(), key)
    assert pages == whole[key]
    assert len(pages) == whole["totaal"]
    assert whole["_links"] == {"self": {"href": f"{path}?pagina=1"}, "next": None, "previous": None}


def test_results_go_on_by_sending_the_question_to_the_next_link(client):
    body = {"vraag": "samenwerking tussen scholen en jeugdhulp", "aantal": 3}
    first = client.post(ASK, json={**body, "aantal": 100}).json()
    found = followed(client, lambda link: client.post(link or ASK, json=body).json(), "resultaten")
    assert [one["id"] for one in found] == [one["id"] for one in first["resultaten"]]


def test_the_list_of_documents_can_be_narrowed_and_its_links_keep_that(client):
    def ask(**given):
        return client.get("/v1/documenten", params=given).json()

    sheets = ask(documentsoort="factsheet", van="2000-01-01")
    assert [one["bestand"] for one in sheets["documenten"]] == ["factsheet-zeven-adviezen.md"]
    assert sheets["totaal"] == 1
    assert "documentsoort=factsheet&van=2000-01-01" in sheets["_links"]["self"]["href"]
    assert not ask(tot="1999-12-31")["documenten"]
    is_problem(client.get("/v1/documenten?van=gisteren&documentsoort=gedicht"), 400)
