"""Puts our own components round the trained ones and fills the lemma table.

The table takes over from the trained lemmatizer where the treebanks leave no doubt.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import cast

import spacy
from spacy.tokens import DocBin

from models.pipeline import LemmaTable

LEAST_SHARE = 0.8
# what was learnt from the treebanks is shared as they are
META = {
    "name": "schuurpunt_pipeline",
    "description": "Dutch sentences, word classes, lemmas and relations",
    "license": "CC BY-SA 4.0",
    "sources": [
        {
            "name": f"UD Dutch {name}",
            "url": f"https://github.com/UniversalDependencies/UD_Dutch-{name}",
            "license": "CC BY-SA 4.0",
            "author": "Gosse Bouma, Gertjan van Noord",
        }
        for name in ("Alpino", "LassySmall")
    ],
}


def usual_lemmas(corpus: Path) -> dict[tuple[str, str], str]:
    """(form in small letters, class) → the lemma it has at least eight times in ten."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for doc in DocBin().from_disk(corpus).get_docs(spacy.blank("nl").vocab):
        for token in doc:
            seen[token.lower_, token.pos_][token.lemma_] += 1
    best = {key: (*counts.most_common(1)[0], counts.total()) for key, counts in seen.items()}
    return {key: lemma for key, (lemma, times, total) in best.items() if times >= LEAST_SHARE * total}


def main(trained: Path, corpus: Path, target: Path) -> None:
    """Save the pipeline in the folder ``target``."""
    nlp = spacy.load(trained)
    nlp.add_pipe("dutch_sentence_starts", before="parser")
    table = cast(LemmaTable, nlp.add_pipe("dutch_lemma_table", last=True))
    table.table = usual_lemmas(corpus)
    nlp.meta |= META
    nlp.to_disk(target)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
