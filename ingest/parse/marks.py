"""Takes the marks of Markdown out of a text that is plain but for them; the words stay."""

from __future__ import annotations

import re

_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
_LINK = re.compile(r"\[([^\[\]]*)\]\((?:#[^)\s]*|[^)\s]*[/.@][^)\s]*|)\)")
_ADDRESS = re.compile(r"<((?:https?://|mailto:|www\.)[^>\s]+)>")
_STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", re.DOTALL)
_STRUCK = re.compile(r"~~(?=\S)(.+?)(?<=\S)~~", re.DOTALL)
# '(*)' is a footnote's mark: an opening star stands before a word
_STRESS = re.compile(r"(?<![\w*])\*(?=[\w'\"‘“(¿])([^*]*?[^\s*(])\*(?![\w*])", re.DOTALL)
_BOLD = re.compile(r"\s*\*\*[^*]*[^*\s][^*]*\*\*\s*")


def without_marks(text: str) -> str:
    """The same lines without bold, italics, strike-through, link targets and images."""
    text = _ADDRESS.sub(r"\1", _LINK.sub(r"\1", _IMAGE.sub("", text)))
    text = _STRUCK.sub(r"\1", _STRONG.sub(r"\1", text))
    return _STRESS.sub(r"\1", text.replace("**", ""))


def is_bold(text: str) -> bool:
    """Whether all of it stands between one pair of bold marks."""
    return _BOLD.fullmatch(text) is not None
