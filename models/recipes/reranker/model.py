"""A cross-encoder: a BERT that reads a question and a text at once, and one number for the two."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertModel

from models.recipes.embedder.glossary import worded

# a question and a text
Asked = tuple[str, str]
# token numbers, and for each whether it is of the question (0) or of the text (1)
Read = tuple[list[int], list[int]]
AT_ONCE = 64


class CrossEncoder(nn.Module):
    """``bert`` with its pooler, and a linear layer to a logit."""

    def __init__(self, bert: BertModel) -> None:
        super().__init__()
        self.bert = bert
        self.classifier = nn.Linear(bert.config.hidden_size, 1)

    def forward(self, **inputs: Tensor) -> Tensor:
        """Logits, shape (pairs,).

        Layers work in bfloat16: on a processor that multiplies its matrices (AMX) a step takes half the time.
        """
        with torch.autocast("cpu", torch.bfloat16):
            pooled = self.bert(**inputs).pooler_output.float()
        logits: Tensor = self.classifier(pooled)[:, 0]
        return logits


def dutch(model: CrossEncoder, theirs: Tokenizer, ours: Tokenizer, glosses: csr_matrix) -> CrossEncoder:
    """The same layers, which read each Dutch piece as the mean of the English pieces that it stands for.

    ``glosses`` is what ``models/recipes/embedder/glossary.py`` made, shape (our pieces, their pieces).
    """
    made = deepcopy(model)
    known = made.bert.get_input_embeddings().weight.detach().numpy()
    table = worded(glosses, known)
    for piece in ("[PAD]", "[UNK]", "[CLS]", "[SEP]"):
        table[ours.token_to_id(piece)] = known[theirs.token_to_id(piece)]
    made.bert.set_input_embeddings(nn.Embedding.from_pretrained(torch.tensor(table)))
    made.bert.config.vocab_size = len(table)
    return made


def read(tokenizer: Tokenizer, pairs: Sequence[Asked], longest: int) -> list[Read]:
    """At most ``longest`` tokens of each pair; the text is cut, not the question."""
    return [(one.ids[:longest], one.type_ids[:longest]) for one in tokenizer.encode_batch(list(pairs))]


def padded(pairs: Sequence[Read]) -> dict[str, Tensor]:
    """What the model takes; piece 0 is padding."""
    shape = (len(pairs), max(len(ids) for ids, _ in pairs))
    names = ("input_ids", "token_type_ids", "attention_mask")
    made = {name: torch.zeros(shape, dtype=torch.int64) for name in names}
    for row, (ids, kinds) in enumerate(pairs):
        for name, numbers in zip(names, (ids, kinds, [1] * len(ids)), strict=True):
            made[name][row, : len(ids)] = torch.tensor(numbers)
    return made


@torch.no_grad()
def scores(model: CrossEncoder, pairs: Sequence[Read]) -> NDArray[np.float32]:
    """Logits, shape (pairs,)."""
    model.eval()
    order = sorted(range(len(pairs)), key=lambda number: len(pairs[number][0]))
    found = np.zeros(len(pairs), dtype=np.float32)
    for start in range(0, len(order), AT_ONCE):
        chosen = order[start : start + AT_ONCE]
        found[chosen] = model(**padded([pairs[number] for number in chosen])).numpy()
    return found
