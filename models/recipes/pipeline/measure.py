"""Measures a pipeline on the test files of both treebanks: quality, speed, size and load time.

Text is given three ways, which only matters for sentence boundaries: a paragraph at a time, its sentences
joined by spaces (the figures that count); joined without mercy (ten sentences on a line, from anywhere);
and in lines, as documents come to us: a sentence that no mark closes, so a heading, a list item or a cell,
ends its line. The treebanks did not keep their line ends, so those are put back from the gold sentences.

Lemmas are compared without the treebank's seams; relations of punctuation do not count, as is usual in
spaCy. Time is processor time on one core, since others may use the machine; words include punctuation.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from spacy.language import Language
from spacy.training import Example

from corpus.span import Span
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


def sentences_in_lines(pipeline: DutchPipeline, groups: list[list[Sentence]]) -> float:
    """F of whole sentences, between 0 and 1, where one without a closing mark ends its line."""
    right = wanted = found = 0
    for group in groups:
        text, gold = "", set()
        for sentence in group:
            written = sentence.text
            gold.add(Span(len(text), len(text) + len(written)))
            text += written + (" " if sentence.is_closed else "\n")
        spans = set(pipeline(text))
        right, wanted, found = right + len(spans & gold), wanted + len(gold), found + len(spans)
    return round(2 * right / (wanted + found), 4)


def words_a_second(work: Callable[[], object], words: int) -> int:
    """How fast the work was done, in processor time."""
    start = time.process_time()
    work()
    return round(words / (time.process_time() - start))


def main(folder: Path, treebanks: Path, target: Path) -> None:
    """Write the figures as JSON to ``target``."""
    pipeline = DutchPipeline(folder)
    start = time.process_time()
    nlp = pipeline.nlp
    figures: dict[str, object] = {"load_seconds": round(time.process_time() - start, 2)}
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    figures["megabytes"] = round(size / 1e6, 1)
    texts: list[str] = []
    words = 0
    for name, file in TESTS.items():
        sentences = list(read(treebanks / file))
        groups = paragraphs(sentences)
        figures[name] = scores(nlp, groups)
        joined = [sentences[at : at + JOINED] for at in range(0, len(sentences), JOINED)]
        figures[f"{name}, joined"] = scores(nlp, joined)
        figures[f"{name}, in lines"] = {"sentences": sentences_in_lines(pipeline, groups)}
        texts += [document(group, nlp.vocab).text for group in groups]
        words += sum(len(sentence.tokens) for sentence in sentences)
    figures["words_a_second"] = {
        "sentences alone": words_a_second(lambda: [pipeline(text) for text in texts], words),
        "everything": words_a_second(lambda: list(pipeline.read(texts)), words),
    }
    target.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
