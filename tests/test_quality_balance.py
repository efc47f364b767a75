"""The questions of bench/quality: what has no answer is asked with names as often as what has one."""

import json

import pytest

from bench.quality.figures import SETS
from models.analysis import Analysis
from search.answer.ask import asked
from search.question import Question

# our own sets, on which refusing is fitted: a name must not tell by itself that there is no answer
FITTED = ("a", "b", "c")
APART = 0.1
ANALYSIS = Analysis()


def names_one(text):
    words = tuple(word for word in ANALYSIS.words(text) if not word.is_stop)
    return bool(asked(Question(text, text, words, "nl"), lambda found: [1.0] * len(found)).names)


def share(paths):
    texts = [
        json.loads(line)["question"]
        for path in paths
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return sum(map(names_one, texts)) / len(texts)


def test_names_are_as_frequent_in_questions_with_an_answer_as_in_those_without():
    answered = share(SETS[name].questions for name in FITTED)
    assert share(SETS[name].unanswerable for name in FITTED) == pytest.approx(answered, abs=APART)
