"""A passage gets one label for each act, with every place in it and the words that show it."""

from datetime import date

import pytest

from corpus.document import Document, DocumentDate, Kind, Passage
from corpus.label import LabelKind
from corpus.span import Span
from corpus.taxonomy import load
from ingest.tag.wetten import ActTagger

TAXONOMY = load()


@pytest.fixture(scope="module")
def tagger():
    return ActTagger(TAXONOMY)


def document(day=None):
    written = DocumentDate(day, "dag", "") if day else None
    return Document("d", "", "", "", "", Kind.OVERIG, "", written, "nl", "")


def passages(*texts, sections=()):
    paths = sections or [("Kop",)] * len(texts)
    return [
        Passage(str(n), "d", n, Span(0, len(text)), text, path, None, "nl")
        for n, (text, path) in enumerate(zip(texts, paths, strict=True))
    ]


def ids(labels):
    return [[label.id for label in of_one] for of_one in labels]


def test_an_act_is_labelled_once_with_all_its_references(tagger):
    text = "De Jeugdwet is helder: artikel 2.3, eerste lid, van de Jeugdwet. Ook de Wlz telt."
    ((jeugdwet, wlz),) = tagger(document(), passages(text))
    assert (jeugdwet.kind, jeugdwet.id, jeugdwet.score) == (LabelKind.WET, "BWBR0034925", 1.0)
    assert [(one.article, one.lid) for one in jeugdwet.references] == [("", ""), ("2.3", "1")]
    assert (wlz.id, wlz.score, wlz.version) == ("BWBR0035917", 0.9, TAXONOMY.version)


def test_evidence_points_at_the_words_and_says_why_where_they_do_not(tagger):
    text = "Zij vroegen vrijstelling op grond van artikel 5a."
    (((label),),) = tagger(document(), passages(text))
    (evidence,) = label.evidence
    assert [span.cut(text) for span in evidence.spans] == ["artikel 5a"]
    assert "artikel 5, onderdeel a" in evidence.source
    assert evidence.weight == label.score == 0.9


def test_that_same_act_goes_on_from_the_passage_before_but_not_into_another_section(tagger):
    texts = ("De Jeugdwet is streng.", "Daarna volgt niets.", "Artikel 2.7 van diezelfde wet helpt.")
    assert ids(tagger(document(), passages(*texts))) == [["BWBR0034925"], [], ["BWBR0034925"]]
    sections = [("A",), ("A",), ("B",)]
    assert ids(tagger(document(), passages(*texts, sections=sections))) == [["BWBR0034925"], [], []]


def test_the_day_of_the_document_is_the_day_of_the_link(tagger):
    (((label),),) = tagger(document(date(2021, 9, 29)), passages("artikel 8 WPO"))
    assert label.references[0].jci == "jci1.3:c:BWBR0003420&artikel=8&g=2021-09-29"


def test_a_passage_without_an_act_has_no_label(tagger):
    assert tagger(document(), passages("Een artikel in de krant.", "De wet van Murphy.")) == [[], []]
