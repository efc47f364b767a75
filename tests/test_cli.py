"""Tests the command line; what needs a process of its own is tried in one, the rest at once."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from api import assemble
from api.cli import run, terminal
from api.settings import load

DEMO = Path(__file__).parents[1] / "corpus" / "demo"
NAMES = (
    "factsheet-zeven-adviezen.md",
    "werksessie-schurende-wetten-twente.md",
    "interview-leerplicht-almere.html",
)
SCHUURPUNT = str(Path(sys.executable).with_name("schuurpunt"))


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A folder of documents and a data folder in which they were taken in."""
    folder = tmp_path_factory.mktemp("home")
    (folder / "docs").mkdir()
    for name in NAMES:
        shutil.copy(DEMO / name, folder / "docs")
    with assemble.opened(load(data=folder / "data", workers=1)) as service:
        service.ingest([folder / "docs"])
    return folder


@pytest.fixture
def command(home, monkeypatch, capsys):
    """Runs one command on that folder; answers its status and what it printed."""
    monkeypatch.setenv("SCHUURPUNT_DATA", str(home / "data"))
    monkeypatch.setenv("SCHUURPUNT_WORKERS", "1")

    def do(*arguments):
        status = run([str(argument) for argument in arguments])
        return status, *capsys.readouterr()

    return do


def row(table, name):
    return next(line for line in table.splitlines() if line.startswith(name))


def test_a_second_run_changes_nothing_and_a_changed_file_replaces_its_older_version(command, home):
    status, out, err = command("ingest", home / "docs")
    assert status == 0
    assert all("ongewijzigd" in row(out, name) for name in NAMES)
    assert all(f"{name}: ongewijzigd" in err for name in NAMES)
    changed = home / "docs" / NAMES[0]
    changed.write_text(changed.read_text() + "\nDe regio telt zeven zeepaardjes in haar jaarverslag.\n")
    assert "vervangen" in row(command("ingest", changed)[1], changed.name)
    assert "zeepaardjes" in command("search", "zeepaardjes", "--limit", 1)[1]


def test_a_search_prints_citations_and_as_json_what_the_api_answers(command):
    status, out, _ = command("search", "schurende wetten", "--limit", 2)
    assert status == 0
    assert " 1. Verslag werksessie schurende wetten · 16 februari 2023 · " in out
    answer = json.loads(command("search", "schurende wetten", "--limit", 2, "--json")[1])
    ids = [one["id"] for one in answer["resultaten"]]
    assert len(ids) == 2
    assert all(f"id {one}" in out for one in ids)


def test_what_was_understood_stands_above_the_results_and_can_be_undone(command):
    out = command("search", "schurnde wetten in Twente", "--limit", 1)[1].splitlines()
    assert out[0] == "gezocht op ‘schurende’ in plaats van ‘schurnde’ (spelling:schurnde)"
    assert "regio Twente (regio:twente)" in out[1]
    assert out[2].startswith("zoekt ook op: ")
    told = command(
        "search", "schurnde wetten in Twente", "--limit", 1, "--letterlijk", "--zonder", "regio:twente"
    )[1]
    assert "spelling:" not in told
    assert "regio:twente)" not in told


def test_nothing_found_is_said_with_advice(command):
    status, out, _ = command("search", "qxqzqx")
    assert (status, out.splitlines()[0]) == (0, "Niets gevonden.")


def test_a_passage_is_shown_in_its_surroundings_by_the_beginning_of_its_id(command):
    found = json.loads(command("search", "schurende wetten", "--limit", 1, "--json")[1])["resultaten"][0]
    status, out, _ = command("show", found["id"][:12])
    assert status == 0
    assert found["sha256"] in out
    assert found["document"]["bestand"] in out
    assert len(out) > len(found["tekst"])


def test_show_pages_tells_what_the_parser_saw(command, home):
    status, out, _ = command("show", "--pages", home / "docs" / NAMES[1])
    assert status == 0
    assert "[kop 1] Verslag werksessie schurende wetten" in out


def test_a_removed_document_is_gone_and_prune_forgets_what_left_the_folder(command, home):
    name = NAMES[2]
    listed = command("documents")[1]
    document = row_with(listed, name).split()[0]
    assert command("remove", document[:10]) == (0, f"{name} is verwijderd.\n", "")
    assert name not in command("documents")[1]
    assert "nieuw" in row(command("ingest", home / "docs")[1], name)
    (home / "docs" / name).unlink()
    assert name in command("documents")[1]
    assert "verwijderd" in row(command("ingest", "--prune", home / "docs")[1], name)
    assert name not in command("documents")[1]


def row_with(table, word):
    return next(line for line in table.splitlines() if word in line)


@pytest.mark.parametrize("arguments", [("rebuild",), ("rebuild", "--parse")])
def test_after_a_rebuild_the_same_is_found(command, arguments):
    def found():
        answer = json.loads(command("search", "schurende wetten", "--limit", 100, "--json")[1])
        return {one["id"] for one in answer["resultaten"]}

    before = command("documents"), found()
    assert command(*arguments)[0] == 0
    assert (command("documents"), found()) == before
    assert "Alles klopt." in command("doctor")[1]


@pytest.fixture
def questions(tmp_path):
    """A file with one question that the documents answer."""
    question = {
        "id": "1", "kind": "woord", "question": "schurende wetten",
        "relevant": [{"document": NAMES[1], "quote": "Vijf daarvan blijken oplosbaar binnen", "grade": 2}],
    }  # fmt: skip
    file = tmp_path / "vragen.jsonl"
    file.write_text(json.dumps(question))
    return file


def test_evaluate_prints_the_measures_by_kind_and_beside_the_baselines(command, questions):
    status, out, _ = command("evaluate", "questions", questions)
    assert command("evaluate", questions) == (status, out, "")
    assert status == 0
    measures = ["nDCG@10", "recall@5", "recall@20", "MRR@10"]
    assert out.splitlines()[0].split() == ["soort", "vragen", *measures]
    assert row(out, "alle").split()[:2] == ["alle", "1"]
    assert row(out, "woord")
    told = json.loads(command("evaluate", "questions", questions, "--json")[1])
    assert all(row(out, name) for name in told["manieren"])
    assert {"BM25 met Nederlandse stammen", "BM25 met Nederlandse analyse"} <= set(told["manieren"])
    assert told["soorten"]["alle"]["nDCG@10"]["value"] > 0
    assert "keer de nDCG@10 van BM25 met Nederlandse analyse." in out


def test_evaluate_answers_prints_what_is_shown_and_what_is_refused(command, questions, tmp_path):
    unanswerable = tmp_path / "zonder.jsonl"
    unanswerable.write_text('{"id": "2", "kind": "onzin", "question": "qxqzqx"}')
    arguments = ("evaluate", "answers", questions, "--unanswerable", unanswerable)
    status, out, _ = command(*arguments)
    assert status == 0
    assert row(out, "woord").split()[:2] == ["woord", "1"]
    assert row(out, "onzin").split()[:3] == ["onzin", "1", "1.000"]
    told = json.loads(command(*arguments, "--json")[1])
    assert told["onbeantwoordbaar"]["alle"]["geweigerd"]["value"] == 1
    assert "zonder antwoord" not in command("evaluate", "answers", questions)[1]


def test_evaluate_tags_prints_the_measures_of_each_kind_of_label(command, tmp_path):
    quote = {
        "document": NAMES[1], "quote": "Vijf daarvan blijken oplosbaar binnen", "regios": ["Twente"],
        "adviezen": [], "bouwstenen": [], "wetten": [], "knelpunt": None,
    }  # fmt: skip
    file = tmp_path / "labels.jsonl"
    file.write_text(json.dumps(quote))
    status, out, _ = command("evaluate", "tags", file)
    assert status == 0
    assert row(out, "regio")[len("regio") :].split() == ["1", "0", "0", "1.00", "1.00", "1.00"]
    assert "Soort knelpunt" in out


def test_help_and_a_typing_error_answer_at_once():
    for arguments, status in (["--help"], 0), (["search", "x", "--limit", "0"], 2):
        start = time.process_time(), os.times().children_user
        done = subprocess.run([SCHUURPUNT, *arguments], capture_output=True, check=False)
        assert done.returncode == status
        assert os.times().children_user - start[1] < 1


def test_the_service_serves_refuses_a_second_owner_and_stops_when_told(home):
    data = ["--data", str(home / "data")]
    server = subprocess.Popen([SCHUURPUNT, "serve", "--port", "0", *data], stdout=subprocess.PIPE, text=True)
    try:
        line = server.stdout.readline()
        assert line.startswith("Schuurpunt luistert op http://127.0.0.1:")
        assert httpx.get(f"{line.split()[3]}/v1/documenten", timeout=60).json()["totaal"] >= 2
        second = subprocess.run([SCHUURPUNT, "documents", *data], capture_output=True, text=True, check=False)
        assert second.returncode == 1
        assert second.stderr.startswith(f"Fout: De gegevensmap {home / 'data'} is al in gebruik")
        assert "Traceback" not in second.stderr
    finally:
        server.send_signal(signal.SIGTERM)
        out, _ = server.communicate(timeout=30)
    assert (server.returncode, out) == (0, "Schuurpunt is gestopt.\n")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Wij wachten op de wet.", "“Wij wachten op de wet.”"),
        ("“Wij wachten op de wet.”", "“Wij wachten op de wet.”"),
        ('"Wij wachten."', '"Wij wachten."'),
        ("“Ja”, zei zij, “wij wachten.”", "““Ja”, zei zij, “wij wachten.””"),
    ],
)
def test_what_is_a_quotation_itself_gets_no_second_pair_of_marks(text, shown):
    assert terminal.quoted(text) == shown
