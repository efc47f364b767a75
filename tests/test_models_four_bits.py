"""Tables of pieces as they ship: what four bits keep."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import save_file

from models.recipes.four_bits import BLOCK, four_bits
from models.static import StaticEncoder
from tests.tiny_models import pieces

ROWS = 40


@given(st.integers(0, 10**6), st.floats(1e-3, 1e3))
def test_a_number_is_off_by_less_than_its_scale(seed, size):
    table = np.random.default_rng(seed).normal(0, size, (ROWS, 2 * BLOCK)).astype(np.float32)
    packed, scales = four_bits(table)
    low, high = (packed & 15).astype(int), (packed >> 4).astype(int)
    levels = np.stack([low, high], axis=-1).reshape(table.shape)
    levels -= 16 * (levels > 7)
    steps = np.repeat(scales.astype(np.float64), BLOCK, axis=1)
    assert (packed.dtype, packed.nbytes) == (np.uint8, table.nbytes / 8)
    assert (np.abs(levels * steps - table) <= np.abs(steps) * 1.01).all()


def test_an_embedder_reads_its_table_in_four_bits_as_if_it_were_whole(tmp_path):
    tokenizer = pieces()
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    rows = tokenizer.get_vocab_size()
    table = np.random.default_rng(0).normal(size=(rows, 4 * BLOCK)).astype(np.float32)
    levels, scales = four_bits(table)
    found = []
    for kept in ({"embedding.weight": table}, {"embedding.levels": levels, "embedding.scales": scales}):
        save_file(kept, str(tmp_path / "model.safetensors"))
        found.append(np.concatenate(StaticEncoder(tmp_path).encode(["abc", "de fg"]).vectors))
    assert not np.array_equal(*found)
    assert float(np.dot(*found)) / 2 > 0.98
