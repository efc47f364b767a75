import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.late import likeness, pack, unpack
from models.protocols import Tokens

DIMENSIONS = 32


def tokens(count: int, seed: int) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(count, DIMENSIONS)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@given(st.integers(1, 300), st.integers(0, 10**6))
def test_what_was_packed_points_the_same_way_in_an_eighth_of_the_room(count, seed):
    rows = tokens(count, seed)
    packed = pack(rows)
    again = unpack(packed, DIMENSIONS)
    assert len(packed) == rows.nbytes / 8
    assert again.shape == rows.shape
    assert np.allclose(np.linalg.norm(again, axis=1), 1, atol=1e-5)
    assert (rows * again).sum(axis=1).min() > 0.9


@given(st.lists(st.integers(0, 40), max_size=12), st.integers(1, 12), st.integers(0, 10**6))
def test_likeness_is_the_weighted_best_cosine_of_each_token_of_the_question(sizes, asked, seed):
    passages = [pack(tokens(size, seed + place)) for place, size in enumerate(sizes, 1)]
    weights = np.random.default_rng(seed).random(asked).astype(np.float32)
    question = Tokens(tokens(asked, seed), weights / weights.sum())
    plain = [
        sum(
            weight * max(float(row @ one) for one in unpack(packed, DIMENSIONS))
            for row, weight in zip(question.vectors, question.weights, strict=True)
        )
        if packed
        else 0.0
        for packed in passages
    ]
    assert np.allclose(likeness(question, passages), plain, atol=1e-5)
