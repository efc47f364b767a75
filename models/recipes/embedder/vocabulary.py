"""A Dutch WordPiece vocabulary whose pieces end where the parts of compounds do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tokenizers import Tokenizer, decoders, normalizers, pre_tokenizers, processors
from tokenizers.models import WordPiece
from tokenizers.trainers import WordPieceTrainer

from models.compounds import Compounds

UNKNOWN = "[UNK]"
SPECIAL = ["[PAD]", UNKNOWN, "[CLS]", "[SEP]", "[MASK]"]
PLAIN_PIECES = 8_000
LONGEST_TEXT = 256


def make_vocabulary(texts: Iterable[str], size: int, path: Path) -> Tokenizer:
    """Writes a tokenizer of ``size`` pieces, small letters without accents, to ``path``.

    A quarter are the usual merged pieces, so that any word can be written. The rest are the most
    frequent words, and the parts of compounds as continuations: the greedy longest match then cuts an
    unknown compound at its seams.
    """
    plain = _blank(WordPiece(unk_token=UNKNOWN))
    words = _counted(plain, texts)
    often = (word for word, count in words.items() for _ in range(min(count, 50)))
    plain.train_from_iterator(
        often, WordPieceTrainer(vocab_size=PLAIN_PIECES, special_tokens=SPECIAL, show_progress=False)
    )
    pieces = dict.fromkeys([*SPECIAL, *sorted(plain.get_vocab(), key=plain.get_vocab().__getitem__)])
    for piece, _ in _whole_and_parts(words).most_common():
        if len(pieces) == size:
            break
        pieces.setdefault(piece)
    vocabulary = {piece: number for number, piece in enumerate(pieces)}
    made = _blank(WordPiece(vocabulary, unk_token=UNKNOWN, max_input_chars_per_word=60))
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[(name, vocabulary[name]) for name in ("[CLS]", "[SEP]")],
    )
    made.decoder = decoders.WordPiece()
    made.enable_truncation(LONGEST_TEXT)
    made.save(str(path))
    return made


def _blank(model: WordPiece) -> Tokenizer:
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True, strip_accents=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


def _counted(tokenizer: Tokenizer, texts: Iterable[str]) -> Counter[str]:
    words: Counter[str] = Counter()
    for text in texts:
        normal = tokenizer.normalizer.normalize_str(text)
        words.update(word for word, _ in tokenizer.pre_tokenizer.pre_tokenize_str(normal))
    return words


def _whole_and_parts(words: Counter[str]) -> Counter[str]:
    """Counts of words, and of the later parts of compounds as continuations ("##arrangement")."""
    compounds = Compounds()
    found = Counter({word: count for word, count in words.items() if len(word) < 25})
    for word, count in words.items():
        if word.isalpha() and 6 < len(word) < 40:
            for part in compounds.parts(word)[1:]:
                found["##" + part.cut(word)] += count
    return found
