"""Random files as parsers hand them on, for the property tests of outline and split."""

from __future__ import annotations

from hypothesis import strategies as st

from corpus.document import BlockKind
from ingest.parse.parsed import Fragment, Parsed

WORDS = (
    "de school regio ouders samen leren hulp wet Twente Almere afspraak thuis kind gemeente budget o.a. drs. "
    "artikel 5a 2021 “plan” (kort) jeugd- en zorg"
).split()
ENDS = (".", "?", "!", "…", ":", ".”", "", ";")
SENTENCES = [
    " ".join((WORDS[start:] + WORDS * 8)[:length]).capitalize() + ENDS[(start + length) % len(ENDS)]
    for start in range(0, len(WORDS), 3)
    for length in (1, 3, 6, 12, 30, 200)
]


@st.composite
def parsed_files(draw: st.DrawFn) -> Parsed:
    """Any order of any fragments, on pages or not, with and without styles and sizes."""
    paged, styled = draw(st.booleans()), draw(st.booleans())
    kinds = [kind for kind in BlockKind if styled or kind != BlockKind.HEADING]
    page = 1
    fragments = []
    for _ in range(draw(st.integers(0, 15))):
        kind = draw(st.sampled_from(kinds))
        short = kind in {BlockKind.HEADING, BlockKind.ROW, BlockKind.HEADER_ROW} or draw(st.booleans())
        page += draw(st.integers(0, 1))
        fragments.append(
            Fragment(
                " ".join(draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=1 if short else 8))),
                kind,
                level=draw(st.integers(1, 3)) if kind in {BlockKind.HEADING, BlockKind.ITEM} else None,
                page=page if paged else None,
                size=draw(st.sampled_from([None, 10.0, 14.0])),
                bold=draw(st.booleans()),
                continues=draw(st.sampled_from([None, None, None, " ", ""])),
            )
        )
    return Parsed("text/plain", tuple(fragments), pages=page if paged else None)
