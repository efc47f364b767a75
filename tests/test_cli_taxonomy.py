"""The commands about the taxonomy."""

import shutil

import pytest

from api.cli import run
from corpus.taxonomy import SHIPPED, load


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A changed copy that the setting points at."""
    folder = shutil.copytree(SHIPPED, tmp_path / "eigen")
    path = folder / "adviezen.yaml"
    path.write_text(path.read_text("utf-8").replace("Brede teams", "Eén team"), "utf-8")
    monkeypatch.setenv("SCHUURPUNT_TAXONOMY", str(folder))
    return folder


def test_check_says_what_there_is_and_which_version(capsys, monkeypatch):
    monkeypatch.delenv("SCHUURPUNT_TAXONOMY", raising=False)
    assert run(["taxonomy", "check"]) == 0
    said = capsys.readouterr().out
    assert load().version in said
    assert "7 adviezen, 7 bouwstenen, 7 soorten knelpunten, 11 regio's, 342 gemeenten" in said


def test_check_reads_the_folder_of_the_setting_and_one_that_is_named(own, capsys):
    assert run(["taxonomy", "check"]) == 0
    assert load(own).version in capsys.readouterr().out
    assert run(["taxonomy", "check", str(SHIPPED)]) == 0
    assert load().version in capsys.readouterr().out


def test_a_mistake_fails_the_check_and_changes_nothing(own, capsys):
    (own / "regios.yaml").write_text("regios:\n  - id: twente\n", "utf-8")
    assert run(["taxonomy", "check"]) == 1
    said = capsys.readouterr()
    assert "regios.yaml, regel 2, veld 'regios[1].naam': ontbreekt" in said.err
    assert not said.out


def test_show_lists_every_label_and_tells_all_about_one(capsys):
    assert run(["taxonomy", "show"]) == 0
    listed = {line.split()[0] for line in capsys.readouterr().out.splitlines()}
    assert listed >= {
        "advies:7",
        "bouwsteen:dialoog-6:1",
        "regio:utrecht",
        "wet:BWBR0002628",
        "knelpunt:privacy",
    }
    for label in sorted(listed - {"label"})[::10]:
        assert run(["taxonomy", "show", label]) == 0
        assert capsys.readouterr().out.startswith(label)
    assert run(["taxonomy", "show", "advies:8"]) == 1
    assert "geen label 'advies:8'" in capsys.readouterr().err
