"""The commands about models, on documents that one model took in and another takes over."""

import json
import shutil
from pathlib import Path

import pytest

from api import assemble
from api.cli import run
from api.settings import load
from models import cards, files
from models.recipes import seal
from tests.tiny_models import RERANKER, save_cross_encoder, save_static, write_card

DEMO = Path(__file__).parents[1] / "corpus" / "demo"
NAME = "werksessie-schurende-wetten-twente.md"


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    folder = save_static(tmp_path_factory.mktemp("model") / "eigen")
    return write_card(folder, backend="static", files=files.hashes(folder))


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A data folder with one document, taken in without weights."""
    data = tmp_path_factory.mktemp("filled") / "data"
    with assemble.opened(load(data=data, workers=1, embedder="hashed-ngrams")) as service:
        service.ingest([DEMO / NAME])
    return data


@pytest.fixture
def home(filled, tmp_path, monkeypatch):
    """A folder with a copy of it, which the commands use."""
    monkeypatch.delenv("SCHUURPUNT_EMBEDDER", raising=False)
    monkeypatch.setenv("SCHUURPUNT_DATA", str(shutil.copytree(filled, tmp_path / "data")))
    monkeypatch.setenv("SCHUURPUNT_WORKERS", "1")
    return tmp_path


@pytest.fixture
def command(home, capsys):
    def do(*arguments):
        capsys.readouterr()
        status = run([str(argument) for argument in arguments])
        return status, *capsys.readouterr()

    return do


def ids(answer):
    return {one["id"] for one in json.loads(answer)["resultaten"]}


def active(table):
    return {line.split()[0] for line in table.splitlines()[1:] if line.split()[3] == "ja"}


def test_another_model_takes_over_at_a_command_and_is_used_from_then_on(command, model, monkeypatch):
    assert "hashed-ngrams" in active(command("models")[1])
    before = ids(command("search", "schurende wetten", "--limit", 100, "--json")[1])
    assert command("rebuild", "--model", model)[0] == 0
    assert ids(command("search", "schurende wetten", "--limit", 100, "--json")[1]) == before
    assert str(model) in active(command("models")[1])
    assert "Alles klopt." in command("doctor")[1]
    assert command("ingest", DEMO / "factsheet-zeven-adviezen.md")[0] == 0
    assert command("rebuild", "--parse")[0] == 0

    monkeypatch.setenv("SCHUURPUNT_EMBEDDER", "hashed-ngrams")
    status, _, told = command("documents")
    assert status == 1
    assert f"De index is gemaakt met model '{model}' (1), en nu is 'hashed-ngrams' (1) ingesteld." in told
    assert "'schuurpunt rebuild --model hashed-ngrams'" in told
    assert command("rebuild", "--model", "hashed-ngrams")[0] == 0
    assert command("documents")[0] == 0


def test_a_reranker_orders_the_best_anew(command, home, monkeypatch):
    def order():
        answer = json.loads(command("search", "schurende wetten", "--limit", 100, "--json")[1])
        return [(one["id"], one["score"]) for one in answer["resultaten"]]

    before = order()
    folder = save_cross_encoder(home / "herlezer")
    write_card(folder, **RERANKER)
    monkeypatch.setenv("SCHUURPUNT_RERANKER", str(folder))
    after = order()
    assert {name for name, _ in after} == {name for name, _ in before}
    assert [name for name, _ in after] != [name for name, _ in before]
    assert [score for _, score in after] == sorted((score for _, score in after), reverse=True)
    assert str(folder) in active(command("models")[1])


def test_a_model_that_fails_half_way_leaves_the_index_with_the_one_it_had(command, model, home):
    broken = Path(shutil.copytree(model, home / "kapot"))
    (broken / "tokenizer.json").write_text("{")
    status, _, told = command("rebuild", "--model", broken)
    assert status == 1
    assert told.startswith(
        f"Fout: Van het model {broken} ontbreken bestanden of zijn ze veranderd: tokenizer"
    )
    assert "hashed-ngrams" in active(command("models")[1])
    assert NAME in command("search", "schurende wetten")[1]


def test_a_model_that_is_gone_is_told_with_what_to_do(command, model, home):
    moved = Path(shutil.copytree(model, home / "weg"))
    command("rebuild", "--model", moved)
    shutil.rmtree(moved)
    status, _, told = command("documents")
    assert status == 1
    assert f"Er is geen model '{moved}'." in told
    assert "schuurpunt rebuild --model ID" in told
    assert "Traceback" not in told


def test_check_names_the_file_in_which_a_byte_has_changed(command, model, home, monkeypatch):
    """On weights as they ship: sealed on their card, then damaged."""
    weights, registry = home / "weights", home / "cards"
    name = "embedder-static"
    shutil.copytree(model, weights / name, ignore=shutil.ignore_patterns("card.toml"))
    registry.mkdir()
    for one in (*Path(cards.REGISTRY).glob("hashed*"), cards.REGISTRY / f"{name}.toml"):
        shutil.copy(one, registry)
    for module in cards, seal:
        monkeypatch.setattr(module, "REGISTRY", registry)
    for module in files, seal:
        monkeypatch.setattr(module, "WEIGHTS", weights)
    seal.main([name])
    with monkeypatch.context() as patch:
        patch.setattr(cards, "registry", cards.registry.__wrapped__)
        patch.setattr("api.cli.models.registry", cards.registry)
        assert command("models", "check") == (0, f"{name}: 4 bestanden kloppen.\n", "")
        damaged = weights / name / "model.safetensors"
        damaged.write_bytes(damaged.read_bytes()[:-1] + b"!")
        (weights / name / "los.txt").touch()
        status, told, _ = command("models", "check")
    assert status == 1
    assert told == f"{name}: model.safetensors ontbreekt of is veranderd; los.txt staat niet op de kaart.\n"


def test_weights_that_do_not_ship_get_a_card_of_their_own_without_figures(model, home):
    """As a short run of the recipes makes them: they load by their folder, and the registry stays."""
    folder = home / "weights" / "embedder-static"
    shutil.copytree(model, folder, ignore=shutil.ignore_patterns("card.toml"))
    shipped = (cards.REGISTRY / "embedder-static.toml").read_bytes()
    seal.main(["embedder-static", "--weights", str(folder.parent)])
    assert (cards.REGISTRY / "embedder-static.toml").read_bytes() == shipped
    card = cards.find(str(folder))
    assert not files.differing(card, folder)
    assert not any((card.run_here, card.training, card.quality, card.speed))
