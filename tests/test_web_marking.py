"""Tests api/web/marking.py."""

from hypothesis import given
from hypothesis import strategies as st

from api.web.marking import excerpt, pieces
from corpus.span import Span

LENGTH = 60
WORDS = st.lists(st.sampled_from(["wet", "regio", "schuurt.", "in", "de\n", "thuiszitters;"]), max_size=80)


@st.composite
def texts(draw):
    """A text with some of its words marked."""
    words = draw(WORDS)
    text = " ".join(words)
    ends = [len(" ".join(words[: n + 1])) for n in range(len(words))]
    spans = [Span(end - len(word), end) for word, end in zip(words, ends, strict=True)]
    return text, [span for span in spans if draw(st.booleans())]


@given(texts())
def test_an_excerpt_is_of_the_text_not_long_and_has_a_mark_where_there_is_any(made):
    text, marks = made
    part = excerpt(text, marks, LENGTH)
    assert len(part.cut(text)) <= LENGTH * 3 // 2
    assert part == Span(0, len(text)) or len(text) > LENGTH
    near = [mark for mark in marks if any(0 <= mark.start - start < LENGTH - 20 for start in begins(text))]
    assert not near or any(part.overlaps(mark) for mark in marks)


def begins(text):
    return [0, *(place + 2 for place, sign in enumerate(text) if sign in ".;\n")]


@given(texts())
def test_pieces_are_all_of_the_text_in_order(made):
    text, marks = made
    assert "".join(words for words, _ in pieces(text, marks)) == text
