"""The client library and the page 'API in tien minuten', both against a real server."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from api import assemble
from api.access.keys import Wanted
from api.access.principal import LOCAL, Role
from api.client import GeenAntwoord, Schuurpunt, Weigering
from api.document_schemas import Lijstvraag
from api.knelpunt_schemas import Knelpuntenvraag
from api.schemas import Zoekvraag
from api.settings import load
from corpus.document import Kind
from corpus.visibility import Visibility
from tests.test_api_http import DEMO, serving

# models without weights: quick to load, and good enough for what is tested here
PLAIN = {"embedder": "hashed-ngrams", "pipeline": "dutch-rules"}

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "api-in-tien-minuten.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(bash|python)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
ADDRESS = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    data = tmp_path_factory.mktemp("data")
    with assemble.opened(load(data=data, workers=1, **PLAIN)) as service:
        service.ingest([DEMO / "werksessie-schurende-wetten-twente.md"])
        service.worker.start()
        with serving(service) as http:
            yield service, str(http.base_url).rstrip("/"), data


def key(service, role):
    return service.keyring.make(Wanted("proef", role, Visibility.NETWERK), LOCAL).token


def test_the_client_asks_reads_and_checks(site):
    service, address, _ = site
    with Schuurpunt(address, key(service, Role.REDACTEUR)) as door:
        assert door.gezondheid().status == "gereed"
        found = door.zoek(Zoekvraag(vraag="Wat loopt vast door wetten?", aantal=2))
        assert (len(found.resultaten), found.totaal > 2) == (2, True)
        whole = list(door.zoek_alles("Wat loopt vast door wetten?"))
        assert len({one.id for one in whole}) == len(whole) > 2
        first = found.resultaten[0]
        assert door.passage(first.id).tekst == first.tekst
        assert door.citaat(first.id).klopt
        assert first.document.titel in door.verwijzing(first.id)
        assert first.id not in {one.id for one in door.vergelijkbaar(first.id)}
        assert door.antwoord("Wat loopt vast door wetten?").dekking.documenten == 1
        said = door.beoordeel(first.id, "Sam", toevoegen=["advies:6"])
        assert "6" in {one.id for one in said.labels.adviezen}
        assert len(list(door.labels())) > 100
        (document,) = door.documenten()
        assert door.document(document.id) == document
        assert first.tekst == door.tekst(document.id)[first.begin : first.eind]
        assert door.origineel(document.id) == (DEMO / document.bestand).read_bytes()
        assert not list(door.documenten(Lijstvraag(documentsoort=[Kind.INTERVIEW])))
        service.register.propose()
        known = list(door.knelpunten(Knelpuntenvraag(aantal=1)))
        assert len({one.id for one in known}) == len(known) > 1
        assert door.knelpunt(known[0].id).titel == known[0].titel


def test_the_client_sends_files_and_waits_for_them(site, tmp_path):
    service, address, _ = site
    broken = tmp_path / "stuk.pdf"
    broken.write_bytes(b"%PDF-1.7 en verder niets")
    with Schuurpunt(address, key(service, Role.BEHEERDER)) as door:
        job = door.wacht_op(
            door.neem_op(DEMO / "factsheet-zeven-adviezen.md", broken, zichtbaarheid="openbaar")
        )
        good, bad = job.bestanden
        assert (good.status, bad.document) == ("nieuw", None)
        assert bad.reden
        sent = door.document(good.document.removeprefix("/v1/documenten/"))
        assert sent.zichtbaarheid == Visibility.OPENBAAR
        door.verwijder(sent.id)
        with pytest.raises(Weigering) as gone:
            door.document(sent.id)
        assert (gone.value.status, gone.value.title) == (404, "Niet gevonden")


def test_what_is_refused_says_why_in_dutch(site):
    service, address, _ = site
    with Schuurpunt(address, key(service, Role.LEZER)) as door:
        with pytest.raises(Weigering, match="Dit mag alleen een redacteur") as forbidden:
            door.neem_op(DEMO / "factsheet-zeven-adviezen.md")
        with pytest.raises(Weigering) as wrong:
            door.zoek(Zoekvraag.model_construct(vraag="wet", aantal=0))
    assert forbidden.value.status == 403
    assert (wrong.value.status, wrong.value.wrong) == (400, (("aantal", "moet ten minste 1 zijn"),))
    with Schuurpunt(address, "sp_00000000_" + "x" * 43) as door, pytest.raises(Weigering) as unknown:
        door.document("0")
    assert unknown.value.status == 401
    with Schuurpunt("http://127.0.0.1:9", seconden=2) as door, pytest.raises(GeenAntwoord):
        door.gezondheid()


def test_every_block_of_the_page_works_in_its_order(site):
    if shutil.which("curl") is None:
        pytest.skip("curl is not there, so the page is not tried")
    _, address, data = site
    assert len(BLOCKS) >= 7
    script = ["set -e", 'curl() { command curl --fail-with-body "$@"; echo; }']
    for language, block in BLOCKS:
        script += [block] if language == "bash" else [".venv/bin/python - <<'EINDE'", block, "EINDE"]
    ran = subprocess.run(
        ["bash"],
        input="\n".join(script)
        .replace(ADDRESS, address)
        .replace(".venv/bin/", f"{Path(sys.executable).parent}/"),
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "SCHUURPUNT_DATA": str(data), "PYTHONPATH": str(ROOT)},
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr + ran.stdout[-2000:]
    assert '"gevonden":' in ran.stdout
    assert '"klopt":true' in ran.stdout
    assert "404 " in ran.stdout
    assert "factsheet-zeven-adviezen.md nieuw" in ran.stdout
