"""What is counted after a change is what would be counted anew."""

from datetime import UTC, datetime

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.label import LabelKind, Review
from corpus.visibility import Visibility
from tests.indexing import arrival, opened
from tests.labelled import WordTagger

WORDS = ["twente", "vervoer", "zorgboerderij", "inspectie"]
NOW = datetime(2026, 1, 1, tzinfo=UTC)

lines = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True).map(" ".join)
texts = st.lists(lines, min_size=1, max_size=3, unique=True)
changes = st.lists(
    st.tuples(st.sampled_from(["add", "remove", "show", "review"]), st.integers(0, 3), texts, st.booleans()),
    min_size=2,
    max_size=8,
)


@settings(max_examples=8, deadline=None)
@given(changes)
def test_a_census_that_follows_changes_is_as_one_that_is_taken_anew(tmp_path_factory, changes):
    with opened(tmp_path_factory.mktemp("telling")) as index:
        for what, place, text, holds in changes:
            change(index, what, f"{place}.txt", text, holds)
            for clearance in Visibility:
                catalogue = index.seen_by(clearance).catalogue
                assert told(catalogue) == told(catalogue.seen_by(clearance))


def change(index, what, name, text, holds):
    there = {entry.name: entry.id for entry in index.catalogue.documents()}
    if what == "add":
        # the same bytes may come back with other labels
        labels = [WordTagger().labels(line) if holds else () for line in text]
        index.add([arrival(name, text, labels=labels)])
    elif name not in there:
        return
    elif what == "remove":
        index.remove(there[name])
    elif what == "show":
        index.show(there[name], Visibility.VERTROUWELIJK if holds else Visibility.OPENBAAR)
    else:
        passage = index.catalogue.passages(there[name])[0]
        index.review(passage.id, [Review(LabelKind.REGIO, "twente", holds, "ik", NOW)])


def told(catalogue):
    census = catalogue.census()
    keys = census.keys(census.passages)
    catalogue.citations([passage for _, passage in keys])
    cited = catalogue.citations([passage for _, passage in keys])
    return (
        cited,
        census.passages.tolist(),
        keys,
        census.facets(census.passages),
        census.tally(census.passages, np.ones(len(census.passages), np.bool_)),
    )
