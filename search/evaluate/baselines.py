"""What searching is compared with: the plain ways to rank the same passages.

Each BM25 reads a passage's own words, in one field, as a textbook has it; ours also knows what stands above
the passage. ``STEMS`` has the stems of all words with content, as search engines analyse Dutch unless told
otherwise; ``DUTCH`` has the parts of compounds beside them, which for Dutch is the stronger one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from models.analysis import Analysis, Key, Word, fold
from models.protocols import Embedder
from search.evaluate.ranking import Rank
from search.hits import Hits, ids
from search.lexical import Lexical
from search.lexical.queries import Fields
from search.query import Citation, Filters
from search.view import View

WORDS = "BM25 zonder analyse"
STEMS = "BM25 met Nederlandse stammen"
DUTCH = "BM25 met Nederlandse analyse"
MEANING = "alleen betekenis"

ONE_FIELD = Fields(words=1.0, parts=0.0, grams=0.0, title=0.0)


class Unanalysed(Analysis):
    """Words as they are written but for case and accents; every word counts."""

    def _analyse(self, surface: str) -> tuple[str, str, tuple[str, ...], bool, str]:
        word = fold(surface)
        return word, word, (), False, word


class Stemmed(Analysis):
    """Stems of the words with content."""

    def words(self, text: str) -> Iterator[Word]:
        """As ``Analysis.words``, but without stop words and parts; the same words as ``keys``."""
        for word in super().words(text):
            if not word.is_stop:
                stems = self._stems_of((word.stem, *word.parts))
                yield from (replace(word, stem=stem, parts=()) for stem in stems)

    def keys(self, text: str) -> list[Key]:
        """As ``Analysis.keys``, but without stop words and parts."""
        known = (key for key in super().keys(text) if not key.is_stop)
        return [key._replace(stems=(stem,)) for key in known for stem in self._stems_of(key.stems)]

    def _stems_of(self, stems: tuple[str, ...]) -> tuple[str, ...]:
        """Of a word and its parts, those that are a word here."""
        return stems[:1]


class Decompounded(Stemmed):
    """Stems of the words with content, each followed by the stems of its parts as words of their own."""

    def _stems_of(self, stems: tuple[str, ...]) -> tuple[str, ...]:
        return stems


@contextmanager
def baselines(index: View, embedder: Embedder) -> Iterator[Mapping[str, Rank]]:
    """Rankings by their name, which hold until the block ends. Raises StorageFailed."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        yield {
            WORDS: _ranking(index, _bm25(stack, folder / "words", index, Unanalysed())),
            STEMS: _ranking(index, _bm25(stack, folder / "stems", index, Stemmed())),
            DUTCH: _ranking(index, _bm25(stack, folder / "dutch", index, Decompounded())),
            MEANING: _ranking(index, lambda text, limit: _nearest(index, embedder, text, limit)),
        }


def _bm25(stack: ExitStack, folder: Path, index: View, analysis: Analysis) -> Callable[[str, int], Hits]:
    lexical = Lexical(folder, analysis)
    stack.callback(lexical.close)
    for entry in index.catalogue.documents():
        bare = [replace(one, section=(), context="") for one in index.catalogue.passages(entry.id)]
        lexical.add(index.catalogue.document(entry.id), bare)
    lexical.commit()
    return lambda text, limit: lexical.search(list(analysis.words(text)), ONE_FIELD).where(slice(limit))


def _nearest(index: View, embedder: Embedder, text: str, limit: int) -> Hits:
    allowed = index.catalogue.allowed(Filters(), index.catalogue.census())
    return Hits.of(index.nearest(embedder.queries([text])[0], limit, allowed))


def _ranking(index: View, find: Callable[[str, int], Hits]) -> Rank:
    def rank(text: str, limit: int) -> list[Citation]:
        named = ids(find(text, limit).passages)
        citations = index.catalogue.citations(named)
        return [citations[passage] for passage in named]

    return rank
