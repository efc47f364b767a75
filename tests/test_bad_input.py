"""Every bad file and bad question of the first plan, at both doors: a Dutch message with the file's name
and what to do, a status that says so, and nothing lost of what was stored.
"""

import io
import json
import os
import re
import zipfile

import pytest
from fpdf import FPDF
from pypdf import PdfWriter

from api import assemble
from api.cli import run
from api.settings import load
from tests.test_api_http import is_problem, serving, upload

LIMIT = 200_000
GOOD = "De leerplichtambtenaar sprak met drie thuiszitters en hun ouders.\n"


def pdf(text="De leerplichtambtenaar sprak met thuiszitters.", password=None):
    made = FPDF()
    made.add_page()
    made.set_font("helvetica", size=12)
    if password:
        made.set_encryption(owner_password="eigenaar", user_password=password)
    if text:
        made.multi_cell(0, text=text)
    else:
        made.rect(20, 20, 100, 100, style="F")
    return bytes(made.output())


def without_pages():
    out = io.BytesIO()
    PdfWriter().write(out)
    return out.getvalue()


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"\0" * 20_000_000)
    return out.getvalue()


REFUSED = {
    "leeg.txt": (b"", "leeg", 400),
    "nul paginas.pdf": (without_pages(), "pagina", 400),
    "afgekapt.pdf": (pdf()[: len(pdf()) // 2], "beschadigd", 400),
    "met wachtwoord.pdf": (pdf(password="geheim"), "wachtwoord", 400),
    "programma.pdf": (b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 40, "niet leest", 415),
    "bom.docx": (bomb(), "uitgepakt", 413),
    "te groot.txt": (b"woord " * 50_000, "grens", 413),
}
TAKEN_IN = {
    "goed.txt": (GOOD.encode(), "nieuw"),
    "zelfde als goed.txt": (GOOD.encode(), "ook bekend als"),
    "utf-16.txt": ("De coördinator vond een oplossing voor het vervoer.".encode("utf-16"), "nieuw"),
    "Verslag coördinatie Súdwest (2) – ‘definitief’.txt": ("De gemeente betaalt.".encode("cp1252"), "nieuw"),
    "scan.pdf": (pdf(text=""), "geen tekst gevonden"),
}


@pytest.fixture(scope="module")
def limits():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCHUURPUNT_MAX_FILE_BYTES", str(LIMIT))
        patch.setenv("SCHUURPUNT_MAX_UNPACKED_MB", "10")
        patch.setenv("SCHUURPUNT_WORKERS", "1")
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("bestanden")
    for name, (data, *_) in (REFUSED | TAKEN_IN).items():
        (made / name).write_bytes(data)
    os.mkfifo(made / "pijp.txt")
    return made


@pytest.fixture(scope="module")
def data(tmp_path_factory, limits):
    return tmp_path_factory.mktemp("data")


@pytest.fixture
def command(data, capsys):
    def do(*arguments):
        status = run([*map(str, arguments), "--data", str(data)])
        told = capsys.readouterr()
        assert "Traceback" not in told.out + told.err
        return status, told.out, told.err

    return do


@pytest.fixture(scope="module")
def ingested(folder, data):
    """The table that one run over all of them prints, with a missing path beside them."""
    with pytest.MonkeyPatch.context() as patch:
        out, err = io.StringIO(), io.StringIO()
        patch.setattr("sys.stdout", out)
        patch.setattr("sys.stderr", err)
        status = run(["ingest", str(folder), str(folder / "weg.txt"), "--data", str(data)])
    assert "Traceback" not in out.getvalue() + err.getvalue()
    return status, out.getvalue()


def row(table, name):
    return next(line for line in table.splitlines() if line.startswith(f"{name}  "))


def test_one_bad_file_sets_the_status_and_stops_no_other(ingested):
    status, table = ingested
    assert status == 1
    assert len(table.splitlines()) == 1 + len(REFUSED) + len(TAKEN_IN) + 2


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_file_is_told_in_the_table_with_its_name_and_what_to_do(ingested, name):
    line = row(ingested[1], name)
    status, reason = re.split(r"\s{2,}", line.strip())[1:]
    assert status == "mislukt"
    assert name in reason
    assert REFUSED[name][1] in reason
    assert len(reason.split(". ")) >= 2


@pytest.mark.parametrize("name", TAKEN_IN)
def test_an_odd_file_is_taken_in(ingested, name):
    assert TAKEN_IN[name][1] in row(ingested[1], name)


@pytest.mark.parametrize(
    ("name", "reason"), [("weg.txt", "bestaat niet"), ("pijp.txt", "geen gewoon bestand")]
)
def test_what_is_no_file_is_told(ingested, name, reason):
    assert reason in row(ingested[1], name)


def test_the_doctor_counts_scans_and_failures_and_finds_the_rest_in_order(ingested, command):
    status, out, _ = command("doctor")
    assert status == 0
    assert "Geen tekst gevonden in 1: scan.pdf." in out
    for name in REFUSED:
        assert f"Niet te lezen: {name} " in out
    assert "Alles klopt." in out


def test_the_same_bytes_under_two_names_are_one_document(ingested, command):
    out = command("search", "leerplichtambtenaar thuiszitters", "--limit", 100, "--json")[1]
    assert [one["tekst"] for one in json.loads(out)["resultaten"]].count(GOOD.strip()) == 1


def test_utf_16_and_diacritics_arrive_whole(ingested, command):
    assert "De coördinator vond een oplossing" in command("search", "vervoer coördinator")[1]


@pytest.mark.parametrize(
    ("question", "message"),
    [("", "leeg"), ("   ", "leeg"), ("de het een", "geen"), ("a" * 10_000, "10000 tekens; de grens is 2000")],
)
def test_a_question_that_asks_nothing_is_refused(command, question, message):
    status, out, err = command("search", question)
    assert (status, out) == (1, "")
    assert err.startswith("Fout: ")
    assert message in err or "zonder eigen inhoud" in err


@pytest.mark.parametrize("arguments", [("show", "ffff0000"), ("remove", "ffff0000")])
def test_an_unknown_id_is_told(command, arguments):
    status, out, err = command(*arguments)
    assert (status, out) == (1, "")
    assert err.startswith("Fout: ")
    assert "ffff0000" in err


def test_a_bad_setting_is_told(command, monkeypatch):
    monkeypatch.setenv("SCHUURPUNT_PORT", "deur")
    assert command("documents") == (
        1,
        "",
        "Fout: SCHUURPUNT_PORT moet een geheel getal zijn. Pas de instelling aan en probeer het opnieuw.\n",
    )


def test_a_data_folder_that_cannot_be_made_is_told(tmp_path, capsys, limits):
    (tmp_path / "bezet").write_text("geen map")
    assert run(["documents", "--data", str(tmp_path / "bezet")]) == 1
    assert capsys.readouterr().err.startswith("Fout: ")


def test_over_http_each_bad_file_is_a_problem_and_nothing_of_it_stays(tmp_path, limits):
    with assemble.opened(load(data=tmp_path)) as service, serving(service) as client:
        for name, (data, reason, status) in REFUSED.items():
            detail = is_problem(upload(client, name, data), status)["detail"]
            assert status == 413 or reason in detail
        assert client.get("/v1/documenten").json()["totaal"] == 0
        assert upload(client, "scan.pdf", TAKEN_IN["scan.pdf"][0]).json()["status"] == "geen tekst gevonden"
