"""The embedder without weights: unit rows, the same every time, near for words that look alike."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.hashed import HashedNgrams

EMBEDDER = HashedNgrams()


@given(st.lists(st.text(max_size=80), max_size=5))
def test_every_row_has_length_one_or_is_zero(texts):
    vectors = EMBEDDER.passages(texts).vectors
    assert vectors.shape == (len(texts), EMBEDDER.card.dimensions)
    assert vectors.dtype == np.float32
    lengths = np.linalg.norm(vectors, axis=1)
    assert all(abs(length - 1) < 1e-5 or length == 0 for length in lengths)


def test_a_text_gets_the_same_vector_alone_and_among_others():
    alone = EMBEDDER.passages(["De inspectie stond het niet toe."]).vectors
    among = EMBEDDER.passages(["Iets anders.", "De inspectie stond het niet toe."]).vectors
    assert np.array_equal(alone[0], among[1])


def test_words_that_look_alike_come_nearer_than_words_that_do_not():
    question = EMBEDDER.queries(["thuisziters"])[0]
    texts = ["Het aantal thuiszitters daalde.", "De wethouder gaf een toespraak."]
    near, far = EMBEDDER.passages(texts).vectors
    assert question @ near > question @ far + 0.1
