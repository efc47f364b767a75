"""The loading code for real, on tiny models with random weights that were saved as real ones are."""

import os
import pickle
import shutil
import subprocess
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import spacy
from sentence_transformers import CrossEncoder, SentenceTransformer

from corpus.errors import BadSetting, ModelDamaged, ModelMissing
from models import cards, files
from models.load import Setup, default, embedder, reranker, sentences
from models.transformer import TorchEncoder
from tests.tiny_models import (
    DIMENSIONS,
    MAX_TOKENS,
    RERANKER,
    pieces,
    save_cross_encoder,
    save_static,
    save_transformer,
    write_card,
)

TEXTS = ["Wie betaalt?", "De regio.", "En dan nog iets wat veel te lang is."]
# what models.recipes.embedder.export makes of `save_transformer`
ONNX = Path(__file__).parent / "data" / "tiny.onnx"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder with a transformer, a static embedder, a cross-encoder, and an exported model."""
    home = tmp_path_factory.mktemp("models")
    write_card(save_transformer(home / "transformer"), max_tokens=MAX_TOKENS)
    write_card(save_static(home / "static"), backend="static")
    write_card(save_cross_encoder(home / "cross"), **RERANKER)
    (home / "exported" / "onnx").mkdir(parents=True)
    shutil.copy(ONNX, home / "exported" / "onnx" / "model_int8.onnx")
    pieces().save(str(home / "exported" / "tokenizer.json"))
    write_card(home / "exported", backend="onnx", max_tokens=MAX_TOKENS)
    return home


@pytest.fixture
def setup(tmp_path):
    return Setup(tmp_path / "modellen")


@pytest.mark.parametrize("name", ["transformer", "static", "exported"])
def test_vectors_are_unit_rows_and_a_question_has_a_prefix_of_its_own(name, made, setup):
    model = embedder(str(made / name), setup)
    passages, questions = model.passages(TEXTS).vectors, model.queries(TEXTS)
    for rows in (passages, questions):
        assert rows.dtype == np.float32
        assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert not np.allclose(passages, questions, atol=1e-3)
    assert np.allclose(model.passages(TEXTS[1:2]).vectors[0], passages[1], atol=1e-5)
    assert np.array_equal(model.queries(TEXTS[1:2])[0], questions[1])
    assert model.passages([]).vectors.shape == model.queries([]).shape == (0, DIMENSIONS)


@pytest.mark.parametrize(
    ("name", "saved", "off"),
    # eight bits round more
    [("transformer", "transformer", 1e-5), ("static", "static", 1e-5), ("exported", "transformer", 0.004)],
)
def test_vectors_are_those_of_sentence_transformers_itself(name, saved, off, made, setup):
    theirs = SentenceTransformer(str(made / saved), device="cpu").float()
    model = embedder(str(made / name), setup)
    for prefix, ours in ("vraag: ", model.queries(TEXTS)), ("passage: ", model.passages(TEXTS).vectors):
        expected = theirs.encode([prefix + text for text in TEXTS], prompt="", normalize_embeddings=True)
        assert np.allclose(ours, expected, atol=off)


@pytest.mark.parametrize("name", ["transformer", "exported"])
def test_passages_that_are_cut_off_are_counted_and_told_once(name, made, setup, caplog):
    model = embedder(str(made / name), setup)
    model.passages(["abc", "d" * 60])
    model.passages(["e" * 60, "f" * 61])
    assert model.cut == 3
    assert [record.message.count("afgekapt") for record in caplog.records] == [1]


def test_a_reranker_scores_each_text_as_the_cross_encoder_does(made, setup):
    scores = reranker(str(made / "cross"), setup).scores("Wie?", TEXTS)
    logits = CrossEncoder(str(made / "cross"), device="cpu", max_length=MAX_TOKENS).predict(
        [("Wie?", text) for text in TEXTS], activation_fn=lambda logit: logit
    )
    assert np.allclose(scores, 1 / (1 + np.exp(-logits)), atol=1e-5)
    assert reranker(str(made / "cross"), setup).scores("Wie?", []).shape == (0,)


def test_a_changed_byte_in_the_weights_is_found_before_they_are_used(made, setup, tmp_path):
    folder = Path(shutil.copytree(made / "static", tmp_path / "static"))
    write_card(folder, backend="static", files=files.hashes(folder))
    embedder(str(folder), setup).passages(TEXTS)
    flip_last_byte(folder / "model.safetensors")
    with pytest.raises(ModelDamaged, match=r"veranderd: model\.safetensors\..*models check"):
        embedder(str(folder), setup).passages(TEXTS)


def flip_last_byte(file):
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"dimensions": 64}, "geeft 32 dimensies; op zijn kaart staan er 64"),
        ({"pooling": "cls"}, "vat tokens samen met 'mean'; op zijn kaart staat 'cls'"),
    ],
)
def test_a_card_that_does_not_fit_the_model_is_told(fields, complaint, made, setup, tmp_path):
    folder = Path(shutil.copytree(made / "transformer", tmp_path / "transformer"))
    write_card(folder, **fields)
    with pytest.raises(ModelDamaged, match=complaint):
        embedder(str(folder), setup).passages(TEXTS)


@pytest.mark.parametrize("name", ["model.safetensors", "config.json", "tokenizer.json"])
def test_files_that_cannot_be_loaded_are_told_in_dutch(name, made, setup, tmp_path):
    folder = Path(shutil.copytree(made / "transformer", tmp_path / "transformer"))
    (folder / name).write_bytes(b"{")
    with pytest.raises(ModelDamaged, match="kan niet worden geladen"):
        embedder(str(folder), setup).passages(TEXTS)


@pytest.mark.parametrize(
    ("load", "name", "get"),
    [
        (embedder, "BAAI/bge-m3", "hf download BAAI/bge-m3 --revision 5617a9f6.*SCHUURPUNT_ALLOW_DOWNLOADS"),
        (reranker, "BAAI/bge-reranker-v2-m3", "hf download BAAI/bge-reranker-v2-m3"),
        (sentences, "nl_core_news_lg", "python -m spacy download nl_core_news_lg"),
    ],
)
def test_a_model_that_is_not_here_is_told_with_how_to_get_it(load, name, get, setup):
    with pytest.raises(ModelMissing, match=f"{name} staat niet op deze machine.*{get}"):
        load(name, setup)


def test_where_a_download_is_allowed_but_fails_the_error_is_ours(tmp_path):
    with pytest.raises(ModelDamaged, match="BAAI/bge-m3 kan niet worden geladen"):
        embedder("BAAI/bge-m3", Setup(tmp_path, allow_downloads=True)).queries(["Wie?"])


def test_code_of_a_maker_runs_only_when_that_is_trusted(tmp_path):
    name = "Alibaba-NLP/gte-multilingual-base"
    with pytest.raises(BadSetting, match="SCHUURPUNT_TRUST_REMOTE_CODE=true"):
        embedder(name, Setup(tmp_path))
    with pytest.raises(ModelMissing):
        embedder(name, Setup(tmp_path, trust_remote_code=True))


def test_a_model_of_another_kind_is_refused(setup):
    with pytest.raises(BadSetting, match="nl_core_news_sm is een pipeline, geen embedder"):
        embedder("nl_core_news_sm", setup)


@pytest.mark.parametrize("place", ["folder of models", "cache of the hub"])
def test_a_hub_model_is_found_offline(place, made, setup, tmp_path, monkeypatch):
    own = cards.read(made / "transformer" / "card.toml")
    card = replace(own, id="maker/model", source=cards.Source.HUB)
    monkeypatch.setattr("models.load.find", {"maker/model": card}.__getitem__)
    if place == "folder of models":
        target = setup.models_dir / "maker" / "model"
    else:
        cache = tmp_path / "hub"
        monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(cache))
        target = cache / "models--maker--model" / "snapshots" / card.revision
    shutil.copytree(made / "transformer", target)
    direct = TorchEncoder(own, made / "transformer", trust=False, threads=1)
    expected = direct.encode([own.passage_prefix + text for text in TEXTS]).vectors
    assert np.array_equal(embedder("maker/model", setup).passages(TEXTS).vectors, expected)


def test_without_a_choice_the_first_that_is_here_is_taken(setup, monkeypatch, tmp_path):
    monkeypatch.setattr(files, "WEIGHTS", tmp_path)
    order = ("embedder-transformer", "embedder-static", "hashed-ngrams")
    assert default(order, setup) == "hashed-ngrams"
    (tmp_path / "embedder-static").mkdir()
    assert default(order, setup) == "embedder-static"


def test_an_installed_pipeline_of_spacy_is_loaded_by_its_name(setup, tmp_path, monkeypatch):
    pipeline = spacy.blank("nl")
    pipeline.add_pipe("sentencizer")
    package = tmp_path / "nl_core_news_sm"
    package.mkdir()
    pipeline.to_disk(package / "nl_core_news_sm-3.8.0")
    (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    text = "Dit is er één. Dit is er nog een."
    found = [span.cut(text) for span in sentences("nl_core_news_sm", setup)(text)]
    assert found == ["Dit is er één.", "Dit is er nog een."]


@pytest.mark.parametrize("name", ["static", "exported"])
def test_light_models_load_without_torch(name, made, tmp_path):
    """Importing torch and sentence-transformers takes seconds, at every command."""
    code = (
        "import sys; from pathlib import Path; from models.load import Setup, embedder; "
        f"embedder({str(made / name)!r}, Setup(Path({str(tmp_path)!r}))).queries(['Wie?']); "
        "assert not {'torch', 'transformers'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": "."})


def test_sentences_are_found_without_torch_which_can_be_imported_afterwards():
    code = (
        "import sys; from models.pipeline import DutchPipeline; from models.dutch import DutchSentences; "
        "assert len(DutchSentences()('Dit is er een. Dit is er nog een.')) == 2; "
        "assert not {'torch', 'transformers'} & set(sys.modules); import torch; torch.ones(1)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": "."})


def test_a_setup_can_be_sent_to_another_process(made, setup):
    again = pickle.loads(pickle.dumps(partial(embedder, str(made / "static"), setup)))
    assert np.array_equal(again().queries(TEXTS), embedder(str(made / "static"), setup).queries(TEXTS))
