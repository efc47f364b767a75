"""What searching is compared with: plain ways to rank the same passages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from models.analysis import Analysis, Word, fold
from models.protocols import Embedder
from search.evaluate.ranking import Rank
from search.hits import Hits, ids
from search.index import Index
from search.lexical import Fields, Lexical
from search.query import Citation, Filters

WORDS = "BM25 zonder analyse"
DUTCH = "BM25 met Nederlandse analyse"
MEANING = "alleen betekenis"

WORDS_ONLY = Fields(words=1.0, parts=0.0, grams=0.0, title=0.0)
STEMS_AND_PARTS = Fields(words=0.5, parts=1.0, grams=0.0, title=0.2)


class Unanalysed(Analysis):
    """Words as they are written but for case and accents; every word counts."""

    def _analyse(self, surface: str) -> tuple[str, str, tuple[str, ...], bool, str]:
        word = fold(surface)
        return word, word, (), False, word


@contextmanager
def baselines(index: Index, analysis: Analysis, embedder: Embedder) -> Iterator[Mapping[str, Rank]]:
    """Rankings by their name, which hold until the block ends. Raises StorageFailed."""
    unanalysed = Unanalysed()
    with TemporaryDirectory() as folder:
        words = Lexical(Path(folder), unanalysed)
        try:
            for entry in index.catalogue.documents():
                words.add(index.catalogue.document(entry.id), index.catalogue.passages(entry.id))
            words.commit()
            yield {
                WORDS: _ranking(
                    index, lambda text, limit: words.search(_words(unanalysed, text), WORDS_ONLY)
                ),
                DUTCH: _ranking(
                    index, lambda text, limit: index.lexical.search(_words(analysis, text), STEMS_AND_PARTS)
                ),
                MEANING: _ranking(
                    index, lambda text, limit: Hits.of(index.nearest(embedder.queries([text])[0], limit))
                ),
            }
        finally:
            words.close()


def _words(analysis: Analysis, text: str) -> list[Word]:
    return [word for word in analysis.words(text) if not word.is_stop]


def _ranking(index: Index, find: Callable[[str, int], Hits]) -> Rank:
    def rank(text: str, limit: int) -> Sequence[Citation]:
        found = find(text, limit).among(index.catalogue.allowed(Filters(), index.catalogue.census()))
        named = ids(found.where(slice(limit)).passages)
        citations = index.catalogue.citations(named)
        return [citations[passage] for passage in named if passage in citations]

    return rank
