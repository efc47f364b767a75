"""``python -m models.recipes.reranker`` trains the reranker and puts it into the folder of weights."""

from __future__ import annotations

import argparse
import logging
import shutil
from dataclasses import replace
from itertools import islice
from pathlib import Path

import onnx
import torch
from scipy.sparse import load_npz
from tokenizers import Tokenizer

from models.files import WEIGHTS
from models.onnx import GRAPH
from models.recipes.embedder.export import body, numbers
from models.recipes.embedder.vocabulary import LONGEST_TEXT
from models.recipes.graph import reranker
from models.recipes.reranker import questions
from models.recipes.reranker.english import english
from models.recipes.reranker.model import CrossEncoder, dutch
from models.recipes.reranker.readings import readings, told_apart
from models.recipes.reranker.train import TOKENS, taught

logger = logging.getLogger(__name__)


def main() -> None:
    """Reads the command line, trains, and puts what ships, or would, into the folder of weights."""
    parser = argparse.ArgumentParser(prog="python -m models.recipes.reranker")
    parser.add_argument("--embedder", type=Path, required=True, help="where the embedder was trained")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="default: those that ship")
    parser.add_argument("--every", type=int, default=1, help="read one text in so many")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.manual_seed(0)
    ours = Tokenizer.from_file(str(options.embedder / "tokenizer.json"))
    ours.no_padding()
    ours.no_truncation()
    first, theirs = english()
    model = dutch(first, theirs, ours, load_npz(options.embedder / "glossary.npz"))
    found = [one for asked in islice(readings(), None, None, options.every) for one in asked]
    model = taught(model, ours, [*questions.judged()[:: options.every], *found])
    logger.info("told apart, held out: %.3f", told_apart(model, ours, TOKENS))
    ship(model, options.embedder / "tokenizer.json", options.weights / "reranker")


def ship(model: CrossEncoder, tokenizer: Path, folder: Path) -> None:
    """Writes the graph and copies the tokenizer."""
    (folder / GRAPH).parent.mkdir(parents=True, exist_ok=True)
    read = body(model.bert)
    places = "embeddings.position_embeddings.weight"
    kept = {**read.weights, places: read.weights[places][:LONGEST_TEXT]}
    pooler = {name: kept[f"pooler.dense.{name}"] for name in ("weight", "bias")}
    scoring = {name: numbers(one) for name, one in model.classifier.state_dict().items()}
    onnx.save(reranker(replace(read, weights=kept), pooler, scoring), str(folder / GRAPH))
    shutil.copyfile(tokenizer, folder / "tokenizer.json")


if __name__ == "__main__":
    main()
