from dataclasses import replace

import numpy as np
import pytest

from corpus.label import LabelKind
from models.analysis import Analysis
from search.query import Query, Weighing
from search.question import Named
from search.rank import weights
from search.rank.features import FEATURES, Candidate, Reader
from search.retrieve import RetrieveOptions
from search.searcher import Searcher, SearchOptions
from search.understand import Understand
from tests.indexing import CARD, Plain, arrival, embed, opened
from tests.labelled import WordTagger

ANALYSIS = Analysis()
LINES = (
    "De inspectie keurde de zorgboerderij goed na een gesprek met de gemeente.",
    "Vervoer blijft duur.",
    "inspectie\nzorgboerderij\ngesprek",
    "Twente kreeg van de inspectie geen antwoord over vervoer.",
)


class Embedder:
    """A direction of its own for each text, which is its only token."""

    card = CARD

    def passages(self, texts):
        return embed(texts)

    def queries(self, texts):
        return embed(texts).vectors

    def question_tokens(self, text):
        return None


@pytest.fixture
def found(tmp_path):
    """The index, and the passages in order."""
    item = arrival("a.txt", LINES, labels=[WordTagger().labels(line) for line in LINES])
    with opened(tmp_path) as index:
        index.add([item])
        cited = index.catalogue.citations([one.id for one in item.passages])
        yield index, [cited[one.id] for one in item.passages]


def features(index, citations, text, **more):
    question = replace(Understand(ANALYSIS)(Query(text), index.lexical), **more)
    rarity = [1.0] * len(question.words)
    rows = Reader(ANALYSIS)(question, rarity, [Candidate(one, 0.5, 0.25) for one in citations])
    return {name: rows[:, place].tolist() for place, name in enumerate(FEATURES)}


def test_features_tell_how_much_of_the_question_a_passage_has_and_how_near_together(found):
    told = features(*found, "inspectie vervoer")
    assert told["text"] == [0.5, 0.5, 0.5, 1.0]
    assert told["near"] == [0.5, 0.5, 0.5, 1.0]
    assert told["fused"] == [1.0] * 4
    assert told["likeness"] == [0.25] * 4
    assert told["prose"] == [1.0, 1.0, 0.0, 1.0]
    assert told["length"][0] > told["length"][1]
    assert told["beside"] == [1.0] * 4
    assert features(*found, "inleiding")["headings"] == [1.0] * 4


def test_words_far_apart_are_less_near(found):
    index, citations = found
    apart = replace(citations[0], text="inspectie " + "en nog iets anders " * 12 + "vervoer")
    told = features(index, [apart, citations[3]], "inspectie vervoer")
    assert told["text"] == [1.0, 1.0]
    assert told["near"] == [0.5, 1.0]


def test_labels_that_the_question_names_count_by_their_share(found):
    named = (Named(LabelKind.REGIO, "twente", ()), Named(LabelKind.WET, "onbekend", ()))
    assert features(*found, "vervoer", named=named)["labels"] == [0.0, 0.0, 0.0, 0.5]
    assert features(*found, "vervoer")["labels"] == [0.0] * 4


@pytest.mark.parametrize("with_tokens", [True, False])
def test_weights_add_up_to_one_and_are_turned_down_by_who_asks(with_tokens):
    read = weights.read(with_tokens)
    assert read.min() >= 0
    assert read.sum() == pytest.approx(1)
    quiet = dict(zip(FEATURES, weights.weighed(read, Weighing(words=0, meaning=0.5)), strict=True))
    assert quiet["text"] == quiet["near"] == quiet["headings"] == 0
    assert quiet["likeness"] == read[FEATURES.index("likeness")] / 2


def test_a_search_explains_itself_and_obeys_the_weights(found):
    index, citations = found
    options = SearchOptions(RetrieveOptions(least_meaning=2))
    searcher = Searcher(index, Understand(Plain()), Embedder(), options)
    results = searcher.search(Query("inspectie vervoer", explain=True))
    assert results.citations[0].id == citations[3].id
    for one in results.citations:
        assert one.explanation.words == tuple(w for w in ("inspectie", "vervoer") if w in one.text.lower())
        assert 0 <= one.explanation.by_words <= 1
        assert (1 + sum(one.explanation.shares.values())) / 2 == pytest.approx(one.score)
    assert searcher.search(Query("inspectie vervoer")).citations[0].explanation is None
    wide = Searcher(index, Understand(Plain()), Embedder(), SearchOptions(RetrieveOptions(least_meaning=-1)))
    asked = LINES[1].lower().strip(".")
    assert wide.search(Query(asked, weighing=Weighing(1, 0))).citations[0].id == citations[1].id
    by_meaning = wide.search(Query(asked, weighing=Weighing(0, 1)))
    vector, stored = embed([asked]).vectors[0], embed([LINES[1]])
    assert by_meaning.total == len(LINES)
    assert np.isfinite(vector @ stored.vectors[0])
