"""The commands about the thesaurus."""

import pytest

from api.cli import run
from corpus.taxonomy import SHIPPED, load
from corpus.taxonomy.thesaurus_files import files, thesaurus


@pytest.fixture(autouse=True)
def _no_setting(monkeypatch):
    monkeypatch.delenv("SCHUURPUNT_TAXONOMY", raising=False)


def test_show_tells_all_about_a_word_and_lists_every_concept(capsys):
    assert run(["thesaurus", "show", "oza"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("onderwijszorgarrangement  onderwijszorgarrangement")
    assert "\nAfkortingen\n" in told
    assert "  onderwijs en zorg (onderwijs-zorg)\n" in told
    assert run(["thesaurus", "show"]) == 0
    listed = {line.split()[0] for line in capsys.readouterr().out.splitlines()[1:]}
    assert listed == {one.id for one in load().thesaurus.concepts}


def test_a_word_that_it_does_not_know_fails_with_one_that_is_near(capsys):
    assert run(["thesaurus", "show", "thuiszittr"]) == 1
    assert "kent geen 'thuiszittr'. Bedoelt u thuiszitter" in capsys.readouterr().err
    assert run(["thesaurus", "show", "xqzw"]) == 1
    assert "'schuurpunt thesaurus show'" in capsys.readouterr().err


def test_what_is_exported_comes_in_elsewhere_the_same_and_replaces_only_when_told(tmp_path, capsys):
    turtle, folder = tmp_path / "th.ttl", tmp_path / "eigen"
    assert run(["thesaurus", "export", "--uit", str(turtle)]) == 0
    assert run(["thesaurus", "import", str(turtle), "--naar", str(folder)]) == 0
    assert thesaurus(files(folder)) == thesaurus(files(SHIPPED))
    capsys.readouterr()

    before = turtle.read_bytes()
    assert run(["thesaurus", "export"]) == 0
    assert capsys.readouterr().out.encode() == before
    assert run(["thesaurus", "export", "--uit", str(turtle)]) == 1
    assert "bestaat al" in capsys.readouterr().err

    (other,) = files(folder)
    other = other.rename(other.with_name("oud.yaml"))
    assert run(["thesaurus", "import", str(turtle), "--naar", str(folder)]) == 1
    assert "staat al een thesaurus: oud.yaml" in capsys.readouterr().err
    assert files(folder) == [other]
    assert run(["thesaurus", "import", str(turtle), "--naar", str(folder), "--overschrijf"]) == 0
    assert [path.name for path in files(folder)] == ["begrippen.yaml"]


def test_what_cannot_come_in_changes_nothing(tmp_path, capsys):
    turtle, folder = tmp_path / "th.ttl", tmp_path / "eigen"
    assert run(["thesaurus", "import", str(turtle), "--naar", str(folder)]) == 1
    assert "th.ttl is niet te lezen" in capsys.readouterr().err
    turtle.write_text("dit is geen Turtle")
    assert run(["thesaurus", "import", str(turtle), "--naar", str(folder)]) == 1
    assert "th.ttl, regel 1: geen geldige Turtle" in capsys.readouterr().err
    assert not folder.exists()
    assert run(["thesaurus", "export", "--uit", str(turtle), "--overschrijf"]) == 0
    assert run(["thesaurus", "import", str(turtle)]) == 1
    assert "geen eigen map" in capsys.readouterr().err
    (tmp_path / "bestand").write_text("")
    assert run(["thesaurus", "import", str(turtle), "--naar", str(tmp_path / "bestand")]) == 1
    assert "is niet te schrijven" in capsys.readouterr().err
