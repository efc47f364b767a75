"""The taxonomy that ships is whole, and whatever is wrong in a changed one is pointed at."""

import csv
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import BadTaxonomy
from corpus.taxonomy import SHIPPED, load
from corpus.taxonomy.patterns import Pattern, pattern
from corpus.taxonomy.reader import Line, read

TAXONOMY = load()


@pytest.fixture
def folder(tmp_path):
    return Path(
        shutil.copytree(SHIPPED, tmp_path / "eigen", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    )


@pytest.fixture
def changed(folder):
    """Puts other words in one place of a copy; answers the folder and the line of it."""

    def change(name, old, new):
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder, text[: text.index(old)].count("\n") + 1

    return change


def test_it_holds_the_labels_of_the_programme():
    assert [one.id for one in TAXONOMY.advices] == list("1234567")
    (dialogue,) = TAXONOMY.groups
    assert [one.id for one in dialogue.concepts] == [f"dialoog-6:{number}" for number in range(1, 8)]
    assert [kind.concept.id for kind in TAXONOMY.obstacles.kinds] == [
        *("wetgeving", "financiering", "toezicht", "indeling", "personeel", "privacy", "samenwerking")
    ]
    assert len(TAXONOMY.regions) == 11
    assert all(one.rules and one.definition for one in TAXONOMY.advices)


def test_every_word_that_needs_a_second_look_is_a_name_of_a_region():
    names = {name for region in TAXONOMY.regions for name in (*region.spellings, *region.places)}
    assert names >= {*TAXONOMY.surroundings.ambiguous}


def test_the_municipalities_are_those_of_the_source(shared):
    with (shared / "data" / "gemeenten" / "gemeenten.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    codes = [(one.code, one.name) for one in TAXONOMY.municipalities]
    assert codes == [(row["gemcode"], row["name"]) for row in rows]


ADVICES, REGIONS, EXAMPLES = "adviezen.yaml", "regios.yaml", "voorbeelden/adviezen.jsonl"
RULE = "      zwak: vrijstelling\n"
BROKEN = [
    # what stands there, what is written instead, on which line after that the mistake is, what is told
    (
        ADVICES,
        "    kort: Monitoring\n",
        "    kotr: Monitoring\n",
        -2,
        "'adviezen[5].kort': ontbreekt; er staat wel",
    ),
    (
        ADVICES,
        "    kort: Coalitie\n",
        "    kort: Coalitie\n    kleur: rood\n",
        1,
        "'adviezen[7].kleur': dit veld is onbekend",
    ),
    (ADVICES, "  - id: 4\n", "  - id: 3\n", 0, "'adviezen[4].id': '3' staat ook op regel"),
    (ADVICES, RULE, '      "5 onder a\n', 0, "'adviezen[2].regels': een aanhalingsteken sluit niet"),
    (ADVICES, RULE, "      (vijf | zes\n", 0, "'adviezen[2].regels': een haakje sluit niet"),
    (ADVICES, RULE, "      vijf | zes\n", 0, "'adviezen[2].regels': een regel bestaat uit"),
    (
        ADVICES,
        "    regels: |\n",
        "    regels: school\n    niets: |\n",
        0,
        "'adviezen[1].regels': schrijf hier '|'",
    ),
    (
        ADVICES,
        "    kort: Brede teams",
        "    kort: [Brede, teams]",
        0,
        "'adviezen[1].kort': hier hoort één waarde",
    ),
    (ADVICES, "    kort: Brede teams", "    kort:", -2, "'adviezen[1].kort': ontbreekt"),
    (
        REGIONS,
        "spellingen: [Almeerse]",
        "spellingen: Almeerse",
        0,
        "'regios[1].spellingen': hier hoort een lijst",
    ),
    (REGIONS, "spellingen: [Almeerse]", "spellingen: [Almeerse", 1, "geen geldige YAML"),
    (
        REGIONS,
        "    naam: Twente\n",
        "    naam: Twente\n    naam: Twente\n",
        1,
        "'regios[8].naam': staat er twee keer",
    ),
    ("gemeenten.yaml", "GM1680:", "1680:", 0, "'gemeenten.1680': een gemeentecode is"),
    ("taxonomie.yaml", "versie: 2026", "versoe: 2026", 0, "'versie': ontbreekt; er staat wel 'versoe'"),
    (
        EXAMPLES,
        '"wel": ["advies:1"',
        '"wel": ["advies:8"',
        0,
        "'[1].wel[1]': het label 'advies:8' bestaat niet",
    ),
    (EXAMPLES, '"niet": []', '"niet": ["advies:1"]', 0, "'[1].niet[1]': 'advies:1' staat ook bij 'wel'"),
    (EXAMPLES, '"uitspraak": "oplossing"', '"uitspraak": "droom"', 0, "'[1].uitspraak': hier hoort null"),
]


@pytest.mark.parametrize("mistake", BROKEN, ids=lambda mistake: mistake[-1])
def test_a_mistake_is_told_with_file_line_and_field(changed, mistake):
    file, old, new, further, told = mistake
    folder, line = changed(file, old, new)
    with pytest.raises(BadTaxonomy) as caught:
        load(folder)
    assert caught.value.message.startswith(f"{Path(file).name}, regel {line + further}")
    assert told in caught.value.message
    assert "taxonomy check" in caught.value.advice


@pytest.mark.parametrize("file", ["adviezen.yaml", "wetten.yaml", "gemeenten.yaml", "taxonomie.yaml"])
def test_a_file_that_is_missing_empty_or_not_text_is_named(folder, file):
    for content in (b"", b"naam: caf\xe9\n", b"naam: \x01\n", b"- lijst\n"):
        (folder / file).write_bytes(content)
        with pytest.raises(BadTaxonomy, match=file):
            load(folder)
    (folder / file).unlink()
    with pytest.raises(BadTaxonomy, match=file):
        load(folder)


@pytest.mark.parametrize("file", ["knelpunten.yaml", "wetten.yaml", "voorbeelden/adviezen.jsonl"])
def test_other_words_are_another_version(folder, file):
    assert load(folder).version == TAXONOMY.version
    with (folder / file).open("a", encoding="utf-8") as text:
        text.write("\n")
    assert load(folder).version != TAXONOMY.version
    assert load(folder).version.split("+")[0] == TAXONOMY.version.split("+")[0]


@pytest.fixture(scope="module")
def line_of(tmp_path_factory):
    path = tmp_path_factory.mktemp("regel") / "regel.yaml"

    def made(text):
        path.write_text("regels: |\n  leeg\n", encoding="utf-8")
        with read(path) as top:
            return Line(top.texts()["regels"], 1, text)

    return made


RULES = [
    ("vrijstelling artikel", ((("vrijstelling",),), (("artikel",),)), False),
    ("(ouders | kind)betrekken", None, False),
    ("(ouders | kind) betrekken", ((("ouders",), ("kind",)), (("betrekken",),)), False),
    ('"artikel 5a"', ((("artikel", "5a"),),), False),
    ('zwak: ("op school" | ib\'er)', ((("op", "school"), ("ib'er",)),), True),
    ("zwak:", None, False),
    ("a (b (c | d))", None, False),
    ("(a b | c)", None, False),
    ('""', None, False),
    ("a | b", None, False),
    ("ouder*", None, False),
    ("()", None, False),
]


@pytest.mark.parametrize(("text", "choices", "weak"), RULES)
def test_a_rule_is_read_as_its_writer_meant_it(line_of, text, choices, weak):
    if choices is None:
        with pytest.raises(BadTaxonomy, match=r"regel 2, veld 'regels'"):
            pattern(line_of(text))
    else:
        assert pattern(line_of(text)) == Pattern(text.removeprefix("zwak: "), choices, weak)


words = st.from_regex(r"[a-zé0-9][a-zé0-9'-]{0,6}", fullmatch=True)
choices = st.lists(
    st.lists(st.lists(words, min_size=1, max_size=3).map(tuple), min_size=1, max_size=3).map(tuple),
    min_size=1,
    max_size=4,
).map(tuple)


@given(choices)
def test_what_is_written_comes_back(line_of, choices):
    def said(phrase):
        return f'"{" ".join(phrase)}"' if len(phrase) > 1 else phrase[0]

    text = " ".join("(" + " | ".join(map(said, choice)) + ")" for choice in choices)
    assert pattern(line_of(text)).choices == choices
