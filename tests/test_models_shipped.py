"""The weights that ship, as they are served: by default, without a network, and only when unchanged."""

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelDamaged
from models import files
from models.cards import registry
from models.files import WEIGHTS
from models.load import EMBEDDERS, PIPELINES, Setup, default, embedder, reranker, sentences
from models.protocols import Encoded

EMBEDDER, PIPELINE, RERANKER = "embedder-transformer", "pipeline", "reranker"
TEXTS = [
    "De leerplichtambtenaar belt elke week met de school.",
    "Wie betaalt de begeleiding van een leerling die de halve week op een zorgboerderij is?",
    "Geen geld.",
]


@pytest.fixture
def setup(tmp_path):
    return Setup(tmp_path)


def test_what_ships_is_the_default(setup):
    assert (default(EMBEDDERS, setup), default(PIPELINES, setup)) == (EMBEDDER, PIPELINE)


def test_all_that_ships_stays_within_80_megabytes():
    assert sum(file.stat().st_size for file in WEIGHTS.rglob("*") if file.is_file()) <= 80e6


@pytest.mark.parametrize("name", EMBEDDERS)
def test_a_text_has_the_same_vector_whatever_stands_beside_it(name, setup):
    """Else a rebuild would find other passages than the ingest before it."""
    model = embedder(name, setup)
    alone = Encoded.joined([model.passages([text]) for text in TEXTS])
    together = embedder(name, replace(setup, threads=2)).passages(TEXTS)
    assert np.array_equal(together.vectors, alone.vectors)
    assert together.tokens == alone.tokens
    assert np.allclose(np.linalg.norm(alone.vectors, axis=1), 1, atol=1e-5)


def test_vectors_stay_those_of_their_revision(setup):
    """Else questions would be compared with passages that other weights read."""
    revision = registry()[EMBEDDER].revision
    kept = np.load(Path(__file__).parent / "data" / f"{EMBEDDER}-{revision}.npy").astype(np.float32)
    vectors = embedder(EMBEDDER, setup).passages(TEXTS).vectors
    # another processor rounds otherwise, which eight bits make larger
    assert ((vectors * kept).sum(axis=1) > 0.98).all()


@pytest.mark.parametrize(
    ("name", "file"), [(EMBEDDER, "onnx/model_int8.onnx"), ("embedder-static", "model.safetensors")]
)
def test_a_changed_byte_in_what_ships_is_told_before_it_is_used(name, file, setup, tmp_path, monkeypatch):
    shutil.copytree(WEIGHTS / name, tmp_path / name)
    with (tmp_path / name / file).open("r+b") as weights:
        weights.seek(-1, 2)
        last = weights.read(1)
        weights.seek(-1, 2)
        weights.write(bytes([last[0] ^ 1]))
    monkeypatch.setattr(files, "WEIGHTS", tmp_path)
    with pytest.raises(ModelDamaged, match=f"ontbreken bestanden of zijn ze veranderd: {file}"):
        embedder(name, setup).passages(TEXTS)


def test_sentences_and_vectors_come_without_a_network(tmp_path):
    """In a process in which every socket to another machine fails."""
    program = f"""
import socket
def refused(*_): raise OSError("no network")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refused
from pathlib import Path
from models.load import Setup, embedder, sentences
setup = Setup(Path({str(tmp_path)!r}))
assert len(sentences({PIPELINE!r}, setup)("De school belt. Niemand neemt op.")) == 2
assert embedder({EMBEDDER!r}, setup).queries(["thuiszitters"]).shape == (1, 384)
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=120)


def test_the_pipeline_finds_sentences_in_the_text_as_it_is(setup):
    text = "De school belt o.a. met dhr. De Vries. Niemand neemt op."
    assert [span.cut(text) for span in sentences(PIPELINE, setup)(text)] == [
        "De school belt o.a. met dhr. De Vries.",
        "Niemand neemt op.",
    ]


def test_a_sentence_that_answers_is_told_from_one_about_the_same_thing(setup):
    told = reranker(RERANKER, setup).scores(
        "Hoe lang wachten gezinnen op jeugdhulp?",
        [
            "Gezinnen wachten gemiddeld elf weken op jeugdhulp.",
            "Jeugdhulp is er ook voor gezinnen met baby's.",
        ],
    )
    assert told[0] > 0.5 > told[1]


def test_a_sentence_is_scored_the_same_whatever_stands_beside_it(setup):
    model = reranker(RERANKER, setup)
    alone = [model.scores(TEXTS[1], [text])[0] for text in TEXTS]
    assert model.scores(TEXTS[1], TEXTS).tolist() == alone
    assert reranker(RERANKER, replace(setup, threads=2)).scores(TEXTS[1], TEXTS).tolist() == alone
    assert all(0 < one < 1 for one in alone)
    assert model.scores(TEXTS[1], []).shape == (0,)


def test_a_reranker_of_which_a_byte_changed_is_not_used(setup, tmp_path, monkeypatch):
    shutil.copytree(WEIGHTS / RERANKER, tmp_path / RERANKER)
    with (tmp_path / RERANKER / "onnx/model_int8.onnx").open("ab") as weights:
        weights.write(b"x")
    monkeypatch.setattr(files, "WEIGHTS", tmp_path)
    with pytest.raises(ModelDamaged, match=r"onnx/model_int8\.onnx"):
        reranker(RERANKER, setup)
