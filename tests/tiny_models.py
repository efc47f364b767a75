"""Models of a few thousand random weights, saved as real ones are, with their cards."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
from sentence_transformers import CrossEncoder, SentenceTransformer
from sentence_transformers.sentence_transformer.modules import (
    Normalize,
    Pooling,
    StaticEmbedding,
    Transformer,
)
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertForSequenceClassification, BertModel, PreTrainedTokenizerFast

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789.,:;?!'-"
DIMENSIONS = 32
MAX_TOKENS = 16
# what the card of a reranker has other than that of an embedder
RERANKER: dict[str, object] = {"kind": "reranker", "max_tokens": MAX_TOKENS} | dict.fromkeys(
    ("dimensions", "query_prefix", "passage_prefix", "pooling", "normalised")
)


def pieces() -> Tokenizer:
    """Every letter is a token."""
    vocabulary = [*SPECIAL, *LETTERS, *(f"##{letter}" for letter in LETTERS)]
    ids = {piece: number for number, piece in enumerate(vocabulary)}
    made = Tokenizer(models.WordPiece(ids, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer()
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.post_processor = processors.BertProcessing(("[SEP]", ids["[SEP]"]), ("[CLS]", ids["[CLS]"]))
    return made


def configuration(**more: object) -> BertConfig:
    return BertConfig(
        vocab_size=pieces().get_vocab_size(),
        hidden_size=DIMENSIONS,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=MAX_TOKENS,
        **more,
    )


def save_tokenizer(folder: Path) -> None:
    names = dict(
        zip(("pad_token", "unk_token", "cls_token", "sep_token", "mask_token"), SPECIAL, strict=True)
    )
    made = PreTrainedTokenizerFast(tokenizer_object=pieces(), model_max_length=MAX_TOKENS, **names)
    made.save_pretrained(folder)


def save_transformer(folder: Path, pooling: str = "mean") -> Path:
    """A sentence-transformers folder in half precision, with a prompt of its own that must not count."""
    torch.manual_seed(1)
    body = folder.with_name(f"{folder.name}-body")
    BertModel(configuration()).save_pretrained(body)
    save_tokenizer(body)
    first = Transformer(str(body))
    model = SentenceTransformer(
        modules=[first, Pooling(DIMENSIONS, pooling_mode=pooling), Normalize()],
        device="cpu",
        prompts={"query": "wat is toch: "},
        default_prompt_name="query",
    )
    model.to(torch.float16).save(str(folder), create_model_card=False)
    return folder


def save_static(folder: Path) -> Path:
    """Sentence-transformers' own embedder without layers."""
    weights = np.random.default_rng(2).normal(size=(pieces().get_vocab_size(), DIMENSIONS))
    static = StaticEmbedding(pieces(), embedding_weights=weights.astype(np.float32))
    SentenceTransformer(modules=[static], device="cpu").save(str(folder), create_model_card=False)
    return folder


def save_cross_encoder(folder: Path) -> Path:
    torch.manual_seed(3)
    body = folder.with_name(f"{folder.name}-body")
    BertForSequenceClassification(configuration(num_labels=1)).save_pretrained(body)
    save_tokenizer(body)
    CrossEncoder(str(body), device="cpu").save_pretrained(str(folder))
    return folder


def write_card(folder: Path, **fields: object) -> Path:
    """A complete card for an embedder in that folder, but for ``fields``."""
    values: dict[str, object] = {
        "id": folder.name,
        "kind": "embedder",
        "source": "folder",
        "revision": "1",
        "licence": "EUPL-1.2",
        "about": "Een proefmodel.",
        "run_here": True,
        "backend": "torch",
        "remote_code": False,
        "dimensions": DIMENSIONS,
        "query_prefix": "vraag: ",
        "passage_prefix": "passage: ",
        "pooling": "mean",
        "normalised": True,
        "training": [],
        "files": {},
        "quality": {},
        "speed": {},
    } | fields
    tables = {name: value for name, value in values.items() if isinstance(value, dict)}
    plain = {name: value for name, value in values.items() if name not in tables and value is not None}
    lines = [f"{name} = {json.dumps(value)}" for name, value in plain.items()]
    for name, table in tables.items():
        lines += [f"[{name}]", *(f"{json.dumps(key)} = {json.dumps(value)}" for key, value in table.items())]
    (folder / "card.toml").write_text("\n".join(lines), encoding="utf8")
    return folder
