"""Reading a question: what counts in it, and which ones cannot be asked."""

import unicodedata

import pytest

from corpus.errors import BadQuestion
from models.analysis import Analysis
from search.understand import understand

ANALYSIS = Analysis()


def test_question_words_and_politeness_do_not_count():
    question = understand("Waar liepen  regio's aan tegen schurende wetten, alstublieft?", ANALYSIS, 100)
    assert [word.folded for word in question.words] == ["liepen", "regio's", "schurende", "wetten"]


def test_accents_count_the_same_however_they_are_typed():
    typed = unicodedata.normalize("NFD", "coördinatie")
    assert understand(typed, ANALYSIS, 100).words == understand("coördinatie", ANALYSIS, 100).words


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "leeg"),
        (" \n\t", "leeg"),
        ("waar is de het?", "zonder eigen inhoud"),
        ("?!…", "zonder eigen inhoud"),
    ],
)
def test_a_question_without_content_is_refused_with_what_to_do(text, message):
    with pytest.raises(BadQuestion, match=message) as caught:
        understand(text, ANALYSIS, 100)
    assert caught.value.advice


def test_a_question_of_ten_thousand_characters_is_refused_with_the_limit():
    with pytest.raises(BadQuestion, match="10000 tekens; de grens is 2000"):
        understand("w" * 10_000, ANALYSIS, 2000)
