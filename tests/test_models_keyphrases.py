"""Key phrases are what a text keeps coming back to, in any inflection."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.span import Span
from models.keyphrases import key_phrases
from models.pipeline import Word

CLASSES = {"passend": "ADJ", "passende": "ADJ", "de": "DET", "het": "DET", "aantal": "NOUN", ".": "PUNCT"}
LEMMAS = {"passende": "passend", "budgetten": "budget", "arrangementen": "arrangement"}
VERBS = {"vraagt", "betaalt", "kent"}


def tagged(text):
    """Words of a text whose words stand apart, classed by the small table above."""
    words, at, sentence = [], 0, 0
    for number, form in enumerate(text.split(" ")):
        upos = "VERB" if form in VERBS else CLASSES.get(form, "NOUN")
        span = Span(at, at + len(form))
        words.append(Word(span, LEMMAS.get(form, form), upos, number, "dep", sentence))
        sentence += form == "."
        at += len(form) + 1
    return words


def test_the_phrase_that_returns_comes_first_with_all_its_places():
    text = (
        "de school vraagt passende arrangementen . het aantal kent de wijk . "
        "de gemeente betaalt passend arrangement . het aantal kent de school ."
    )
    best = key_phrases(text, tagged(text))[0]
    assert best.text == "passende arrangementen"
    assert [span.cut(text) for span in best.spans] == ["passende arrangementen", "passend arrangement"]


def test_a_phrase_does_not_run_on_into_the_next_sentence():
    text = "de wijk vraagt budget . arrangementen betaalt de school ."
    assert not any(
        "." in phrase.text or len(phrase.text.split()) > 1 for phrase in key_phrases(text, tagged(text))
    )


def test_general_nouns_are_no_subject():
    text = "het aantal . het aantal . het aantal ."
    assert key_phrases(text, tagged(text)) == []


@given(
    st.lists(st.sampled_from("de passende school budgetten vraagt . aantal".split()), min_size=1, max_size=30)
)
def test_every_place_is_in_the_text_and_the_best_come_first(forms):
    text = " ".join(forms)
    found = key_phrases(text, tagged(text), limit=5)
    assert len(found) <= 5
    assert [phrase.score for phrase in found] == sorted((phrase.score for phrase in found), reverse=True)
    for phrase in found:
        assert phrase.spans[0].cut(text) == phrase.text
        assert phrase.score > 0
