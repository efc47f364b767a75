"""The thesaurus that ships is whole, and what is wrong in a changed one is pointed at."""

import shutil
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import BadTaxonomy
from corpus.taxonomy import SHIPPED, Thesaurus, ThesaurusConcept, load
from corpus.taxonomy.thesaurus_files import files, thesaurus, written
from models.analysis import Analysis, dictionary_lemma

SHIPPED_THESAURUS = load().thesaurus


@pytest.fixture
def read(tmp_path):
    def reading(text):
        path = tmp_path / "eigen.yaml"
        path.write_text(text, encoding="utf-8")
        return thesaurus([path])

    return reading


def test_a_word_finds_its_concept_and_from_there_what_is_wider_narrower_and_near():
    found = SHIPPED_THESAURUS.find("  OZA ")
    assert found is SHIPPED_THESAURUS.get("onderwijszorgarrangement")
    assert "onderwijs-zorgarrangement" in found.synonyms
    assert "knelpunt" in {
        SHIPPED_THESAURUS.get(id_).id for id_ in SHIPPED_THESAURUS.get("belemmering").broader
    }
    assert "belemmering" in SHIPPED_THESAURUS.narrower("knelpunt")
    assert SHIPPED_THESAURUS.find("kwantumtunneling") is None


def test_what_is_close_is_close_both_ways():
    for one in SHIPPED_THESAURUS.concepts:
        assert all(one.id in SHIPPED_THESAURUS.get(other).related for other in one.related)


def test_it_knows_enough_of_the_field():
    assert len(SHIPPED_THESAURUS.concepts) >= 500
    alone = [one for one in SHIPPED_THESAURUS.concepts if len(one.terms) == 1]
    assert not alone, "a concept with one term adds nothing to a search"


def test_no_two_concepts_have_forms_of_the_same_word():
    analysis, bearers = Analysis(), {}
    for one in SHIPPED_THESAURUS.concepts:
        for term in one.terms:
            words = list(analysis.words(term))
            lemmas = tuple(dictionary_lemma(word.folded) or word.folded for word in words)
            assert bearers.setdefault(lemmas, one.id) == one.id, term
            assert not all(word.is_stop for word in words), term


GOOD = """begrippen:
- id: school
  naam: school
  ook: [leerhuis]
  afkortingen: [LH]
- id: brede-school
  naam: brede school
  breder: [school]
- id: kind
  naam: kind
  verwant: [school]
"""
BROKEN = [
    ("  afkortingen: [LH]", "  afkorting: [LH]", 5, "'begrippen[1].afkorting': dit veld is onbekend"),
    ("id: kind", "id: Kind!", 9, "'begrippen[3].id': 'Kind!' is geen id"),
    ("id: kind", "id: school", 9, "'begrippen[3].id': id 'school' staat er twee keer"),
    ("  naam: kind", "  naam:", 9, "'begrippen[3].naam': ontbreekt"),
    ("naam: kind", "naam: LeerHuis", 10, "'begrippen[3].naam': de term 'LeerHuis' is al van 'school'"),
    ("[LH]", "[LH, leerhuis]", 5, "'begrippen[1].afkortingen[2]': de term 'leerhuis' is al van 'school'"),
    ("[leerhuis]", '["leer  huis"]', 4, "'begrippen[1].ook[1]': in een term"),
    ("breder: [school]", "breder: [schol]", 8, "'begrippen[2].breder[1]': het begrip 'schol' bestaat niet"),
    ("verwant: [school]", "verwant: [kind]", 11, "'begrippen[3].verwant[1]': 'kind' kan hier niet"),
    ("[LH]", "[LH]\n  breder: [brede-school]", 0, "breder zijn dan zichzelf: "),
    ("[LH]", "[LH]\n  niet: [lh, LH]", 6, "'begrippen[1].niet[2]': 'LH' is een term van dit begrip"),
    ("[school]", "[school]\n  verwant: [school]", 9, "'school' is al breder of smaller dan 'brede-school'"),
]


@pytest.mark.parametrize("mistake", BROKEN, ids=lambda mistake: mistake[-1])
def test_a_mistake_is_told_with_file_line_and_field(read, mistake):
    old, new, line, told = mistake
    assert len(read(GOOD).concepts) == 3
    with pytest.raises(BadTaxonomy) as caught:
        read(GOOD.replace(old, new, 1))
    assert caught.value.message.startswith(f"eigen.yaml, regel {line or ''}")
    assert told in caught.value.message


def test_a_folder_has_its_own_thesaurus_or_else_the_one_that_ships(tmp_path):
    folder = shutil.copytree(
        SHIPPED, tmp_path / "eigen", ignore=shutil.ignore_patterns("*.py", "__pycache__")
    )
    assert load(folder).version == load().version
    (files(folder)[0].parent / "extra.yaml").write_text("begrippen:\n- {id: iets, naam: iets}\n", "utf-8")
    assert load(folder).thesaurus.get("iets").terms == ("iets",)
    assert load(folder).version != load().version
    shutil.rmtree(files(folder)[0].parent)
    assert load(folder).thesaurus == SHIPPED_THESAURUS
    assert load(folder).version == load().version


words = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=8)
terms = st.lists(words, min_size=1, max_size=3).map(" ".join)


@given(
    st.lists(st.lists(terms, min_size=1, max_size=4), max_size=4),
    st.sampled_from(["synonyms", "hidden", "lookalikes"]),
)
def test_what_is_written_reads_the_same(tmp_path_factory, many, field):
    seen = set()
    fresh = [[t for t in few if not (t.casefold() in seen or seen.add(t.casefold()))] for few in many]
    made = Thesaurus(
        ThesaurusConcept(f"c{number}", few[0], **{field: tuple(few[1:])})
        for number, few in enumerate(few for few in fresh if few)
    )
    path = tmp_path_factory.mktemp("thesaurus") / "t.yaml"
    path.write_text(written(made), encoding="utf-8")
    assert thesaurus([path]) == made


def test_the_one_that_ships_is_written_and_read_without_loss(read):
    again = read(written(SHIPPED_THESAURUS))
    assert again == SHIPPED_THESAURUS
    assert len({*chain.from_iterable(one.terms for one in again.concepts)}) > len(again.concepts)
