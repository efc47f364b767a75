"""Measures a pipeline on the test files of both treebanks: quality, speed, size and load time.

Text is given as in a document (a paragraph at a time) and once joined without mercy (ten sentences
on a line, headings too), which only matters for sentence boundaries. Lemmas are compared without the
treebank's seams; relations of punctuation do not count, as is usual in spaCy.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from spacy.language import Language
from spacy.training import Example

from models.pipeline import DutchPipeline
from models.recipes.pipeline.treebank import Sentence, document, paragraphs, read

TESTS = {"LassySmall": "nl_lassysmall-ud-test.conllu", "Alpino": "nl_alpino-ud-test.conllu"}
SCORES = {
    "token_acc": "tokens",
    "pos_acc": "UPOS",
    "lemma_acc": "lemma",
    "dep_uas": "UAS",
    "dep_las": "LAS",
    "sents_f": "sentences",
}
JOINED = 10


def scores(nlp: Language, groups: list[list[Sentence]]) -> dict[str, float]:
    """F or accuracy between 0 and 1."""
    gold = [document(group, nlp.vocab) for group in groups]
    examples = [Example(nlp.make_doc(doc.text), doc) for doc in gold]
    found = nlp.evaluate(examples)
    return {name: round(found[key], 4) for key, name in SCORES.items()}


def words_a_second(nlp: Language, texts: list[str], processes: int) -> int:
    """Words, punctuation included, with everything switched on."""
    start = time.perf_counter()
    words = sum(len(doc) for doc in nlp.pipe(texts, n_process=processes))
    return round(words / (time.perf_counter() - start))


def main(pipeline: Path, treebanks: Path, target: Path) -> None:
    """Write the figures as JSON to ``target``."""
    start = time.perf_counter()
    nlp = DutchPipeline(pipeline).nlp
    figures: dict[str, object] = {"load_seconds": round(time.perf_counter() - start, 2)}
    size = sum(path.stat().st_size for path in pipeline.rglob("*") if path.is_file())
    figures["megabytes"] = round(size / 1e6, 1)
    texts: list[str] = []
    for name, file in TESTS.items():
        sentences = list(read(treebanks / file))
        groups = paragraphs(sentences)
        figures[name] = scores(nlp, groups)
        joined = [sentences[at : at + JOINED] for at in range(0, len(sentences), JOINED)]
        figures[f"{name}, joined"] = scores(nlp, joined)
        texts += [document(group, nlp.vocab).text for group in groups]
    figures["words_a_second"] = {f"{count} process": words_a_second(nlp, texts, count) for count in (1, 2)}
    target.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
