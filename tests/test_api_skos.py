"""The thesaurus goes out as SKOS and comes back without loss; what cannot come in is told."""

import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, SKOS, Graph

from api.skos import SCHEME, exported, imported
from corpus.errors import BadTaxonomy
from corpus.taxonomy import Thesaurus, ThesaurusConcept, load

SHIPPED = load().thesaurus


@pytest.fixture
def coming(tmp_path):
    def read(text):
        path = tmp_path / "ander.ttl"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return imported(path)

    return read


def test_nothing_is_lost_on_the_way_out_and_back(coming):
    assert coming(exported(SHIPPED, "1")) == SHIPPED


words = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=6)


@settings(max_examples=25)
@given(st.lists(words, min_size=4, max_size=12, unique_by=str.casefold))
def test_no_sign_in_a_term_is_lost(tmp_path_factory, terms):
    first, second, *others = terms
    made = Thesaurus(
        (
            ThesaurusConcept("een", first, others[1::2], others[::2], broader=("twee",)),
            ThesaurusConcept("twee", second),
        )
    )
    path = tmp_path_factory.mktemp("skos") / "t.ttl"
    path.write_text(exported(made, "1"), encoding="utf-8")
    assert imported(path) == made


def test_the_same_thesaurus_gives_the_same_text_in_another_process():
    code = "from api.skos import *; from corpus.taxonomy import load; print(exported(load().thesaurus, '1'))"
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    told = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
    assert told.stdout.decode().strip() == exported(SHIPPED, "1").strip()


def test_other_software_finds_a_scheme_with_its_top_and_every_relation_both_ways():
    graph = Graph().parse(data=exported(SHIPPED, "1"), format="turtle")
    concepts = {*graph.subjects(RDF.type, SKOS.Concept)}
    assert len(concepts) == len(SHIPPED.concepts)
    assert {*graph.subjects(SKOS.inScheme, SCHEME)} == concepts
    assert {*graph.objects(SCHEME, SKOS.hasTopConcept)} == {*graph.subjects(SKOS.topConceptOf, SCHEME)}
    assert {*graph.subject_objects(SKOS.broader)} == {(a, b) for b, a in graph.subject_objects(SKOS.narrower)}
    assert {*graph.subject_objects(SKOS.related)} == {(a, b) for b, a in graph.subject_objects(SKOS.related)}


HEAD = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix e: <http://example.org/th#> .\n"


def test_a_thesaurus_of_others_comes_in_with_its_dutch_labels(coming):
    found = coming(
        HEAD
        + """e:School_Één a skos:Concept ; skos:prefLabel "school"@nl, "school"@en ; skos:narrower e:c_2 ;
            skos:altLabel "leerhuis", "learning house"@en .
        e:c_2 a skos:Concept ; skos:prefLabel "brede  school"@nl-NL ; skos:hiddenLabel "breede school"@nl ."""
    )
    assert [(one.id, one.terms, one.broader) for one in found.concepts] == [
        ("c-2", ("brede school", "breede school"), ("school-een",)),
        ("school-een", ("school", "leerhuis"), ()),
    ]


BROKEN = [
    ('e:a a skos:Concept ; skos:prefLabel "school"@en .', "begrip 'http://example.org/th#a': er hoort één"),
    ('e:a a skos:Concept ; skos:prefLabel "a"@nl, "b"@nl .', "en er zijn er 2"),
    (
        'e:a a skos:Concept ; skos:prefLabel "a" ; skos:broader e:b .',
        "begrip 'a': het begrip 'b' bestaat niet",
    ),
    (
        'e:a a skos:Concept ; skos:prefLabel "x" . e:b a skos:Concept ; skos:prefLabel "X" .',
        "begrip 'b': de term 'X' is al van 'a'",
    ),
    ('[] a skos:Concept ; skos:prefLabel "a" .', "elk begrip moet een adres"),
    ('e:a skos:prefLabel "a" .', "geen enkel begrip"),
    ("e:a a skos:Concept ; ,\n", "ander.ttl, regel 3: geen geldige Turtle"),
    (b"\xff\xfe", "ander.ttl is geen geldige Turtle"),
    (b"@prefix : <u:> . :a :b " + b"(" * 5000, "geldige Turtle"),
]


@pytest.mark.parametrize("mistake", BROKEN, ids=lambda mistake: mistake[-1])
def test_what_is_wrong_is_told_with_the_file_and_the_concept(coming, mistake):
    text, told = mistake
    with pytest.raises(BadTaxonomy) as caught:
        coming(text if isinstance(text, bytes) else HEAD + text)
    assert told in caught.value.message
    assert caught.value.advice


@settings(max_examples=50)
@given(st.text() | st.text("<>\"'@.;[]()^_:#\\ \nab0"))
def test_whatever_stands_in_a_file_is_told_in_dutch(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("skos") / "t.ttl"
    path.write_text(HEAD + text, encoding="utf-8", errors="replace")
    with pytest.raises(BadTaxonomy):
        imported(path)
