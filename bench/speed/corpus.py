"""A data folder with any number of real passages, made once and kept.

Texts, words, acts and regions are read, cut, tagged and indexed as every day. Two things are not, since a
hundred thousand passages would take hours: no themes are tagged, which takes most of the time of tagging,
and meaning is only as large as it should be (see ``StandIn``).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from tokenizers import Tokenizer

from api.intake import Intake
from api.learned import setup
from api.sender import Sender
from api.settings import Settings
from bench.speed import laws
from corpus import taxonomy
from ingest.fanout import Models, Workshop
from ingest.ingestor import IngestOptions
from ingest.tag.regios import RegionTagger
from ingest.tag.wetten import ActTagger
from models import load
from models.analysis import Analysis
from models.cards import find
from models.files import folder_of
from models.protocols import Encoded, Tokens, Vectors
from search.index import Index
from search.lexical import Lexical

CARD = find("embedder-transformer")
FILES = 64


class StandIn:
    """An ``Embedder`` with the card of the transformer and vectors of the static one, as many dimensions;
    the tokens of a passage have their number and size but no sense. Questions are not for it.
    """

    card = CARD.identity

    def __init__(self, setup: load.Setup) -> None:
        self._vectors = load.embedder("embedder-static", setup)
        folder = folder_of(CARD, setup.models_dir)
        self._tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(CARD.max_tokens)

    def passages(self, texts: Sequence[str]) -> Encoded:
        """See ``Embedder``."""
        read = self._tokenizer.encode_batch(list(texts))
        packed = (CARD.token_dimensions or 0) // 2
        tokens = tuple(os.urandom(packed * len(one.ids)) for one in read)
        return Encoded(self._vectors.passages(texts).vectors, tokens)

    def queries(self, texts: Sequence[str]) -> Vectors:
        """See ``Embedder``."""
        raise NotImplementedError

    def question_tokens(self, text: str) -> Tokens | None:
        """See ``Embedder``."""
        raise NotImplementedError


def make(data: Path, source: Path, passages: int) -> None:
    """Adds acts in ``source`` until ``data`` holds so many passages, or all that there are."""
    texts = data.with_name(f"{data.name}-laws")
    laws.write(source, texts)
    settings, analysis = Settings(data=data), Analysis()
    index = Index(data, lambda folder: Lexical(folder, analysis), CARD.identity)
    recipe = partial(_models, setup(settings))
    try:
        with Workshop(recipe, IngestOptions(), settings.workers) as workshop:
            intake = Intake(settings, index, workshop)
            for files in _chunks(sorted(texts.glob("*/*.md"))):
                found = index.catalogue.passage_count()
                print(f"{found} passages", flush=True)
                if found >= passages:
                    break
                intake.ingest(files, False, lambda outcome, total: None, Sender(index))
    finally:
        index.close()


def _models(setup: load.Setup) -> Models:
    known = taxonomy.load(None)
    return load.sentences("dutch-rules", setup), [RegionTagger(known), ActTagger(known)], StandIn(setup)


def _chunks(files: Sequence[Path]) -> Iterator[list[Path]]:
    left = iter(files)
    while files := list(islice(left, FILES)):
        yield files
