"""The table of acts is right as far as it can be checked, and links follow from act and place."""

import csv
import re
from datetime import date

import pytest

from corpus.errors import BadTaxonomy
from corpus.laws import Act, Register, jci, url
from corpus.taxonomy import SHIPPED
from corpus.taxonomy.acts import acts

ACTS = acts(SHIPPED)
REGISTER = Register(ACTS)
# Given with the assignment of the programme, and newer than the lists
KNOWN = {
    "Leerplichtwet 1969": "BWBR0002628",
    "Jeugdwet": "BWBR0034925",
    "WPO": "BWBR0003420",
    "WEC": "BWBR0003549",
    "WVO": "BWBR0002399",
    "Wlz": "BWBR0035917",
    "Wmo 2015": "BWBR0035362",
    "Zvw": "BWBR0018450",
    "UAVG": "BWBR0040940",
    "Wet passend onderwijs": "BWBR0032176",
    "AVG": "32016R0679",
}


def listed(shared, folder):
    path = shared / "data" / folder / "index.tsv"
    if not path.is_file():
        pytest.skip(f"{path} is not there, so no act is checked")
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_every_checked_act_stands_in_a_list_under_one_of_its_names(shared):
    titles = {}
    for row in listed(shared, "laws-bwb-2017"):
        titles.setdefault(row["bwb"], set()).update(
            row[column].casefold() for column in ("short_name", "citation_title", "official_title")
        )
    for row in listed(shared, "laws-2024"):
        titles.setdefault(row["bwb"], set()).add(row["title"].casefold())
    for act in ACTS:
        known = titles.get(act.id, set())
        assert act.checked == bool(known), act.id
        assert not known or known & {name.casefold() for name in (act.name, act.title, *act.names)}, act.id


def test_there_are_at_least_60_acts_and_most_are_checked():
    assert len(ACTS) >= 60
    assert sum(act.checked for act in ACTS) >= 100


def test_ids_are_of_a_known_form():
    assert all(re.fullmatch(r"BWB[RV]\d{7}|3\d{4}R\d{4}|[a-z0-9-]+", act.id) for act in ACTS)


@pytest.mark.parametrize(("name", "act"), KNOWN.items())
def test_the_acts_of_the_programme_go_by_their_names(name, act):
    assert REGISTER.named(name).id == act


def test_a_name_in_full_may_have_other_capitals_and_an_abbreviation_may_not():
    assert REGISTER.named("wet  langdurige Zorg") is REGISTER.named("Wlz")
    assert REGISTER.named("wlz") is None


def test_an_act_tells_what_came_in_its_place_and_what_it_amends():
    wvo, amending = REGISTER.named("WVO", date(2022, 7, 31)), REGISTER.named("Wet passend onderwijs")
    assert REGISTER.get(wvo.successor) is REGISTER.named("WVO", date(2022, 8, 1))
    assert {REGISTER.get(one) for one in amending.amends} == {
        REGISTER.named(n) for n in ("WPO", "WEC", "WVO")
    }


def test_a_juriconnect_reference_names_its_steps_from_large_to_small():
    act = REGISTER.named("LPW")
    assert jci(act) == "jci1.3:c:BWBR0002628"
    whole = jci(act, "3", "1", "b 2°", date(2021, 9, 29))
    assert whole == "jci1.3:c:BWBR0002628&artikel=3&lid=1&o=b&o=2°&g=2021-09-29"
    assert url(act, whole) == (
        "https://wetten.overheid.nl/jci1.3:c:BWBR0002628&artikel=3&lid=1&o=b&o=2%C2%B0&g=2021-09-29"
    )


def test_what_has_no_bwb_id_has_no_juriconnect_reference_but_a_page_where_it_can():
    avg, variawet = REGISTER.named("AVG"), REGISTER.named("Variawet")
    assert jci(avg, "6") == jci(variawet, "1") == ""
    assert url(avg) == "https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:32016R0679"
    assert url(variawet) == "https://zoek.officielebekendmakingen.nl/stb-2018-12.html"
    assert url(Act("awbz", "AWBZ")) == ""


GOOD = "- {id: een, naam: Wet een, gecontroleerd: nee}"


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ("- {id: een, naam: Wet twee, gecontroleerd: nee}", "staat er twee keer"),
        ("- {id: twee, naam: wet EEN, gecontroleerd: nee}", "al van een"),
        (
            "- {id: twee, naam: Wet twee, opvolger: drie, gecontroleerd: nee}",
            "'drie' staat niet in dit bestand",
        ),
        ("- {id: twee, naam: Wet twee, wijzigt: [een, drie], gecontroleerd: nee}", "wijzigt"),
        ("- {id: twee, naam: Wet twee, vervallen: gisteren, gecontroleerd: nee}", "hoort een datum"),
        ("- {id: twee, naam: Wet twee}", "gecontroleerd"),
    ],
)
def test_a_wrong_table_is_refused_with_its_line(tmp_path, second, told):
    (tmp_path / "wetten.yaml").write_text(f"wetten:\n{GOOD}\n{second}\n", encoding="utf-8")
    with pytest.raises(BadTaxonomy, match=r"wetten\.yaml, regel 3") as error:
        acts(tmp_path)
    assert told in str(error.value)


def test_two_acts_may_share_a_name_when_one_ended_before_the_other(tmp_path):
    pair = "- {id: %s, naam: Wet, %s: 2022-08-01, gecontroleerd: nee}"
    text = "wetten:\n" + "\n".join([pair % ("oud", "vervallen"), pair % ("nieuw", "in_werking")])
    (tmp_path / "wetten.yaml").write_text(text, encoding="utf-8")
    register = Register(acts(tmp_path))
    assert register.named("wet", date(2022, 7, 31)).id == "oud"
    assert register.named("wet", date(2022, 8, 1)).id == "nieuw"
