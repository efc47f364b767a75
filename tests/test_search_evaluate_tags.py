"""Labels are judged by the passage that holds a quote: what is wanted must be there, and nothing where a
quote has no label of that kind.
"""

import json

import pytest

from corpus import taxonomy
from corpus.document import Kind
from corpus.errors import BadInput
from corpus.label import Label, LabelKind
from corpus.span import Span
from corpus.taxonomy.terms import Terms
from search.evaluate.tags import load, measure
from search.query import Citation

TERMS = Terms(taxonomy.load())
NONE = {"adviezen": [], "bouwstenen": [], "regios": [], "wetten": [], "knelpunt": None}


def passage(text, *names, name="a.txt"):
    parts = [one.split(" ") for one in names]
    labels = tuple(
        Label(LabelKind(label.partition(":")[0]), label.partition(":")[2], float(score), (), "1")
        for label, score in parts
    )
    return Citation(
        text[:8], text, "", Span(0, 9), (), None, "nl", "d", "A", name, Kind.OVERIG, None, "", labels
    )


def measured(tmp_path, rows, passages):
    file = tmp_path / "labels.jsonl"
    lines = [json.dumps({"id": "1", "document": "a.txt", **NONE, **row}) for row in rows]
    file.write_text("\n".join(lines), encoding="utf-8")
    return measure(load(file, TERMS.find), passages)


def counts(tally):
    return tally.right, tally.missed, tally.wrong


def test_wanted_labels_are_right_or_missed_and_others_wrong_only_where_none_is_wanted(tmp_path):
    found = measured(
        tmp_path,
        [
            {"quote": "Ouders beslissen mee", "adviezen": [3, 6], "regios": ["Almere"]},
            {"quote": "Niets aan de hand"},
        ],
        [
            passage("En:  Ouders\nbeslissen mee.", "advies:3 0.9", "advies:1 0.8", "regio:almere 1"),
            passage("Niets aan de hand.", "advies:2 0.7"),
        ],
    )
    assert counts(found.kinds[LabelKind.ADVIES]) == (1, 1, 1)
    assert counts(found.kinds[LabelKind.REGIO]) == (1, 0, 0)
    assert counts(found.labels[LabelKind.ADVIES, "6"]) == (0, 1, 0)
    assert counts(found.labels[LabelKind.ADVIES, "2"]) == (0, 0, 1)
    assert (LabelKind.ADVIES, "1") not in found.labels
    advice = found.kinds[LabelKind.ADVIES]
    assert (advice.precision, advice.recall, advice.f1) == (0.5, 0.5, 0.5)


def test_an_act_is_wanted_by_any_of_its_names(tmp_path):
    row = {"quote": "De wet zegt", "wetten": ["LPW", "Wet passend onderwijs", "Variawet"]}
    labels = ["wet:BWBR0002628 1", "wet:BWBR0032176 1", "wet:stb-2018-12 1"]
    found = measured(tmp_path, [row], [passage("De wet zegt iets.", *labels)])
    assert counts(found.kinds[LabelKind.WET]) == (3, 0, 0)


def test_knelpunten_count_as_there_or_not_and_by_the_surest_kind(tmp_path):
    rows = [
        {"quote": "Het geld is op", "knelpunt": "financiering"},
        {"quote": "De regels knellen", "knelpunt": "wetgeving"},
        {"quote": "Wij durven niets te delen", "knelpunt": "privacy"},
        {"quote": "Alles loopt"},
    ]
    passages = [
        passage("Het geld is op.", "knelpunt:financiering 0.9", "knelpunt:wetgeving 0.6"),
        passage("De regels knellen.", "knelpunt:wetgeving 0.6", "knelpunt:toezicht 0.8"),
        passage("Wij durven niets te delen."),
        passage("Alles loopt.", "knelpunt:personeel 0.6"),
    ]
    found = measured(tmp_path, rows, passages)
    assert counts(found.kinds[LabelKind.KNELPUNT]) == (2, 1, 1)
    assert (found.surest, found.named, found.obstacles) == (1, 2, 3)


def test_a_quote_that_stands_in_no_passage_of_its_document_misses_its_labels(tmp_path):
    found = measured(
        tmp_path,
        [{"quote": "Ouders beslissen mee", "adviezen": [3]}],
        [passage("Ouders beslissen mee.", "advies:3 0.9", name="b.txt")],
    )
    assert found.lost == 1
    assert counts(found.kinds[LabelKind.ADVIES]) == (0, 1, 0)


@pytest.mark.parametrize(
    "row", [{"adviezen": [9]}, {"knelpunt": "tijd"}, {"adviezen": 3}, {"wetten": ["Wet van Murphy"]}]
)
def test_a_row_with_labels_that_do_not_exist_is_refused_with_its_line(tmp_path, row):
    with pytest.raises(BadInput, match=r"Regel 1 van labels\.jsonl"):
        measured(tmp_path, [{"quote": "x", **row}], [])
