"""What a question asks for: the words that count, without question words and politeness."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from corpus.errors import BadQuestion
from models.analysis import Analysis, Word


@dataclass(frozen=True, slots=True)
class Question:
    """The text as asked, and the words in it that carry content."""

    text: str
    words: tuple[Word, ...]


def understand(text: str, analysis: Analysis, longest: int) -> Question:
    """Raises BadQuestion for a text that is empty, longer than ``longest`` characters, or has no content."""
    asked = " ".join(unicodedata.normalize("NFC", text).split())
    if not asked:
        raise BadQuestion("De vraag is leeg.", "Typ een vraag of een paar woorden.")
    if len(asked) > longest:
        raise BadQuestion(
            f"De vraag telt {len(asked)} tekens; de grens is {longest}.",
            "Stel de vraag korter, in een of twee zinnen.",
        )
    words = tuple(word for word in analysis.words(asked) if not word.is_stop)
    if not words:
        raise BadQuestion(
            f"In ‘{asked}’ staan alleen woorden zonder eigen inhoud.",
            "Noem ook een onderwerp, bijvoorbeeld ‘thuiszitters’ of ‘Leerplichtwet’.",
        )
    return Question(asked, words)
