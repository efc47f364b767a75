"""Tests the commands about labels: listing, judging, exporting, and labelling anew."""

import json
import shutil
from pathlib import Path

import pytest

from api import assemble
from api.cli import run
from api.settings import load
from corpus.taxonomy import SHIPPED

DEMO = Path(__file__).parents[1] / "corpus" / "demo"
NAME = "werksessie-schurende-wetten-twente.md"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A data folder with a document, and a taxonomy to change."""
    folder = tmp_path_factory.mktemp("home")
    shutil.copytree(SHIPPED, folder / "taxonomie", ignore=shutil.ignore_patterns("*.py*", "__pycache__"))
    with assemble.opened(load(data=folder / "data", workers=1)) as service:
        service.ingest([DEMO / NAME])
    return folder


@pytest.fixture
def command(home, monkeypatch, capsys):
    """Runs one command on that folder; answers its status and what it printed."""
    monkeypatch.setenv("SCHUURPUNT_DATA", str(home / "data"))
    monkeypatch.setenv("SCHUURPUNT_TAXONOMY", str(home / "taxonomie"))
    monkeypatch.setenv("SCHUURPUNT_WORKERS", "1")

    def do(*arguments):
        status = run([str(argument) for argument in arguments])
        return status, *capsys.readouterr()

    return do


def listed(command):
    return [json.loads(line) for line in command("passages", "--json")[1].splitlines()]


def test_passages_come_as_lines_in_the_shape_of_a_result(command):
    answer = json.loads(command("search", "schurende wetten", "--limit", 100, "--json")[1])
    found = {one["id"]: one | {"score": 0, "markeringen": []} for one in answer["resultaten"]}
    lines = listed(command)
    assert [one["begin"] for one in lines] == sorted(one["begin"] for one in lines)
    assert {one["id"]: one | {"score": 0} for one in lines}.items() >= found.items()
    assert all(one["id"] in command("passages")[1] for one in lines)


def test_a_search_can_be_narrowed_and_shows_labels_and_counts(command):
    status, out, _ = command("search", "wetten", "--regio", "Enschede", "--wet", "lpw", "--wet", "Jw")
    assert status == 0
    assert "regio:twente Twente" in out
    assert any(line.startswith("wet: ") for line in out.splitlines())
    status, out, err = command("search", "wetten", "--knelpunt", "weer")
    assert (status, out) == (1, "")
    assert err.startswith("Fout: Knelpunt ‘weer’ bestaat niet. Kies uit: wetgeving (Wetgeving), financiering")


def test_what_a_person_says_is_shown_kept_and_exported_with_the_agreement(command):
    one = next(one for one in listed(command) if one["labels"]["regios"])
    said = "--add advies:6 --add regio:twente --reject knelpunt:privacy --door Sam"
    status, out, _ = command("label", one["id"][:10], *said.split())
    assert status == 0
    assert "advies:6" in out
    assert command("retag")[0] == 0
    now = next(other for other in listed(command) if other["id"] == one["id"])
    assert now["labels"]["adviezen"][0]["bewijs"][0]["bron"] == "Sam"
    status, out, err = command("labels", "export")
    row = json.loads(out)
    assert (row["tekst"], row["uitspraak"]) == (one["tekst"], None)
    assert (row["wel"], row["niet"]) == (["advies:6", "regio:twente"], ["knelpunt:privacy"])
    agreement = {line.split()[0]: line.split()[1:] for line in err.splitlines()}
    assert agreement["regio"] == ["1", "1", "1.00"]
    assert agreement["advies"] == ["1", "0", "0.00"]
    assert command("label", one["id"], "--add", "advies:9")[0] == 1


def test_retag_takes_a_changed_taxonomy_and_a_broken_one_changes_nothing(command, home):
    before = listed(command)
    assert all(one["labels"]["regios"] for one in before)
    file = home / "taxonomie" / "regios.yaml"
    whole = file.read_text()
    try:
        file.write_text(whole.replace("naam: Twente", "naam: Twente\n    nam: Twente"))
        status, out, err = command("retag")
        assert (status, out) == (1, "")
        assert "regios.yaml, regel " in err
        assert "nam" in err
        file.write_text(whole.replace("id: twente", "id: overijssel"))
        assert command("retag")[0] == 0
        after = listed(command)
    finally:
        file.write_text(whole)
    assert "twente" in regions(before)
    assert "overijssel" in regions(after)
    assert "twente" not in regions(after)
    command("retag")
    assert listed(command) == before


def regions(passages):
    """What the taggers found, whatever a person said."""
    found = [label for one in passages for label in one["labels"]["regios"]]
    return {label["id"] for label in found if label["bewijs"][0]["grond"] != "door een mens"}
