"""Which English pieces a Dutch piece stands for, learnt from parallel text and a multilingual lexicon."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags_array
from tokenizers import Tokenizer

from models.compounds import AFFIXES, Compounds

LONGEST = 40
# So many sightings of a piece weigh as much as what the lexicon says of it.
TRUST = 3.0
# A compound that was seen less often is read as the mean of its parts, a continuation as the whole word.
SELDOM = 5
# The lexicon's nearest words count when they are at least so near, the nearer the more.
NEAREST, NEAR, SHARPNESS = 3, 0.45, 0.05


def glossary(
    dutch: Tokenizer,
    english: Tokenizer,
    pairs: Sequence[tuple[str, str]],
    lexicon: csr_matrix,
) -> csr_matrix:
    """Rows that add up to 1, shape (Dutch pieces, English pieces), from (English, Dutch) pairs.

    ``lexicon``, of the same shape, fills in what parallel text shows seldom. A piece that nothing is
    known of gets what is spelled the same in English, or else the mean of all others.
    """
    both, seen = _aligned(dutch, english, pairs)
    share = np.where(_sums(lexicon) > 0, seen / (seen + TRUST), 1.0)
    mixed = csr_matrix(diags_array(share) @ both + diags_array(1 - share) @ lexicon).tolil()
    english_ids = english.get_vocab()
    for piece, number in dutch.get_vocab().items():
        plain = piece.removeprefix("##")
        same = english_ids.get(piece, english_ids.get(plain))
        if same is not None and (not plain.isalpha() or len(plain) == 1 or not mixed.rows[number]):
            mixed.rows[number], mixed.data[number] = [same], [1.0]
    made = csr_matrix(mixed)
    empty = _sums(made) == 0
    mean = csr_matrix(made[~empty].mean(axis=0))
    made = csr_matrix(made + csr_matrix(empty[:, None].astype(float)) @ mean)
    return borrowed(csr_matrix(diags_array(1 / _sums(made)) @ made), seen, dutch)


def worded(glosses: csr_matrix, english: NDArray[np.float32]) -> NDArray[np.float32]:
    """A vector for each Dutch piece, the mean of those of its glosses, shape (Dutch pieces, dimensions).

    A mean of several vectors is shorter than they are; it gets the length that layers expect of a vector.
    """
    table = glosses @ english
    usual = glosses @ np.linalg.norm(english, axis=1)
    table *= (usual / np.maximum(np.linalg.norm(table, axis=1), 1e-6))[:, None]
    return np.asarray(table, dtype=np.float32)


def borrowed(glosses: csr_matrix, seen: NDArray[np.float64], dutch: Tokenizer) -> csr_matrix:
    """The same, but pieces that parallel text hardly shows take the glosses of the words in them."""
    ids, compounds = dutch.get_vocab(), Compounds()
    rows, columns = [], []
    for piece, number in ids.items():
        plain = piece.removeprefix("##")
        sources = [number]
        if (
            plain != piece
            and len(plain) > 2
            and plain not in AFFIXES
            and seen[ids.get(plain, number)] > seen[number]
        ):
            sources = [ids[plain]]
        elif seen[number] < SELDOM and len(plain) > 5 and plain.isalpha():
            words = [part.cut(plain) for part in compounds.parts(plain)]
            sources = [ids[word] for word in words if word in ids] or sources
        rows += [number] * len(sources)
        columns += sources
    chosen = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(ids), len(ids)))
    return csr_matrix(diags_array(1 / _sums(chosen)) @ chosen @ glosses)


def _sums(matrix: csr_matrix) -> NDArray[np.float64]:
    return np.asarray(matrix.sum(axis=1)).ravel()


def _aligned(
    dutch: Tokenizer, english: Tokenizer, pairs: Sequence[tuple[str, str]], rounds: int = 5
) -> tuple[csr_matrix, NDArray[np.float64]]:
    """IBM model 1 in both directions, multiplied; and how often each Dutch piece was seen."""
    texts = [
        (nl.ids, en.ids)
        for nl, en in zip(
            dutch.encode_batch([nl for _, nl in pairs], add_special_tokens=False),
            english.encode_batch([en for en, _ in pairs], add_special_tokens=False),
            strict=True,
        )
        if 0 < len(nl.ids) <= LONGEST and 0 < len(en.ids) <= LONGEST
    ]
    width = english.get_vocab_size()
    keys = np.concatenate([np.add.outer(np.array(nl) * width, en).ravel() for nl, en in texts])
    cells, where = np.unique(keys, return_inverse=True)
    # A number for each occurrence of a piece, in whose row or column of a text a cell stands.
    row, column = _occurrences(texts)
    nl_of, en_of = cells // width, cells % width
    forth = _model_1(where, column, nl_of, rounds)
    back = _model_1(where, row, en_of, rounds)
    shape = (dutch.get_vocab_size(), width)
    both = csr_matrix((forth * back, (nl_of, en_of)), shape=shape)
    both.data[both.data < 1e-3] = 0
    both.eliminate_zeros()
    seen = np.bincount(np.concatenate([nl for nl, _ in texts]), minlength=shape[0]).astype(float)
    sums = _sums(both)
    seen[sums == 0] = 0
    return csr_matrix(diags_array(1 / np.where(sums > 0, sums, 1)) @ both), seen


def _occurrences(texts: Sequence[tuple[list[int], list[int]]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    rows, columns, row, column = [], [], 0, 0
    for nl, en in texts:
        rows.append(np.repeat(np.arange(row, row + len(nl)), len(en)))
        columns.append(np.tile(np.arange(column, column + len(en)), len(nl)))
        row, column = row + len(nl), column + len(en)
    return np.concatenate(rows), np.concatenate(columns)


def _model_1(
    where: NDArray[np.int64], made: NDArray[np.int64], maker: NDArray[np.int64], rounds: int
) -> NDArray[np.float64]:
    """Chances that a maker piece makes another, for each cell (Brown et al. 1993)."""
    chance = np.ones(len(maker))
    for _ in range(rounds):
        share = chance[where]
        share /= np.bincount(made, weights=share)[made]
        counts = np.bincount(where, weights=share, minlength=len(maker))
        chance = counts / np.bincount(maker, weights=counts)[maker]
    return chance
