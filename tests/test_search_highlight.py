"""Highlights: ranges of the words that made a passage match."""

from hypothesis import given
from hypothesis import strategies as st

from models.analysis import Analysis
from search.highlight import highlights

ANALYSIS = Analysis()


def marked(question, text):
    words = [word for word in ANALYSIS.words(question) if not word.is_stop]
    return [span.cut(text) for span in highlights(text, words, misspelled(words, text), ANALYSIS)]


def test_other_forms_and_compounds_of_the_question_are_marked_and_stop_words_are_not():
    text = "De wetten schuren: het onderwijszorgarrangement paste in geen enkele regio."
    assert marked("waar schurende wet in de regio's", text) == ["wetten", "schuren", "regio"]
    assert marked("arrangement voor de zorg", text) == ["onderwijszorgarrangement"]


def test_a_misspelled_word_marks_what_was_meant():
    assert marked("thuisziters", "Er waren vijf thuiszitters in dat jaar.") == ["thuiszitters"]


@given(st.text(max_size=100), st.text(max_size=200))
def test_ranges_lie_in_order_within_the_text(question, text):
    words = [word for word in ANALYSIS.words(question) if not word.is_stop]
    end = 0
    for span in highlights(text, words, misspelled(words, text), ANALYSIS):
        assert end <= span.start < span.end <= len(text)
        end = span.end


def misspelled(words, text):
    known = {word.stem for word in ANALYSIS.words(text)}
    return [word for word in words if word.stem not in known]
