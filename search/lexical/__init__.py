"""Finds passages by their words. The home of tantivy.

Tantivy gets finished tokens from our own analysis, in three fields that weigh differently; it scores
each with BM25 and adds them up. A passage is found by what stands above it too.
"""

from __future__ import annotations

import math
import shutil
import string
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from pathlib import Path

import numpy as np
import tantivy
from numpy.typing import NDArray
from tantivy import Query

from corpus.document import Document, Passage
from models.analysis import Analysis, Word, grams
from search.hits import Hits, Numbers, numbers
from search.lexical.queries import Also, Fields, Queries, any_of, schema, stems, without
from search.matching import Matching

# another name whenever fields or the analysis of words change
FORMAT = "v9"
WRITER_MEMORY = 64 * 2**20
EVERY_DOCUMENT = 2**31 - 1
# what nearly all words begin with; nobody else gets a turn while a vocabulary is read
LETTERS = string.ascii_lowercase + string.digits
# words that are analysed in one go
AT_ONCE = 50
# of the fields, the one that has most of what the others have
FIRST = "parts"
# the share of all passages from which a word is looked up before it is asked for
COMMON = 0.01


class Lexical:
    """One tantivy index in a folder of its own. Writes are buffered until ``commit``, which costs nothing
    where there were none.

    An index of another format is dropped, and this one starts empty. One process writes; another that opens
    the folder sees what was committed then, and at each ``refresh``.
    """

    def __init__(self, folder: Path, analysis: Analysis) -> None:
        self._analysis = analysis
        self._folder = folder / FORMAT
        self._folder.mkdir(parents=True, exist_ok=True)
        for older in set(folder.iterdir()) - {self._folder}:
            shutil.rmtree(older, ignore_errors=True)
        fields = schema()
        self._queries = Queries(fields)
        self._index = tantivy.Index(fields, path=str(self._folder))
        self._index.register_tokenizer(
            "tokens", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        )
        # made at the first write, since it keeps other processes from writing
        self._opened: tantivy.IndexWriter | None = None
        self._changed = False
        self._matching = Matching(lambda: self._passages([Query.all_query()]), self._passages)
        # what the next commit makes findable
        self._added: dict[str, Numbers] = {}

    def add(self, document: Document, passages: Sequence[Passage], also: Sequence[Lexical] = ()) -> None:
        """Buffers the passages of a document, here and in others with the same analysis."""
        titled = self._analysis.keys(document.title)
        for passage in passages:
            words = [key for text in _texts(document, passage) for key in self._analysis.keys(text)]
            row = tantivy.Document(
                document=document.id,
                words=_joined([word.stems[0] for word in words]),
                parts=_joined([part for word in words for part in word.stems[1:] or word.stems]),
                grams=_joined([gram for word in words if not word.is_stop for gram in grams(word.folded)]),
                title=_joined([stem for word in titled for stem in word.stems]),
                spelled=_joined([word.folded for word in (*words, *titled)]),
            )
            row.add_unsigned("passage", int(passage.id, 16))
            for lexical in (self, *also):
                lexical._writer.add_document(row)
                lexical._changed = True
        for lexical in (self, *also):
            lexical._added[document.id] = numbers(passage.id for passage in passages)

    def remove(self, document_id: str) -> None:
        """Buffers the removal of all passages of a document, those buffered before it included."""
        if self._changed or self._index.searcher().doc_freq("document", document_id):
            self._writer.delete_documents_by_term("document", document_id)
            self._changed = True

    def commit(self) -> None:
        """Makes everything buffered durable and visible at once, or nothing of it."""
        if self._changed:
            self._writer.commit()
            self._index.reload()
            self._matching.grow(self._added)
            self._changed = False
            self._added = {}

    def written(self) -> int:
        """Another number after every commit, of whatever process; 0 before the first."""
        file = self._folder / "meta.json"
        return file.stat().st_mtime_ns if file.exists() else 0

    def refresh(self, added: Mapping[str, Numbers]) -> None:
        """Sees what another process committed; ``added`` are the documents that came, with their passages."""
        self._index.reload()
        self._matching.grow(added)

    def is_empty(self) -> bool:
        """Whether nothing is committed."""
        return bool(self._index.searcher().num_docs == 0)

    def count(self) -> int:
        """How many passages are findable."""
        return int(self._index.searcher().num_docs)

    def counts(self) -> dict[str, int]:
        """Passages in the index by document id."""
        terms = {"documents": {"terms": {"field": "document", "size": EVERY_DOCUMENT}}}
        answer = self._index.searcher().aggregate(Query.all_query(), terms)
        return {bucket["key"]: bucket["doc_count"] for bucket in answer["documents"]["buckets"]}

    def clear(self) -> None:
        """Empties the index, durably."""
        self._writer.delete_all_documents()
        self._changed = True
        self.commit()
        self._matching.forget()

    def close(self) -> None:
        """Ends the writer, which frees the index for another process."""
        if self._opened is not None:
            self._opened.wait_merging_threads()

    def search(
        self, question: Sequence[Word], weights: Fields, also: Iterable[Also] = (), most: int | None = None
    ) -> Hits:
        """The passages that match, best first, ``most`` or all; ``question`` holds the words that count."""
        query = self._queries.asked(question, self.unknown(question), weights, also)
        searcher = self._index.searcher()
        # it makes room for as many as it is told
        limit = max(1, min(most or searcher.num_docs, searcher.num_docs))
        hits = searcher.search(query, limit=limit, count=False).hits
        passages = searcher.fast_field_values("passage", list(map(itemgetter(1), hits)))
        scores = np.fromiter(map(itemgetter(0), hits), np.float64, len(hits))
        return Hits(np.fromiter(passages, np.uint64, len(hits)), scores)

    def matching(
        self, question: Sequence[Word], weights: Fields, also: Iterable[Also], among: Numbers
    ) -> NDArray[np.bool_]:
        """Which of these passages, sorted and all of them there, ``search`` would find."""
        return self._matching.any_of(dict(self._wanted(question, weights, also)), among)

    def learn(self) -> Iterator[None]:
        """Analyses the words of the passages and looks up where the common ones stand, bit by bit, so that no
        question has to wait for that. Takes 15 seconds for 100,000 passages.
        """
        passages: dict[str, int] = {}
        for letter in LETTERS:
            passages |= self.vocabulary(letter)
            yield
        words = sorted(passages, key=lambda word: -passages[word])
        for start in range(0, len(words), AT_ONCE):
            self._analysis.learn(words[start : start + AT_ONCE])
            yield
        least, searcher = COMMON * self.count(), self._index.searcher()
        keys = self._analysis.keys(" ".join(words))
        for stem in {stem for key in keys if not key.is_stop for stem in key.stems}:
            if searcher.doc_freq(FIRST, stem) >= least:
                self._matching.learn(dict(self._within([FIRST], stem)))
                yield

    def _wanted(
        self, question: Sequence[Word], weights: Fields, also: Iterable[Also]
    ) -> Iterator[tuple[Hashable, Query]]:
        """What a passage must have one of, each under a name of its own."""
        part = [field for field in (FIRST, "title") if getattr(weights, field)]
        whole = [*part, "words"] if weights.words else part
        for word in question:
            yield from self._within(whole, word.stem)
            for stem in word.parts:
                yield from self._within(part, stem)
        for phrase in (phrase for one in also if one.weight for phrase in one.phrases):
            if len(phrase) > 1:
                name = ("phrase", *(word.stem for word in phrase))
                yield name, self._queries.phrase(phrase, weights)
            elif weights.words + weights.parts:
                for stem in stems(phrase[0]):
                    yield from self._within([FIRST], stem)
        for word in self.unknown(question) if weights.grams else ():
            yield ("like", word.folded), self._queries.spelled_like(word, weights.grams)

    def _within(self, fields: Sequence[str], stem: str) -> Iterator[tuple[Hashable, Query]]:
        """The passages that have it in the first field, and those that have it in another one only."""
        terms = [self._queries.term(field, stem) for field in fields]
        for field, term in zip(fields, terms, strict=True):
            only = without(term, [first for first in terms[:1] if first is not term])
            yield (stem, field, fields[0]), only

    def _passages(self, queries: Sequence[Query], documents: Sequence[str] | None = None) -> Numbers:
        """All that match one of these, in no order, in all documents or in these only."""
        query = queries[0] if len(queries) == 1 else any_of(queries)
        if documents is not None:
            query = self._queries.within(query, documents)
        searcher = self._index.searcher()
        hits = searcher.search(query, limit=max(1, searcher.num_docs), count=False).hits
        found = searcher.fast_field_values("passage", list(map(itemgetter(1), hits)))
        return np.fromiter(found, np.uint64, len(hits))

    def unknown(self, question: Iterable[Word]) -> list[Word]:
        """The words of which no passage has the stem, and of which not all parts are in some passage."""
        searcher = self._index.searcher()

        def has(stem: str) -> bool:
            return any(searcher.doc_freq(field, stem) for field in ("parts", "title"))

        return [
            word for word in question if not has(word.stem) and not (word.parts and all(map(has, word.parts)))
        ]

    def vocabulary(self, beginning: str) -> dict[str, int]:
        """The words of passages and titles that begin so, folded, with the number of passages of each."""
        everything = Query.all_query()
        return dict(self._index.searcher().terms_with_prefix("spelled", beginning, everything))

    def rarity(self, words: Sequence[Word]) -> list[float]:
        """How rare each word is among the passages: BM25's weight for it, near 0 for what all have."""
        searcher = self._index.searcher()
        counts = [
            searcher.doc_freq("words", word.stem)
            or min((searcher.doc_freq("parts", stem) for stem in word.parts), default=0)
            for word in words
        ]
        return [math.log1p((searcher.num_docs - count + 0.5) / (count + 0.5)) for count in counts]

    @property
    def _writer(self) -> tantivy.IndexWriter:
        if self._opened is None:
            self._opened = self._index.writer(heap_size=WRITER_MEMORY, num_threads=1)
        return self._opened


def _texts(document: Document, passage: Passage) -> tuple[str, ...]:
    """What counts as the words of a passage; the title has a field of its own, and counts there only."""
    return (*passage.section, passage.context, passage.text.removeprefix(document.title))


def _joined(tokens: Iterable[str]) -> str:
    return " ".join(tokens)
