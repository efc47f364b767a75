"""What a line's end took apart comes together again, and no more than that."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.parse.words import join, join_all


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("goede samen-", "werking is", "goede samenwerking is"),
        ("de jeugd-", "en gezinscoaches", "de jeugd- en gezinscoaches"),
        ("binnen-", "of buitenring", "binnen- of buitenring"),
        ("in Noord-", "Kennemerland", "in Noord-Kennemerland"),
        ("schooljaar 2021-", "2022 begon", "schooljaar 2021-2022 begon"),
        ("alle VO-", "scholen", "alle VO-scholen"),
        ("een zee-", "egel", "een zee-egel"),
        ("de ex-", "leerling", "de ex-leerling"),
        ("AANDEEL-", "HOUDERS", "AANDEELHOUDERS"),
        ("onder\u00ad", "wijs", "onderwijs"),
        ("kind/", "jongere", "kind/jongere"),
        ("een streep -", "en verder", "een streep - en verder"),
        ("gewone regel", "die verder loopt", "gewone regel die verder loopt"),
    ],
)
def test_dutch_hyphens(left: str, right: str, joined: str) -> None:
    assert join_all([left, right]) == joined


def test_the_document_itself_decides_where_it_can() -> None:
    assert join_all(["een onderwijs-", "zorgarrangement"], {"onderwijs-zorgarrangement"}) == (
        "een onderwijs-zorgarrangement"
    )
    assert join_all(["een ex-", "amen"], {"examen"}) == "een examen"


@given(st.text(max_size=30), st.text(min_size=1, max_size=30))
def test_joining_loses_nothing_but_a_hyphen_at_the_end(left: str, right: str) -> None:
    kept, between = join(left, right)
    assert between in ("", " ")
    assert left.rstrip().startswith(kept)
    assert set(left.rstrip()[len(kept) :]) <= {"-", "\u2010", "\u00ad"}
