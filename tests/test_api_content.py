"""Behind a passage: what resembles it, its text and pages, its file, and a link that checks itself."""

import hashlib
import io
import shutil
from datetime import datetime
from email.utils import parsedate_to_datetime

import pytest
from PIL import Image

from api import assemble
from api.settings import load
from tests.test_api_http import DEMO, is_problem, serving, upload

PDF = "Dialoog 9 Ouders aan tafel.pdf"
TEXT = "werksessie-schurende-wetten-twente.md"


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    with assemble.opened(load(data=folder / "data", workers=1)) as service:
        shutil.copy(DEMO / TEXT, folder / "Kopie.md")
        with (folder / "Kopie.md").open("a") as copy:
            copy.write("\n\nEn nog één zin, zodat het een ander bestand is.\n")
        service.ingest([DEMO / PDF, DEMO / TEXT, folder / "Kopie.md"])
        yield service


@pytest.fixture(scope="module")
def client(service):
    with serving(service) as http:
        yield http


@pytest.fixture(scope="module")
def documents(client):
    return {one["bestand"]: one["id"] for one in client.get("/v1/documenten").json()["documenten"]}


def found(client, document):
    body = {"vraag": "ouders scholen regels wetten", "filters": {"document": [document]}}
    return client.post("/v1/passages/_zoek", json=body).json()["resultaten"]


def test_similar_passages_leave_out_the_passage_and_what_repeats_it(client, documents):
    (first, *_) = found(client, documents[TEXT])
    alike = client.get(f"/v1/passages/{first['id']}/vergelijkbaar", params={"aantal": 8}).json()["resultaten"]
    assert len(alike) == 8
    assert first["tekst"] not in [one["tekst"] for one in alike]
    assert len({one["tekst"] for one in alike}) == 8
    assert [one["score"] for one in alike] == sorted((one["score"] for one in alike), reverse=True)
    assert all(0 < one["score"] <= 1 for one in alike)
    assert any(one["ookIn"] for one in alike)
    is_problem(client.get("/v1/passages/0000000000000000/vergelijkbaar"), 404)


def test_a_page_of_text_holds_its_passages_and_leads_to_the_next(client, documents):
    address = f"/v1/documenten/{documents[PDF]}/tekst"
    whole = client.get(address).json()
    pages, link = [], f"{address}?pagina=1"
    while link:
        pages.append(client.get(link).json())
        link = pages[-1]["_links"]["next"] and pages[-1]["_links"]["next"]["href"]
    assert len(pages) == whole["paginas"] > 1
    assert all(page["tekst"] == whole["tekst"][page["begin"] : page["eind"]] for page in pages)
    (one, *_) = found(client, documents[PDF])
    place = pages[one["paginaVan"] - 1]
    assert place["begin"] <= one["begin"] < place["eind"]
    assert whole["tekst"][one["begin"] : one["eind"]] == one["tekst"]
    is_problem(client.get(address, params={"pagina": 999}), 404)


def test_a_file_without_pages_has_its_text_and_no_page(client, documents):
    address = f"/v1/documenten/{documents[TEXT]}/tekst"
    whole = client.get(address).json()
    assert (whole["pagina"], whole["paginas"], whole["_links"]) == (None, None, None)
    assert "zonder pagina" in is_problem(client.get(address, params={"pagina": 1}), 404)["detail"]


def test_the_original_comes_as_it_went_in_and_as_an_attachment(client, documents):
    address = f"/v1/documenten/{documents[PDF]}/origineel"
    file = client.get(address)
    assert file.content == (DEMO / PDF).read_bytes()
    assert file.headers["content-type"] == "application/pdf"
    assert file.headers["content-disposition"].startswith("attachment; filename")
    assert file.headers["etag"] == f'"{hashlib.sha256(file.content).hexdigest()}"'
    # of the document, and not of the bytes, which may have been kept before
    added = datetime.fromisoformat(client.get(address.removesuffix("/origineel")).json()["toegevoegdOp"])
    assert parsedate_to_datetime(file.headers["last-modified"]) == added.replace(microsecond=0)
    again = client.get(address, headers={"If-None-Match": file.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_page_of_a_pdf_can_be_seen(client, documents):
    address = f"/v1/documenten/{documents[PDF]}/paginas/1/afbeelding"
    picture = client.get(address, params={"breedte": 300}, headers={"Accept": "image/*"})
    assert picture.headers["content-type"] == "image/png"
    drawn = Image.open(io.BytesIO(picture.content))
    assert drawn.width == 300
    assert len(drawn.convert("L").getcolors()) > 10
    is_problem(client.get(address, headers={"Accept": "application/json"}), 406)


@pytest.mark.parametrize(("name", "page", "status"), [(PDF, 999, 404), (TEXT, 1, 404), (PDF, 0, 400)])
def test_a_page_that_cannot_be_seen_is_a_problem(client, documents, name, page, status):
    is_problem(client.get(f"/v1/documenten/{documents[name]}/paginas/{page}/afbeelding"), status)


@pytest.mark.parametrize("name", [PDF, TEXT])
def test_a_citation_says_that_it_holds(client, documents, name):
    for one in found(client, documents[name])[:3]:
        checked = client.get(f"/v1/citaten/{one['id']}").json()
        assert checked["klopt"]
        assert [check["klopt"] for check in checked["controles"]] == [True] * 3
        assert checked["passage"]["tekst"] == one["tekst"]
        assert "letterlijk" in checked["oordeel"]
    is_problem(client.get("/v1/citaten/0000000000000000"), 404)


def test_a_citation_of_an_older_version_says_that_and_still_holds(client):
    text = "Verslag over roeispanen.\n\nDe roeispanen lagen in het botenhuis te drogen.\n"
    upload(client, "roeispanen.txt", text.encode())
    (one, *_) = client.post("/v1/passages/_zoek", json={"vraag": "roeispanen"}).json()["resultaten"]
    newer = upload(client, "roeispanen.txt", b"Verslag\n\nDe peddels liggen daar nu.\n").json()
    checked = client.get(f"/v1/citaten/{one['id']}").json()
    assert (checked["klopt"], checked["vervangenDoor"]) == (True, newer["id"])
    assert "oudere versie" in checked["oordeel"]
    assert checked["passage"]["tekst"] == one["tekst"]
    footnote = client.get(f"/v1/citaten/{one['id']}", headers={"Accept": "text/plain"})
    assert "roeispanen.txt" in footnote.text


def test_a_citation_of_which_the_file_or_the_text_was_changed_says_so(client, service):
    text = "Verslag over zwemvesten.\n\nDe zwemvesten lagen op zolder te wachten.\n"
    made = upload(client, "zwemvesten.txt", text.encode()).json()
    (one, *_) = client.post("/v1/passages/_zoek", json={"vraag": "zwemvesten"}).json()["resultaten"]
    address = f"/v1/citaten/{one['id']}"

    def holds():
        return [check["klopt"] for check in client.get(address).json()["controles"]]

    assert holds() == [True, True, True]
    kept = service._whole.originals.path(made["sha256"])
    kept.write_bytes(b"iets anders")
    assert holds() == [True, True, False]
    kept.unlink()
    assert holds() == [True, True, False]
    is_problem(client.get(f"/v1/documenten/{made['id']}/origineel"), 404)
    with service._whole._database.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE documents SET text = replace(text, 'zolder', 'kelder') WHERE id = ?", (made["id"],)
        )
    assert not holds()[0]
    assert client.get(address).json()["klopt"] is False
