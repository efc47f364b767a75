"""From the words as typed to what is searched for; every step shows what it did, and can be taken back."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from corpus.errors import BadQuestion
from corpus.taxonomy.thesaurus import Thesaurus
from models.analysis import Analysis, Word, is_dutch
from search.lexical import Lexical
from search.query import Query
from search.question import Named, Question, Spelling
from search.understand.asking import asking
from search.understand.expand import Expander
from search.understand.kinds import document_kinds
from search.understand.language import DUTCH, SMALL_WORDS, language_of
from search.understand.periods import periods
from search.understand.spelling import nearest

# finds the labels that a text names
Recogniser = Callable[[str], Iterable[Named]]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What questions are understood with, beside the index.

    ``names`` are folded words that are right however few passages have them; ``multilingual``: the model of
    meaning reads more than Dutch. ``longest`` is in characters.
    """

    recognise: Recogniser = lambda text: ()
    thesaurus: Thesaurus = field(default_factory=Thesaurus)
    names: Container[str] = frozenset()
    multilingual: bool = False
    longest: int = 2000


class Understand:
    """Safe to share between threads."""

    def __init__(self, analysis: Analysis, knowledge: Knowledge | None = None) -> None:
        self.analysis = analysis
        self.learn(knowledge or Knowledge())

    def learn(self, knowledge: Knowledge) -> None:
        """Questions that are asked from now on are understood with this."""
        expand = Expander(knowledge.thesaurus, self.analysis)
        self._knowledge, self._expand = knowledge, expand

    def __call__(self, query: Query, lexical: Lexical) -> Question:
        """Raises BadQuestion for a text that is empty, too long, or has no content."""
        asked = _asked(query.text, self._knowledge.longest)
        language = language_of([word.folded for word in self.analysis.words(asked)])
        correcting = language == DUTCH and not query.literal
        spellings = tuple(self._spellings(asked, query, lexical)) if correcting else ()
        searched = _respelled(asked, spellings, self.analysis)
        words = list(self.analysis.words(searched))
        named = [*self._knowledge.recognise(searched), *document_kinds(searched), *periods(searched)]
        expansions = [] if query.literal else self._expand(searched, words)
        return Question(
            text=asked,
            searched=searched,
            words=_content(words, language, searched),
            language=language,
            readable=language == DUTCH or self._knowledge.multilingual,
            spellings=spellings,
            named=tuple(one for one in named if one.key not in query.without),
            expansions=tuple(one for one in expansions if one.key not in query.without),
        )

    def _spellings(self, asked: str, query: Query, lexical: Lexical) -> Iterator[Spelling]:
        """For words that neither the index nor the language has, the nearest that the index has."""
        words = [word for word in self.analysis.words(asked) if self._may_be_wrong(word, asked)]
        for word in lexical.unknown(words):
            near = nearest(word.folded, lexical.vocabulary(word.folded[0]))
            spelling = near and Spelling(word.span.cut(asked), _in_case(near, word.span.cut(asked)))
            if spelling and spelling.key not in query.without:
                yield spelling

    def _may_be_wrong(self, word: Word, asked: str) -> bool:
        """Not an abbreviation, nor a number, nor a word that Dutch or the taxonomy has."""
        written = word.span.cut(asked)
        return (
            not word.is_stop
            and written.isalpha()
            and not written.isupper()
            and word.folded not in self._knowledge.names
            and not is_dutch(written)
        )


def _asked(text: str, longest: int) -> str:
    asked = " ".join(unicodedata.normalize("NFC", text).split())
    if not asked:
        raise BadQuestion("De vraag is leeg.", "Typ een vraag of een paar woorden.")
    if len(asked) > longest:
        raise BadQuestion(
            f"De vraag telt {len(asked)} tekens; de grens is {longest}.",
            "Stel de vraag korter, in een of twee zinnen.",
        )
    return asked


def _content(words: Iterable[Word], language: str, searched: str) -> tuple[Word, ...]:
    """The words that carry content. Raises BadQuestion where none does."""
    small = SMALL_WORDS.get(language, ())
    found = tuple(word for word in words if not word.is_stop and word.folded not in small)
    if not found:
        raise BadQuestion(
            f"In ‘{searched}’ staan alleen woorden zonder eigen inhoud.",
            "Noem ook een onderwerp, bijvoorbeeld ‘thuiszitters’ of ‘Leerplichtwet’.",
        )
    asks = list(asking(searched))
    return tuple(word for word in found if not any(span.overlaps(word.span) for span in asks)) or found


def _respelled(asked: str, spellings: Sequence[Spelling], analysis: Analysis) -> str:
    """The question with the near words in it."""
    used = {spelling.asked: spelling.used for spelling in spellings}
    text, past = "", 0
    for word in analysis.words(asked):
        written = word.span.cut(asked)
        text += asked[past : word.span.start] + used.get(written, written)
        past = word.span.end
    return text + asked[past:]


def _in_case(near: str, written: str) -> str:
    return near.capitalize() if written[0].isupper() else near
