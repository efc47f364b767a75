"""Knelpunten and regions on a real server: proposed after an upload, and changed only as they were read."""

import pytest

from api import assemble
from api.settings import load
from tests.test_api_http import DEMO, is_problem, serving

LAW = "werksessie-schurende-wetten-twente.md"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with assemble.opened(load(data=tmp_path_factory.mktemp("data"), workers=1)) as service:
        service.ingest([DEMO / LAW])
        with serving(service) as http:
            yield http


def proposals(client, **asked):
    return client.get("/v1/knelpunten", params={"oordeel": "voorstel", **asked}).json()


def test_what_was_taken_in_is_proposed_with_literal_sentences(client):
    found = proposals(client)
    assert found["aanvaard"] == 0
    assert found["voorgesteld"] == found["totaal"] == len(found["knelpunten"]) > 0
    for one in found["knelpunten"]:
        for quote in one["citaten"]:
            text = client.get(f"/v1/documenten/{quote['document']['id']}/tekst").json()["tekst"]
            assert text[quote["begin"] : quote["eind"]] == quote["tekst"]
            assert quote["stand"] == "geldig"


def test_a_change_is_refused_to_who_saw_something_else(client):
    one = client.get(f"/v1/knelpunten/{proposals(client)['knelpunten'][0]['id']}")
    address, tag = one.request.url.path, {"If-Match": one.headers["etag"]}
    renamed = client.patch(address, json={"titel": "Een andere titel"}, headers=tag)
    assert renamed.json()["titel"] == "Een andere titel"
    is_problem(client.patch(address, json={"titel": "Te laat"}, headers=tag), 412)
    is_problem(client.post(f"{address}/_verwerp", json={"reden": "Te laat"}, headers=tag), 412)
    newer = {"If-Match": client.get(address).headers["etag"]}
    assert newer["If-Match"] == renamed.headers["etag"]
    accepted = client.post(f"{address}/_aanvaard", json={}, headers=newer).json()
    assert [step["oordeel"] for step in accepted["verloop"]] == ["voorstel", "voorstel", "aanvaard"]
    is_problem(client.patch(address, json={"status": "opgelost"}), 409)
    is_problem(client.patch(address, json={"soort": "weer"}), 400)
    is_problem(client.get("/v1/knelpunten/0000"), 404)


def test_the_matrix_as_a_table_tells_what_it_tells_as_data(client):
    asked = {"rijen": "soort", "kolommen": "regio"}
    made = client.get("/v1/knelpunten/matrix", params=asked).json()
    for cell in made["cellen"]:
        assert cell["aanvaard"] + cell["voorgesteld"] == len(cell["meldingen"])
    answer = client.get("/v1/knelpunten/matrix", params=asked, headers={"Accept": "text/csv"})
    assert answer.headers["content-type"].startswith("text/csv")
    head, *rows = (line.split(",") for line in answer.text.splitlines())
    assert len(head) == 1 + 2 * len(made["kolommen"])
    counted = sum(int(number) for row in rows for number in row[1:])
    assert counted == sum(len(cell["meldingen"]) for cell in made["cellen"])


def test_a_region_tells_what_it_reports_in_the_words_of_its_documents(client):
    listed = {one["id"]: one for one in client.get("/v1/regios").json()["regios"]}
    told = client.get("/v1/regios/Twente").json()
    assert told["regio"] == listed["twente"]
    assert told["regio"]["documenten"] == len(told["bronnen"]) == 1
    assert told["knelpunten"]
    for theme in told["adviezen"]:
        passage = client.get(f"/v1/passages/{theme['voorbeeld']['passage']}").json()
        assert theme["voorbeeld"]["tekst"] in passage["tekst"]
    is_problem(client.get("/v1/regios/atlantis"), 404)
