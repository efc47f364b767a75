"""spaCy and its networks, without torch: they import it where it is installed, and nothing here uses it.

That takes half of the time in which a command begins. A model that does run on torch (``models.transformer``)
imports it itself.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _without_torch() -> Iterator[None]:
    if "torch" in sys.modules:
        yield
        return
    # to Python a module that cannot be imported
    sys.modules["torch"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules["torch"]


with _without_torch():
    import spacy
    from spacy.language import Language
    from spacy.tokens import Doc, Token
    from thinc.api import Linear, Model, Relu, chain
    from thinc.types import Ints2d

__all__ = ["Doc", "Ints2d", "Language", "Linear", "Model", "Relu", "Token", "chain", "spacy"]
