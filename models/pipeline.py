"""Dutch words with their lemmas, word classes and relations, and sentences, from our own spaCy pipeline.

Two components of it stand here, since spaCy looks them up when it loads the folder: one that lays down
where sentences begin by rule, one that mends lemmas; a third is in ``models.unmarked``. Their data lies
with the weights.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from corpus.span import Span
from models.analysis import dictionary_lemma
from models.compounds import Compounds
from models.dutch import DutchSentences
from models.lean import Doc, Language, Token, spacy
from models.unmarked import UNMARKED_STARTS, with_starts

WEIGHTS = Path(__file__).parent / "weights" / "pipeline"
BATCH = 128
# regio’s is one word to the tokenizer only with the plain apostrophe, which is as long
APOSTROPHE = re.compile(r"(?<=\w)’(?=\w)")
# components that leave the bounds of sentences alone, in our pipeline and in spaCy's own
NOT_FOR_SENTENCES = (
    "morphologizer",
    "tagger",
    "attribute_ruler",
    "trainable_lemmatizer",
    "lemmatizer",
    "dutch_lemma_table",
    "ner",
)
OPEN_CLASSES = frozenset({"NOUN", "VERB", "ADJ", "ADV"})


@dataclass(frozen=True, slots=True)
class Word:
    """``upos`` is the Universal Dependencies class, ``head`` the position of the word it depends on.

    The root of a sentence is its own head. ``sentence`` counts from 0.
    """

    span: Span
    lemma: str
    upos: str
    head: int
    relation: str
    sentence: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What the pipeline saw in one text; white space belongs to no word and no sentence."""

    words: tuple[Word, ...]
    sentences: tuple[Span, ...]


class DutchPipeline:
    """Reads Dutch text; loads its weights at first use. Not safe to share between threads."""

    def __init__(self, folder: Path | str = WEIGHTS) -> None:
        self._folder = folder

    @cached_property
    def nlp(self) -> Language:
        """The spaCy pipeline itself."""
        # its tokenizer is spaCy's own for Dutch, and reading that once more takes as long as all the rest
        return spacy.load(self._folder, exclude=["tokenizer"])

    @cached_property
    def _not_for_sentences(self) -> tuple[str, ...]:
        # where ours has decided on every token, the parser only keeps to it
        decided = UNMARKED_STARTS in self.nlp.pipe_names
        return (*NOT_FOR_SENTENCES, "parser") if decided else NOT_FOR_SENTENCES

    def read(self, texts: Iterable[str]) -> Iterator[Reading]:
        """A reading for each text, in order."""
        for doc in self.nlp.pipe(map(_straight, texts), batch_size=BATCH):
            yield _reading(doc)

    def __call__(self, text: str) -> list[Span]:
        """Sentences of the text (see ``models.protocols.Sentences``); no more is computed than they need."""
        doc = self.nlp(_straight(text), disable=self._not_for_sentences)
        return [_span(tokens[0], tokens[-1]) for tokens in _sentences(doc)]


def _straight(text: str) -> str:
    return APOSTROPHE.sub("'", text)


def _sentences(doc: Doc) -> list[list[Token]]:
    """The tokens of each sentence but for white space."""
    sentences = ([token for token in sentence if not token.is_space] for sentence in doc.sents)
    return [tokens for tokens in sentences if tokens]


def _reading(doc: Doc) -> Reading:
    sentences = _sentences(doc)
    kept = (token for tokens in sentences for token in tokens)
    position = {token.i: number for number, token in enumerate(kept)}
    words = tuple(
        Word(_span(token, token), token.lemma_, token.pos_, position[_head(token).i], token.dep_, number)
        for number, tokens in enumerate(sentences)
        for token in tokens
    )
    return Reading(words, tuple(_span(tokens[0], tokens[-1]) for tokens in sentences))


def _head(token: Token) -> Token:
    """The nearest word above, since the parser now and then puts a word below white space."""
    return next((above for above in token.ancestors if not above.is_space), token)


def _span(first: Token, last: Token) -> Span:
    return Span(first.idx, last.idx + len(last))


class SentenceStarts:
    """Lets sentences begin where our rules for Dutch say so, and line ends stand alone."""

    def __init__(self, tokenizer: Callable[[str], Doc]) -> None:
        self._sentences = DutchSentences(tokenizer)

    def __call__(self, doc: Doc) -> Doc:
        """Mark every token that the rules know as a start; the others stay open; in place."""
        starts = {span.start for span in self._sentences(doc.text)}
        return with_starts(doc, [token.idx in starts or "\n" in token.text or None for token in doc])


@Language.factory("dutch_sentence_starts", assigns=["token.is_sent_start"])
def dutch_sentence_starts(nlp: Language, name: str) -> SentenceStarts:
    """Stands before what decides on the rest (``models.unmarked``) and the parser, which keep to it."""
    return SentenceStarts(nlp.tokenizer)


class LemmaTable:
    """Prefers the treebanks' lemma of a word they know, and a dictionary's over one that is no word.

    The table tells (form in small letters, class) → lemma. A particle elsewhere in the sentence comes
    back to its verb: "het vindt morgen plaats" has plaatsvinden.
    """

    def __init__(self) -> None:
        self.table: dict[tuple[str, str], str] = {}
        self._compounds = Compounds()

    def __call__(self, doc: Doc) -> Doc:
        """Mend the lemmas of a parsed document, in place."""
        for token in doc:
            token.lemma_ = self.table.get((token.lower_, token.pos_)) or self._credible(token)
        for token in doc:
            whole = token.lower_ + token.head.lemma_
            if token.dep_ == "compound:prt" and dictionary_lemma(whole) == whole:
                token.head.lemma_ = whole
        return doc

    def _credible(self, token: Token) -> str:
        lemma, form = str(token.lemma_), str(token.lower_)
        if token.pos_ == "PROPN" and lemma == form:
            return str(token.text)
        if token.pos_ not in OPEN_CLASSES or dictionary_lemma(lemma) == lemma:
            return lemma
        return dictionary_lemma(form) or self._by_last_part(form) or lemma

    def _by_last_part(self, form: str) -> str | None:
        """``zorgafspraken`` as ``afspraken`` is brought back, since no dictionary has all compounds."""
        parts = self._compounds.parts(form)
        last = dictionary_lemma(form[parts[-1].start :]) if parts else None
        return form[: parts[-1].start] + last if last else None

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the table as lines of form, class and lemma."""
        lines = (f"{form}\t{upos}\t{lemma}\n" for (form, upos), lemma in sorted(self.table.items()))
        Path(path).write_text("".join(lines), encoding="utf8")

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> LemmaTable:
        """Read what ``to_disk`` wrote."""
        rows = (line.split("\t") for line in Path(path).read_text(encoding="utf8").splitlines())
        self.table = {(form, upos): lemma for form, upos, lemma in rows}
        return self


@Language.factory("dutch_lemma_table", assigns=["token.lemma"], requires=["token.pos", "token.dep"])
def dutch_lemma_table(nlp: Language, name: str) -> LemmaTable:
    """An empty table; it is filled when the pipeline is made, and read with it."""
    return LemmaTable()
