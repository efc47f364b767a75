"""Fusing two rankings: a convex combination that keeps what either of them puts first."""

from hypothesis import example, given
from hypothesis import strategies as st

from search import fuse as fusing
from search.hits import Hits

SCORED = st.lists(st.tuples(st.sampled_from("abcdef01"), st.floats(0, 1)), unique_by=lambda pair: pair[0])


def fuse(words, meaning, weight):
    """With letters for ids."""
    fused = fusing.fuse(hits(words), hits(meaning), weight)
    return [(passage[-1], score) for passage, score in fused.best(len(fused)).pairs()]


def hits(scored):
    return Hits.of([(letter * 16, score) for letter, score in scored])


@given(SCORED, SCORED, st.floats(0, 1))
@example([("a", 5e-324)], [("a", 1.0)], 0.25)
def test_all_named_passages_come_out_once_best_first_between_zero_and_one(words, meaning, weight):
    fused = fuse(words, meaning, weight)
    assert {passage for passage, _ in fused} == {passage for passage, _ in words + meaning}
    assert len({passage for passage, _ in fused}) == len(fused)
    scores = [score for _, score in fused]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 + 1e-9 for score in scores)


def test_the_weight_steers_words_against_meaning():
    words, meaning = [("a", 8.0), ("b", 2.0)], [("b", 0.9), ("a", 0.1)]
    assert fuse(words, meaning, 0.0)[0] == ("a", 1.0)
    assert fuse(words, meaning, 1.0)[0] == ("b", 0.9)


@given(SCORED, st.integers(1, 10))
def test_the_best_few_are_the_first_of_all_and_equals_go_by_number(scored, most):
    everything = sorted(scored, key=lambda pair: (-pair[1], pair[0]))
    best = hits(scored).best(most).pairs()
    assert [(passage[-1], score) for passage, score in best] == everything[:most]
