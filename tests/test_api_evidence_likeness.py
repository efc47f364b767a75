"""What says nearly the same: by words or by meaning, and read once."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from api.evidence import likeness
from api.evidence.likeness import Likeness
from models.protocols import Encoded
from search.diversity import alike, words_of
from tests.indexing import embed

texts = st.lists(st.sampled_from("geen geld voor de school taxi sport".split()), min_size=1, max_size=7).map(
    " ".join
)
groups = st.lists(st.lists(texts, min_size=1, max_size=3), max_size=4)


class Embedder:
    """The mean of the directions of the words; ``read`` are the texts that it was given."""

    def __init__(self):
        self.read = []

    def passages(self, given_):
        self.read += given_
        rows = np.array([embed(text.split()).vectors.mean(axis=0) for text in given_], dtype=np.float32)
        return Encoded.without_tokens(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def plainly(text, others):
    vector, *rows = Embedder().passages([text, *others]).vectors
    pairs = zip(others, rows, strict=True)
    return min(1.0 if alike(words_of(text), words_of(one)) else float(vector @ row) for one, row in pairs)


@given(texts, groups)
def test_the_nearest_is_the_first_group_of_which_the_least_alike_is_most_alike(text, given_):
    place, found = Likeness(Embedder()).nearest(text, given_)
    said = [plainly(text, group) for group in given_]
    assert (place, found) == ((said.index(max(said)), max(said)) if said else (None, 0.0))


def test_a_sentence_is_read_once_and_not_at_all_where_words_tell(monkeypatch):
    embedder = Embedder()
    kept = Likeness(embedder)
    group = ["geen geld voor de taxi", "geen geld voor de taxi ."]
    assert kept.nearest("geen geld voor de taxi", [["de school"], group]) == (1, 1.0)
    assert embedder.read == []
    for text in ("de sport", "de school", "de sport"):
        kept.nearest(text, [group])
    assert sorted(embedder.read) == sorted([*group, "de sport", "de school"])
    monkeypatch.setattr(likeness, "REMEMBERED", 2)
    assert kept.nearest("het rooster", [group]) == (0, plainly("het rooster", group))
    assert len(kept._known) == 2
