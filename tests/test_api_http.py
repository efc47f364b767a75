"""Tests the HTTP service on a real server: the routes, and every error as a problem in Dutch."""

import socket
import threading
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from api import app, assemble, serve
from api.openapi import VERSION
from api.settings import load

DEMO = Path(__file__).parents[1] / "corpus" / "demo"
LIMIT = 300_000
QUESTION = {"vraag": "Waar liepen regio's aan tegen schurende wetten?", "aantal": 3}


@contextmanager
def serving(service):
    """A client of a real server on the loopback."""
    with serve.listen("127.0.0.1", 0) as listener:
        server = serve.server(app.create(service), log_level="critical")
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        # a connection that is kept may be closed by the server at the moment of the next request
        fresh = httpx.Limits(max_keepalive_connections=0)
        try:
            with httpx.Client(base_url=serve.address(listener), timeout=60, limits=fresh) as http:
                yield http
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    settings = load(data=tmp_path_factory.mktemp("data"), workers=1, max_file_bytes=LIMIT, max_upload_mb=1)
    with assemble.opened(settings) as service:
        service.ingest([DEMO / "factsheet-zeven-adviezen.md", DEMO / "werksessie-schurende-wetten-twente.md"])
        with serving(service) as http:
            yield http


def is_problem(response, status):
    body = response.json()
    assert response.status_code == body["status"] == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["api-version"] == VERSION
    assert body["title"]
    assert body["detail"]
    assert body["instance"] == response.request.url.path
    return body


def upload(client, name, data):
    return client.post("/v1/documenten", files={"bestand": (name, data)})


def test_a_question_brings_passages_that_can_be_checked(client):
    answer = client.post("/v1/passages/_zoek", json=QUESTION).json()
    assert set(answer) == {"vraag", "begrepen", "totaal", "resultaten", "facetten", "_links"}
    assert len(answer["resultaten"]) == 3 <= answer["totaal"]
    first = answer["resultaten"][0]
    assert first["document"]["bestand"] == "werksessie-schurende-wetten-twente.md"
    assert first["eind"] - first["begin"] == len(first["tekst"])
    marked = [first["tekst"][mark["begin"] : mark["eind"]] for mark in first["markeringen"]]
    assert any(word.startswith("wet") for word in marked)
    again = client.get(f"/v1/passages/{first['id']}").json()
    assert again | {"score": 0, "markeringen": 0} == first | {"score": 0, "markeringen": 0}


def test_what_was_understood_is_told_and_can_be_undone(client):
    def understood(**how):
        return client.post("/v1/passages/_zoek", json={"vraag": "thuisziters in Twente", **how}).json()[
            "begrepen"
        ]

    told = understood()
    assert told["gezocht"] == "thuiszitters in Twente"
    assert [one["sleutel"] for one in told["gespeld"]] == ["spelling:thuisziters"]
    assert [one["naam"] for one in told["herkend"]] == ["Twente"]
    assert "thuiszitter" in [one["begrip"] for one in told["zochtOokOp"]]
    keys = [one["sleutel"] for name in ("gespeld", "herkend", "zochtOokOp") for one in told[name]]
    undone = understood(zonder=keys)
    assert undone["gezocht"] == "thuisziters in Twente"
    assert not any(undone[name] for name in ("gespeld", "herkend", "zochtOokOp"))
    assert understood(letterlijk=True)["gezocht"] == "thuisziters in Twente"


def test_pages_of_results_follow_each_other(client):
    def ask(aantal, pagina):
        body = {**QUESTION, "aantal": aantal, "pagina": pagina}
        return [one["id"] for one in client.post("/v1/passages/_zoek", json=body).json()["resultaten"]]

    assert ask(4, 1) == ask(2, 1) + ask(2, 2)


def test_filters_narrow_the_search(client):
    body = {**QUESTION, "aantal": 50, "filters": {"documentsoort": ["factsheet"]}}
    found = client.post("/v1/passages/_zoek", json=body).json()["resultaten"]
    assert {one["document"]["soort"] for one in found} == {"factsheet"}


def test_labels_filter_and_count_and_can_be_corrected_by_a_person(client):
    def ask(**filters):
        return client.post("/v1/passages/_zoek", json={**QUESTION, "aantal": 50, "filters": filters}).json()

    wide, narrow = ask(), ask(regio=["Twente"], wet=["lpw", "Jeugdwet"])
    assert 0 < narrow["totaal"] < wide["totaal"]
    for one in narrow["resultaten"]:
        assert "twente" in {label["id"] for label in one["labels"]["regios"]}
        assert {"BWBR0002628", "BWBR0034925"} & {law["bwbId"] for law in one["labels"]["wetten"]}
    counts = {facet["id"]: facet["aantal"] for facet in wide["facetten"]["regio"]}
    assert ask(regio=["twente"])["totaal"] == counts["twente"]

    first = narrow["resultaten"][0]["id"]
    said = {"toevoegen": ["bouwsteen:dialoog-6:1"], "afwijzen": ["regio:twente"], "door": "Sam"}
    corrected = client.post(f"/v1/passages/{first}/labels", json=said).json()
    assert client.get(f"/v1/passages/{first}").json() == corrected
    assert "twente" not in {label["id"] for label in corrected["labels"]["regios"]}
    (added,) = corrected["labels"]["bouwstenen"]
    assert (added["id"], added["score"], added["bewijs"][0]["bron"]) == ("dialoog-6:1", 1.0, "Sam")
    assert [one["id"] for one in ask(bouwsteen=["dialoog-6:1"])["resultaten"]] == [first]
    assert ask(regio=["twente"])["totaal"] == counts["twente"] - 1
    listed = {(one["soort"], one["id"]): one for one in client.get("/v1/labels").json()["labels"]}
    assert listed["bouwsteen", "dialoog-6:1"]["aantal"] == 1
    assert listed["advies", "6"]["definitie"]


@pytest.mark.parametrize(
    ("filters", "told"),
    [
        ({"regio": ["Tiwente"]}, "Kies uit: Almere, "),
        ({"advies": ["8"]}, "Kies uit: 1 ("),
        ({"wet": ["Leerplichtwt"]}, "Bedoelt u Leerplichtwet 1969?"),
    ],
)
def test_a_label_that_does_not_exist_is_refused_with_those_that_do(client, filters, told):
    problem = is_problem(client.post("/v1/passages/_zoek", json={**QUESTION, "filters": filters}), 400)
    assert next(iter(filters.values()))[0] in problem["detail"]
    assert told in problem["detail"]


@pytest.mark.parametrize(
    "said",
    [
        {"door": "Sam"},
        {"toevoegen": ["advies:6"]},
        {"toevoegen": ["advies:6"], "afwijzen": ["advies:6"], "door": "Sam"},
        {"toevoegen": ["6"], "door": "Sam"},
        {"toevoegen": ["advies:8"], "door": "Sam"},
        {"toevoegen": ["wet:WVO"], "door": "Sam"},
    ],
)
def test_a_correction_that_cannot_be_meant_changes_nothing(client, said):
    (first, *_) = client.post("/v1/passages/_zoek", json=QUESTION).json()["resultaten"]
    is_problem(client.post(f"/v1/passages/{first['id']}/labels", json=said), 400)
    assert client.get(f"/v1/passages/{first['id']}").json()["labels"] == first["labels"]
    whole = {"toevoegen": ["advies:6"], "door": "Sam"}
    is_problem(client.post("/v1/passages/0000000000000000/labels", json=whole), 404)


def test_an_upload_is_new_once_findable_and_gone_after_deletion(client):
    text = b"Verslag van een gesprek over zwemvesten.\n\nDe zwemvesten lagen op zolder te wachten.\n"
    created = upload(client, "Zwemvesten in Súdwest-Fryslân.txt", text)
    document = created.json()
    assert (created.status_code, document["bestand"]) == (201, "Zwemvesten in Súdwest-Fryslân.txt")
    assert client.get(created.headers["location"]).json() == document
    assert document in client.get("/v1/documenten").json()["documenten"]
    again = upload(client, "zelfde.txt", text)
    assert (again.status_code, again.json()["id"]) == (200, document["id"])
    assert again.json()["bestanden"] == sorted(["Zwemvesten in Súdwest-Fryslân.txt", "zelfde.txt"])
    (best, *_) = client.post("/v1/passages/_zoek", json={"vraag": "zwemvesten"}).json()["resultaten"]
    assert best["document"]["id"] == document["id"]

    assert client.delete(created.headers["location"]).status_code == 204
    is_problem(client.get(created.headers["location"]), 404)
    is_problem(client.get(f"/v1/passages/{best['id']}"), 404)
    is_problem(client.delete(created.headers["location"]), 404)


def test_the_list_comes_in_pages(client):
    whole = client.get("/v1/documenten").json()
    pages = [client.get("/v1/documenten", params={"aantal": 1, "pagina": n}).json() for n in (1, 2)]
    assert [one for page in pages for one in page["documenten"]] == whole["documenten"][:2]
    assert pages[0]["totaal"] == whole["totaal"]


def test_every_mistake_in_a_question_is_named_at_once(client):
    body = {
        "aantal": 0,
        "pagina": "x",
        "regio": 1,
        "filters": {"documentsoort": ["gedicht"], "van": "gisteren"},
    }
    problem = is_problem(client.post("/v1/passages/_zoek", json=body), 400)
    told = {one["veld"]: one["melding"] for one in problem["errors"]}
    assert told.pop("filters.documentsoort.0").startswith("moet een van deze zijn: sessieverslag, ")
    assert told == {
        "vraag": "ontbreekt",
        "aantal": "moet ten minste 1 zijn",
        "pagina": "moet een geheel getal zijn",
        "regio": "is hier niet bekend",
        "filters.van": "moet een datum zijn, zoals 2021-09-29",
    }


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff", b"null", b'{"vraag": "\\ud800"}'])
def test_a_body_that_is_no_question_is_refused(client, content):
    headers = {"content-type": "application/json"}
    is_problem(client.post("/v1/passages/_zoek", content=content, headers=headers), 400)


@pytest.mark.parametrize("vraag", ["", "  ", "de het een", "thuiszitters " * 800])
def test_a_question_without_content_or_without_end_is_refused_in_dutch(client, vraag):
    problem = is_problem(client.post("/v1/passages/_zoek", json={"vraag": vraag}), 400)
    assert "vraag" in problem["detail"] or "woorden" in problem["detail"]


@pytest.mark.parametrize("path", ["/x", "/v1/x", "/v1/passages/0", "/v1/documenten/0", "/v1/documenten/"])
def test_what_is_not_there_is_a_problem(client, path):
    is_problem(client.get(path), 404)


def test_a_method_that_an_address_does_not_know_is_a_problem_that_names_the_others(client):
    response = client.put("/v1/documenten")
    is_problem(response, 405)
    assert response.headers["allow"]


def test_a_part_of_an_id_deletes_nothing(client):
    (first, *_) = client.get("/v1/documenten").json()["documenten"]
    is_problem(client.delete(f"/v1/documenten/{first['id'][:8]}"), 404)


def test_an_upload_without_a_file_is_refused(client):
    assert is_problem(client.post("/v1/documenten"), 400)["errors"][0]["veld"] == "bestand"


def test_an_upload_above_the_limit_is_refused_while_it_comes_in(client):
    head = b"POST /v1/documenten HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
    head += b"Content-Type: multipart/form-data; boundary=x\r\n\r\n"
    part = b'--x\r\nContent-Disposition: form-data; name="bestand"; filename="groot.txt"\r\n\r\n'
    part += b"a" * 1_500_000
    with socket.create_connection((client.base_url.host, client.base_url.port), timeout=60) as line:
        line.sendall(head + b"%x\r\n%s\r\n" % (len(part), part))  # and the body goes on
        assert line.recv(100).startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize("size", [LIMIT + 1, LIMIT + 1_000_000])
def test_an_upload_that_says_to_be_above_the_limit_is_refused(client, size):
    assert "grens" in is_problem(upload(client, "groot.txt", b"a" * size), 413)["detail"]


def test_a_crash_is_a_problem_that_tells_nothing_of_the_inside(client, monkeypatch):
    def crash(*_):
        raise RuntimeError("geheim")

    monkeypatch.setattr("api.documents.Documents.all", crash)
    assert "geheim" not in is_problem(client.get("/v1/documenten"), 500)["detail"]


def test_the_api_says_where_its_description_is(client):
    assert client.get(client.get("/v1").json()["beschrijving"]).status_code == 200


def test_the_description_follows_the_design_rules(client):
    schema = client.get("/v1/openapi.json").json()
    assert schema["servers"] == [{"url": "/v1"}]
    ids = [operation["operationId"] for path in schema["paths"].values() for operation in path.values()]
    assert len(ids) == len(set(ids))
    for path in schema["paths"].values():
        for operation in path.values():
            assert "422" not in operation["responses"]
            for status, response in operation["responses"].items():
                assert response["headers"]["API-Version"]
                assert status.startswith(("2", "3")) or list(response["content"]) == [
                    "application/problem+json"
                ]
    day = schema["components"]["schemas"]["Bron"]["properties"]["datum"]
    assert (day["type"], day["format"]) == (["string", "null"], "date")
