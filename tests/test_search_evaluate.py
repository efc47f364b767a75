"""The figures of `schuurpunt evaluate` are those of the gold set's own scoring module."""

import importlib.util
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import DocumentDate, Kind
from corpus.errors import BadInput, Unreadable
from corpus.span import Span
from search.evaluate import Answer, evaluate, load, score
from search.query import Citation, Results

QUOTES = [
    f"Zin nummer {number} over een eigen onderwerp, dat nergens anders staat dan hier, bij {number}."
    for number in range(8)
]


def citation(texts, name="a.txt"):
    text = " ".join(texts)
    return Citation(
        id=text[:16],
        text=text,
        context="",
        span=Span(0, len(text)),
        section=(),
        pages=None,
        language="nl",
        document_id="a",
        title="A",
        name=name,
        kind=Kind.OVERIG,
        date=DocumentDate(date(2021, 1, 1), "jaar", "2021"),
        sha256="",
    )


ANSWERS = st.lists(
    st.builds(Answer, st.sampled_from(["a.txt", "b.txt"]), st.sampled_from(QUOTES), st.sampled_from([1, 2])),
    min_size=1,
    max_size=8,
    unique_by=lambda answer: (answer.document, answer.quote),
)
CITATIONS = st.lists(
    st.builds(citation, st.lists(st.sampled_from(QUOTES), max_size=3), st.sampled_from(["a.txt", "b.txt"])),
    max_size=14,
)


@given(ANSWERS, CITATIONS)
def test_scores_equal_those_of_the_gold_module(shared, answers, citations):
    module = gold_module(shared)
    relevant = [{"document": a.document, "quote": a.quote, "grade": a.grade} for a in answers]
    wanted = module.score_question({"relevant": relevant}, [(c.name, c.text) for c in citations])
    assert score(answers, citations) == pytest.approx(tuple(wanted.values()))


def test_every_kind_has_a_row_below_the_row_over_all(tmp_path):
    questions = tmp_path / "vragen.jsonl"
    lines = [
        {"id": "1", "kind": "vraag", "question": "een", "relevant": [relevant(QUOTES[0])]},
        {"id": "2", "kind": "trefwoord", "question": "twee", "relevant": [relevant(QUOTES[1])]},
    ]
    questions.write_text("\n".join(json.dumps(line) for line in lines))
    rows = evaluate(lambda query: Results(query, 1, (citation([QUOTES[0]]),)), load(questions))
    assert [(row.name, row.questions, row.measures[0]) for row in rows] == [
        ("alle", 2, 0.5),
        ("trefwoord", 1, 0.0),
        ("vraag", 1, 1.0),
    ]


def test_a_file_that_is_no_set_of_questions_is_refused_with_its_line(tmp_path):
    questions = tmp_path / "vragen.jsonl"
    questions.write_text('\n{"id": "1"}\n')
    with pytest.raises(BadInput, match=r"Regel 2 van vragen\.jsonl"):
        load(questions)
    with pytest.raises(Unreadable, match=r"weg\.jsonl"):
        load(tmp_path / "weg.jsonl")


def relevant(quote):
    return {"document": "a.txt", "quote": quote, "grade": 2}


def gold_module(shared):
    spec = importlib.util.spec_from_file_location("metrics", shared / "gold" / "metrics.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
