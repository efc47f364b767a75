"""After cleaning a text is one line as a reader sees it, and cleaning again changes nothing."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from corpus.document import BlockKind
from ingest.clean import clean, clean_text
from ingest.parse.parsed import Fragment, Parsed

# what files really hold: all of Unicode, with the troublemakers often
TEXTS = st.text(
    st.one_of(st.characters(), st.sampled_from("\0\u00ad\u200b\ufeffﬁĳ\u00a0\n\t •·\u0301e\ud800"))
)
FRAGMENTS = st.builds(
    Fragment, text=TEXTS, kind=st.sampled_from(BlockKind), continues=st.sampled_from([None, "", " "])
)


def test_what_a_reader_does_not_see_goes_and_the_words_stay() -> None:
    assert clean_text("de\u00a0 eﬃ\u00adci\u200bënte\x00\n aan\u2028pak ĳs") == "de efficiënte aan pak ijs"


@given(st.lists(FRAGMENTS))
def test_cleaning_twice_is_cleaning_once(fragments: list[Fragment]) -> None:
    once = clean(Parsed("text/plain", tuple(fragments)))
    assert clean(once) == once


@given(st.lists(FRAGMENTS))
def test_every_fragment_is_one_line_with_words_on_it(fragments: list[Fragment]) -> None:
    for fragment in clean(Parsed("text/plain", tuple(fragments))).fragments:
        assert fragment.text
        assert fragment.text == " ".join(fragment.text.split())
        assert unicodedata.is_normalized("NFC", fragment.text)
        assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in fragment.text)


def test_the_first_fragment_continues_nothing() -> None:
    parsed = Parsed("text/plain", (Fragment("\u200b"), Fragment("tekst", continues=" ")))
    assert clean(parsed).fragments == (Fragment("tekst"),)


def test_a_dropped_start_does_not_glue_its_rest_to_what_stands_before() -> None:
    parsed = Parsed("text/plain", (Fragment("eerste"), Fragment("\u200b"), Fragment("rest", continues="")))
    assert clean(parsed).fragments[1].continues is None
