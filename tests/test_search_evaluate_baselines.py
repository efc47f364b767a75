"""What searching is compared with is asked for the words that were written."""

import pytest

from search.evaluate.baselines import Decompounded, Stemmed, Unanalysed

TEXT = "De onderwijszorgarrangementen lopen vast op de regels van het jeugdhulpbudget."


@pytest.mark.parametrize("kind", [Unanalysed, Stemmed, Decompounded])
def test_a_baseline_writes_the_words_that_it_asks_for(kind):
    analysis = kind()
    asked = [(word.stem, *word.parts) for word in analysis.words(TEXT)]
    assert [key.stems for key in analysis.keys(TEXT)] == asked


def test_only_the_baseline_with_parts_has_the_parts_of_compounds():
    stems, parts = ({key.stems[0] for key in kind().keys(TEXT)} for kind in (Stemmed, Decompounded))
    assert "jeugdhulpbudget" in stems
    assert stems < parts
    assert {"onderwijs", "zorg", "budget"} <= parts - stems
