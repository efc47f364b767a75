"""All that matches is found, at once, and what is remembered of it stays true."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.lexical import Lexical
from search.lexical.queries import Also, Fields
from search.query import Filters, Query, Weighing
from search.retrieve import RetrieveOptions, Retriever
from search.understand import Understand
from tests.indexing import Plain, arrival, opened
from tests.test_search_rank import Embedder

WORDS = ["rood", "groen", "blauw", "geel", "paars", "wit", "zwart", "bruin", "grijs", "oranje"]
WEIGHTS = Fields(words=0.5, parts=1.0, grams=1.5, title=0.2)
EVERYTHING = 10**9

lines = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
texts = st.lists(lines, min_size=1, max_size=4, unique=True)
changes = st.lists(st.tuples(st.booleans(), st.integers(0, 5), texts), min_size=1, max_size=8)


@settings(max_examples=12, deadline=None)
@given(changes, st.lists(st.sampled_from([*WORDS, "roodd"]), min_size=1, max_size=3), st.sampled_from([0, 3]))
def test_what_matches_is_what_a_search_finds_also_after_changes(tmp_path_factory, changes, question, late):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("search.matching.LATE", late)
        follow(tmp_path_factory.mktemp("woorden"), changes, question)


def follow(folder, changes, question):
    analysis = Plain()
    lexical = Lexical(folder, analysis)
    asked = list(analysis.words(" ".join(question)))
    also = [Also([list(analysis.words("wit zwart")), list(analysis.words("geel"))], 0.3)]
    there = {}
    for adds, place, text in changes:
        name = f"{place}.txt"
        if name in there:
            lexical.remove(there.pop(name).document.id)
        if adds:
            there[name] = item = arrival(name, [f"{line} {place}" for line in text])
            lexical.add(item.document, item.passages)
        lexical.commit()
        found = np.sort(lexical.search(asked, WEIGHTS, also).passages)
        ids = [int(passage.id, 16) for item in there.values() for passage in item.passages]
        among = np.sort(np.array(ids, np.uint64))
        assert among[lexical.matching(asked, WEIGHTS, also, among)].tolist() == found.tolist()
    lexical.close()


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    dice = np.random.default_rng(7)
    batch = [
        arrival(f"{number}.txt", [" ".join(dice.choice(WORDS, 5)) + f" deel {part}" for part in range(8)])
        for number in range(25)
    ]
    with opened(tmp_path_factory.mktemp("veel")) as index:
        index.add(batch)
        yield index


@pytest.mark.parametrize("question", ["rood", "groen geel deel", "blauw paars wit", "roodd grijs"])
@pytest.mark.parametrize("weighing", [Weighing(), Weighing(0, 1), Weighing(1, 0), Weighing(1, 9)])
@pytest.mark.parametrize("documents", [0, 3])
def test_the_best_are_those_of_all_however_few_are_weighed_at_first(many, question, weighing, documents):
    chosen = tuple(entry.id for entry in many.catalogue.documents()[:documents])
    query = Query(question, filters=Filters(documents=chosen), weighing=weighing)
    understood = Understand(Plain())(query, many.lexical)
    few, all_of_them = (
        Retriever(many, Embedder(), RetrieveOptions(first=first, window=40))(
            understood, query, weighing, many.catalogue.census(), 10
        )
        for first in (1, EVERYTHING)
    )
    assert few.fused.best(10).pairs() == all_of_them.fused.best(10).pairs()
    assert few.allowed[few.found].tolist() == np.sort(all_of_them.fused.passages).tolist()


def test_what_is_learned_beforehand_changes_nothing(many):
    asked = list(Plain().words("rood groen deel"))
    before = many.lexical.search(asked, WEIGHTS).pairs()
    passages = many.catalogue.census().passages
    matching = many.lexical.matching(asked, WEIGHTS, [], passages)
    for _ in many.lexical.learn():
        pass
    assert many.lexical.search(asked, WEIGHTS).pairs() == before
    assert many.lexical.matching(asked, WEIGHTS, [], passages).tolist() == matching.tolist()
