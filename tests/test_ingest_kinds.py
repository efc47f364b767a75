"""The kind of a document, and the words that decided."""

from __future__ import annotations

import pytest

from corpus.document import Kind
from ingest.kinds import find_kind


@pytest.mark.parametrize(
    ("title", "kind", "evidence"),
    [
        ("Impressie werksessie in Zwolle", Kind.SESSIEVERSLAG, "werksessie, Impressie"),
        ("Terugkoppeling CoP Preventie", Kind.COP_TERUGKOPPELING, "Terugkoppeling CoP"),
        ("Dialoogsessie 12: samen verder", Kind.DIALOOGVERSLAG, "Dialoogsessie"),
        ("Tweede Midterm, hoofdstuk 4", Kind.MIDTERMHOOFDSTUK, "Midterm"),
        ("Interview met een schoolleider", Kind.INTERVIEW, "Interview"),
        ("Factsheet leerlingenvervoer", Kind.FACTSHEET, "Factsheet"),
    ],
)
def test_the_title_decides_and_is_the_evidence(title: str, kind: Kind, evidence: str) -> None:
    body = ["In deze factsheet, dit interview en deze werksessie komt van alles voorbij."]
    assert find_kind(title, body) == (kind, evidence)


def test_first_lines_decide_where_the_title_is_silent() -> None:
    assert find_kind("Samen verder", ["VOORTGANGSRAPPORTAGE", "Hier volgt meer."])[0] == Kind.MIDTERMHOOFDSTUK


def test_one_mention_far_down_the_text_decides_nothing() -> None:
    body = ["Wij werken samen aan een plan."] * 30
    assert find_kind("Plan", [*body, "Dat bleek uit een interview."]) == (Kind.OVERIG, "")
    assert find_kind("Plan", [*body, "Wie ben je?", "Dat vroegen wij in het interview."])[0] == Kind.INTERVIEW
