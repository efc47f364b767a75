"""From bytes to text: UTF-8, else Windows' own code page, and UTF-16 wherever it shows itself."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")


def decode(data: bytes) -> str:
    """The text of the bytes; never fails, so ask ``is_text`` whether it makes sense."""
    for bom, marked in _BOMS:
        if data.startswith(bom):
            return data.decode(marked, errors="replace")
    if encoding := _utf16_without_bom(data):
        return data.decode(encoding, errors="replace")
    # one wrong byte in a UTF-8 file must not cost every accent: only what is not UTF-8 is read as cp1252
    return data.decode("utf-8", errors="schuurpunt-cp1252")


def decode_html(data: bytes) -> str:
    """As ``decode``, but a page may name its own encoding in its first kilobytes."""
    declared = _CHARSET.search(data[:4096])
    if not declared or data.startswith(tuple(bom for bom, _ in _BOMS)):
        return decode(data)
    try:
        codec = codecs.lookup(declared[1].decode())
    except LookupError:
        return decode(data)
    # browsers read iso-8859-1 as cp1252 too; a page that is really UTF-8 comes out right as well
    if codec.name in {"utf-8", "iso8859-1", "cp1252", "ascii"} or not is_text(
        text := str(codecs.decode(data, codec.name, "replace"))
    ):
        return decode(data)
    return text


def is_text(text: str) -> bool:
    """Whether a decoded text can be meant for people: hardly any control characters, and no NUL."""
    return "\0" not in text and len(_CONTROL.findall(text)) <= len(text) * 0.02


def _utf16_without_bom(data: bytes) -> str | None:
    """Western UTF-16 has a NUL in every second place, which no other text has."""
    head = data[:4096]
    pairs = len(head) // 2
    if pairs and head[1::2].count(0) > pairs * 0.7 and head[0::2].count(0) < pairs * 0.1:
        return "utf-16-le"
    if pairs and head[0::2].count(0) > pairs * 0.7 and head[1::2].count(0) < pairs * 0.1:
        return "utf-16-be"
    return None


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", errors="replace"), error.end


codecs.register_error("schuurpunt-cp1252", _as_cp1252)
