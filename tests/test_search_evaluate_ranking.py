"""The figures of `evaluate questions` are those of ir_measures and of the gold set's own module."""

import importlib.util
import json
import math
from datetime import date

import ir_measures
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import RR, R, nDCG

from corpus.document import DocumentDate, Kind
from corpus.errors import BadInput, Unreadable
from corpus.span import Span
from search.evaluate import intervals
from search.evaluate.gold import Quote, load, load_unanswerable
from search.evaluate.measures import MEASURES, score
from search.evaluate.ranking import compare
from search.query import Citation

QUOTES = [
    f"Zin nummer {number} over een eigen onderwerp, dat nergens anders staat dan hier, bij {number}."
    for number in range(24)
]
THEIRS = (nDCG(dcg="log2", gains={1: 1, 2: 3}) @ 10, R @ 5, R @ 20, RR @ 10)


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


FILES = st.sampled_from(["a.txt", "b.txt"])
ANSWERS = st.lists(
    st.builds(Quote, FILES, st.sampled_from(QUOTES[:8]), st.sampled_from([1, 2])),
    min_size=1,
    max_size=8,
    unique_by=lambda quote: (quote.document, quote.words),
)
CITATIONS = st.lists(
    st.builds(citation, st.lists(st.sampled_from(QUOTES[:8]), max_size=3), FILES), max_size=24
)


@given(ANSWERS, CITATIONS)
def test_scores_equal_those_of_the_gold_module(shared, answers, citations):
    module = gold_module(shared)
    relevant = [{"document": a.document, "quote": a.words, "grade": a.grade} for a in answers]
    wanted = module.score_question({"relevant": relevant}, [(c.name, c.text) for c in citations])
    measured = dict(zip(MEASURES, score(answers, citations), strict=True))
    assert [measured["nDCG@10"], measured["recall@5"], measured["MRR@10"]] == pytest.approx(
        list(wanted.values())
    )


@given(
    st.dictionaries(st.sampled_from(QUOTES), st.sampled_from([1, 2]), min_size=1, max_size=5),
    st.permutations(QUOTES),
)
def test_scores_equal_those_of_ir_measures_where_each_passage_holds_one_quote(graded, ranked):
    quotes = [Quote("a.txt", words, grade) for words, grade in graded.items()]
    wanted = ir_measures.calc_aggregate(
        THEIRS, {"q": graded}, {"q": {words: -float(rank) for rank, words in enumerate(ranked)}}
    )
    assert score(quotes, [citation([words]) for words in ranked]) == pytest.approx(
        [wanted[measure] for measure in THEIRS]
    )


def test_every_ranking_is_asked_the_same_and_every_kind_has_a_row(tmp_path):
    questions = tmp_path / "vragen.jsonl"
    lines = [
        {"id": "1", "kind": "vraag", "question": "een", "relevant": [relevant(QUOTES[0])]},
        {"id": "2", "kind": "trefwoord", "question": "twee", "relevant": [relevant(QUOTES[1])]},
    ]
    questions.write_text("\n".join(json.dumps(line) for line in lines))
    found = compare(
        {
            "ons": lambda text, limit: [citation([QUOTES[0]]), citation([QUOTES[1]])],
            "ander": lambda text, limit: [citation([QUOTES[0]])],
        },
        load(questions),
    )
    assert [(row.name, row.questions, row.figures[0].value) for row in found.by_kind("ander")] == [
        ("alle", 2, 0.5),
        ("trefwoord", 1, 0.0),
        ("vraag", 1, 1.0),
    ]
    assert found.ratio("ons", "ander").value == pytest.approx(1 + 1 / math.log2(3))


def test_an_interval_holds_its_mean_and_narrows_with_more_questions():
    scores = np.random.default_rng(1).random(400)
    few, many = intervals.mean(scores[:20]), intervals.mean(scores)
    assert few.low < few.value < few.high
    assert many.high - many.low < few.high - few.low
    assert intervals.mean(scores) == many
    one = intervals.mean(np.array([0.5]))
    assert (one.low, one.value, one.high) == (0.5, 0.5, 0.5)


def test_nothing_found_by_the_other_is_told_without_an_error():
    none, some = np.zeros(3), np.array([0.0, 1.0, 1.0])
    assert intervals.ratio(some, none).value == math.inf
    assert intervals.ratio(none, none).value == 1


def test_a_file_that_is_no_set_of_questions_is_refused_with_its_line(tmp_path):
    questions = tmp_path / "vragen.jsonl"
    questions.write_text('\n{"id": "1", "question": "een"}\n')
    with pytest.raises(BadInput, match=r"Regel 2 van vragen\.jsonl"):
        load(questions)
    assert [one.quotes for one in load_unanswerable(questions)] == [()]
    questions.write_text('{"id": "1", "question": "een", "relevant": []}')
    with pytest.raises(BadInput, match="citaat"):
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
