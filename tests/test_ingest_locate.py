"""Finding a passage among the words of a page, in one column and in two."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.locate import Box, Word, locate

WIDE, HIGH, A_LINE = 40.0, 10.0, 5
COLUMN = 300.0
WORDS = [f"woord{number}" for number in range(60)]


def page(columns):
    """Words in lines of five; a column follows on the one before it."""
    a_column = len(WORDS) // columns
    return [
        Word(text, Box(left, top, left + WIDE - 5, top + HIGH))
        for number, text in enumerate(WORDS)
        for left in [number // a_column * COLUMN + number % A_LINE * WIDE]
        for top in [number % a_column // A_LINE * 14.0]
    ]


@given(st.sampled_from([1, 2]), st.integers(0, 50), st.integers(4, 40))
def test_the_boxes_hold_every_word_of_the_passage_and_stay_in_their_column(columns, first, length):
    placed = page(columns)
    wanted = placed[first : first + length]
    boxes = locate(placed, " ".join(word.text for word in wanted))
    for word in wanted:
        assert any(
            box.left <= word.box.left and word.box.right <= box.right
            and box.top <= word.box.top and word.box.bottom <= box.bottom
            for box in boxes
        )  # fmt: skip
    if columns == 2:
        assert all(box.right < COLUMN or box.left >= COLUMN for box in boxes)


def test_words_are_found_though_they_are_set_otherwise():
    placed = page(1)
    placed[7] = Word("woor-", placed[7].box)
    assert locate(placed, "WOORD3 woord4, (woord5) woord6 woord7 woord8 woord9 woord10.")


def test_what_is_not_there_has_no_box():
    assert locate(page(1), "heel iets anders dan wat er staat") == []
    assert locate([], "woord1 woord2 woord3") == []
    assert locate(page(1), "") == []
