"""Lets training go on from a saved lemmatizer: spaCy 3.8 does not read back which edit tree a label is."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from spacy.language import Language
from spacy.pipeline import EditTreeLemmatizer
from spacy.util import registry


def trees_of_labels() -> Callable[[Language], Language]:
    """To be called before initialising."""

    def restore(nlp: Language) -> Language:
        lemmatizer = cast(EditTreeLemmatizer, dict(nlp.components)["trainable_lemmatizer"])
        lemmatizer.tree2label = {tree: label for label, tree in enumerate(lemmatizer.cfg["labels"])}
        return nlp

    return restore


registry.callbacks("trees_of_labels", func=trees_of_labels)
