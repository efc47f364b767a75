"""What a question names: the taggers of documents read it as a document of one passage."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.document import Document, Kind, Passage
from corpus.span import Span
from corpus.taxonomy import Taxonomy
from ingest.tag.regios import RegionTagger
from ingest.tag.tagger import Tagger
from ingest.tag.wetten import ActTagger
from models.analysis import fold
from search.question import Named

_WORD = re.compile(r"\w+")


class Recogniser:
    """Safe to share between threads."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._taggers: Sequence[Tagger] = (RegionTagger(taxonomy), ActTagger(taxonomy))

    def __call__(self, text: str) -> Iterator[Named]:
        """Regions and acts, each with the words that name it."""
        whole = Span(0, len(text))
        document = Document("", "", "", "", "", Kind.OVERIG, "", None, "nl", text)
        passage = Passage("", "", 0, whole, text, (), None, "nl")
        for tagger in self._taggers:
            for label in tagger(document, [passage])[0]:
                spans = sorted({span for one in label.evidence for span in one.spans})
                yield Named(label.kind.value, label.id, tuple(spans))


def names(taxonomy: Taxonomy) -> frozenset[str]:
    """The folded words of all names of regions, towns and acts."""
    regions = (name for region in taxonomy.regions for name in (*region.spellings, *region.places))
    towns = (town.name for town in taxonomy.municipalities)
    acts = (name for act in taxonomy.acts for name in (act.name, *act.names, *act.abbreviations))
    return frozenset(word for name in (*regions, *towns, *acts) for word in _WORD.findall(fold(name)))
