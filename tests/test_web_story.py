"""The whole story in a real browser: with scripts, without them, and by keyboard alone."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from fpdf import FPDF
from lxml import etree
from PIL import Image

from api import assemble
from api.settings import load
from models.load import WEIGHTLESS
from tests import browsing
from tests.test_api_http import DEMO, serving

PIPELINE, EMBEDDER = WEIGHTLESS
# how one works, with which scripts, and the town that the files of this one tell of
WAYS = {
    "mouse": (browsing.Mouse, True, "Hengelo"),
    "no scripts": (browsing.Mouse, False, "Almelo"),
    "keyboard": (browsing.Keyboard, True, "Enschede"),
}
TITLE = "Verslag van gemeente {town}"
SENTENCE = "De gemeente {town} meldt dat de Leerplichtwet 1969 zorg in onderwijstijd belemmert."
# what a screen reader says of the button beside the Jeugdwet
WRONG = re.compile("Klopt niet ?: Jw")
ORANGE = (214, 92, 0)


@pytest.fixture(scope="module")
def origin(tmp_path_factory):
    settings = load(
        data=tmp_path_factory.mktemp("story"), workers=1, embedder=EMBEDDER, pipeline=PIPELINE,
        requests_per_minute=0, burst=0,
    )  # fmt: skip
    with assemble.opened(settings) as service, serving(service) as http:
        yield str(http.base_url).rstrip("/")


@pytest.fixture(scope="module")
def chromium():
    with browsing.browser() as browser:
        yield browser


@pytest.fixture(params=WAYS)
def worker(request, origin, chromium):
    """Hands on the page, and the town."""
    hands, scripts, town = WAYS[request.param]
    chosen = {"java_script_enabled": scripts, "viewport": browsing.DESKTOP}
    with browsing.opened(chromium, origin, **chosen) as (page, wrong):
        page.set_default_timeout(60_000)
        yield hands(page), town
        assert not wrong


def files(folder, town):
    """Three that can be read, of which one is a PDF, and one that cannot."""
    sheet = FPDF()
    sheet.add_page()
    sheet.set_title(TITLE.format(town=town))
    sheet.set_font("Helvetica", size=20)
    sheet.cell(text=TITLE.format(town=town), new_x="LMARGIN", new_y="NEXT")
    sheet.set_font("Helvetica", size=11)
    sheet.multi_cell(0, text=f"\n{SENTENCE.format(town=town)} Ouders wachten daar al jaren op.")
    sheet.output(folder / f"verslag {town}.pdf")
    session = (DEMO / "werksessie-schurende-wetten-twente.md").read_text()
    (folder / f"werksessie {town}.md").write_text(f"{session}\n\nGelezen in {town}.\n")
    (folder / f"brief {town}.txt").write_text(f"Brief uit {town}\n\nDe scholen overleggen elke maand.\n")
    (folder / f"fout {town}.pdf").write_bytes(b"MZ dit is geen PDF")
    return [str(folder / f"{name} {town}.{kind}") for name, kind in
            (("verslag", "pdf"), ("werksessie", "md"), ("brief", "txt"), ("fout", "pdf"))]  # fmt: skip


def test_from_files_to_a_report_that_quotes_them(worker, tmp_path):
    hands, town = worker
    *three, wrong = files(tmp_path, town)
    send_in(hands, three)
    sees(hands, "Opgenomen", 3)
    send_in(hands, [wrong])
    sees(hands, "Niet opgenomen")
    sees(hands, re.compile("geen PDF"))

    follow_the_answer(hands, town)
    correct_a_label(hands)
    put_in_a_dossier(hands, f"Dossier {town}")

    before = accepted(hands)
    accept_a_knelpunt(hands, town)
    assert accepted(hands) > before
    reads_as_a_report(take_along(hands, f"Dossier {town}"), town)


def test_files_are_told_in_dutch_and_keys_go_through_results(origin, chromium, tmp_path):
    with browsing.opened(chromium, origin, viewport=browsing.DESKTOP) as (page, wrong):
        page.set_default_timeout(15_000)
        page.goto("/documenten")
        page.get_by_label("Bestanden", exact=True).set_input_files(files(tmp_path, "Borne")[1:])
        told = page.locator("[data-chosen]")
        assert told.inner_text().startswith("3 bestanden gekozen: werksessie Borne.md, ")
        page.get_by_role("button", name="Toevoegen").click()
        page.locator("[data-upload-results]").get_by_text("Niet opgenomen").wait_for()
        assert page.locator("[data-upload-results] table").count() == 3
        page.goto("/?vraag=Wat+schuurt+er%3F")
        page.wait_for_load_state("load")
        titles = page.locator(".source__title > a")
        for key, place in (("j", 0), ("j", 1), ("k", 0)):
            page.keyboard.press(key)
            assert titles.nth(place).evaluate("one => one === document.activeElement")
        page.keyboard.press("/")
        assert page.get_by_label("Uw vraag").evaluate("one => one === document.activeElement")
        assert not wrong


def to(hands, name):
    """By the navigation."""
    place = hands.page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name=name, exact=True)
    hands.press(place)
    place.and_(hands.page.locator("[aria-current=page]")).wait_for()


def button(hands, name):
    hands.press(hands.page.get_by_role("button", name=name).first)


def link(hands, name):
    hands.press(hands.page.get_by_role("link", name=name).first)


def sees(hands, text, times=1):
    """Waits until it is told, so many times."""
    hands.page.locator("main").get_by_text(text, exact=True).nth(times - 1).wait_for()


def send_in(hands, paths):
    page = hands.page
    page.goto("/documenten")
    hands.attach(page.get_by_label("Bestanden", exact=True), paths)
    button(hands, "Toevoegen")
    page.locator("#voortgang, [data-upload-results] table").first.wait_for()
    # where no script asks again, the reader does
    while page.locator("#voortgang[data-unfinished]").count():
        page.reload()


def follow_the_answer(hands, town):
    page = hands.page
    to(hands, "Zoeken")
    hands.write(page.get_by_label("Uw vraag"), f"Wat belemmert zorg in onderwijstijd in {town}?")
    button(hands, "Zoeken")
    sees(hands, "Antwoord uit de documenten")
    link(hands, re.compile(rf"Bron \d+: {TITLE.format(town=town)}"))
    cited = page.locator(".passage--cited mark")
    cited.first.wait_for()
    assert SENTENCE.format(town=town) in " ".join(cited.all_inner_texts())
    picture = page.request.get(page.locator(".picture img").first.get_attribute("src")).body()
    drawn = Image.open(BytesIO(picture)).convert("RGB")
    colours = (colour for _, colour in drawn.getcolors(drawn.width * drawn.height))
    assert any(sum(abs(a - b) for a, b in zip(one, ORANGE, strict=True)) < 30 for one in colours)


def correct_a_label(hands):
    page = hands.page
    hands.choose(page.get_by_label("Soort label"), "Wet")
    hands.write(page.get_by_label("Naam of nummer"), "Jeugdwet")
    button(hands, "Label toevoegen")
    sees(hands, re.compile("Uw oordeel over het label is bewaard"))
    button(hands, WRONG)
    page.get_by_role("button", name=WRONG).wait_for(state="detached")
    sees(hands, re.compile("Uw oordeel over het label is bewaard"))


def put_in_a_dossier(hands, name):
    page = hands.page
    link(hands, "Zet in een dossier")
    hands.write(page.locator("#naam"), name)
    hands.write(page.get_by_label("Notitie erbij"), "Voor de landelijke tafel.")
    button(hands, "Zet erin")
    sees(hands, re.compile("Toegevoegd"))


def accepted(hands):
    """Quotes that count as evidence, by the matrix."""
    to(hands, "Matrix")
    cells = hands.page.locator(".heat__whole").all_inner_texts()
    return sum(int(re.match(r"\d+", cell).group()) for cell in cells)


def accept_a_knelpunt(hands, town):
    page = hands.page
    to(hands, "Knelpunten")
    hands.press(page.get_by_text("Verfijn de lijst"))
    hands.write(page.get_by_label("Woorden"), town)
    button(hands, "Toon")
    hands.press(page.locator("article h3 a").first)
    button(hands, "Aanvaard als bewijs")
    sees(hands, re.compile("telt vanaf nu als bewijs"))
    link(hands, "Zet in een dossier")
    hands.choose(page.get_by_label("In welk dossier?"), f"Dossier {town}")
    button(hands, "Zet erin")
    sees(hands, re.compile("Toegevoegd"))


def take_along(hands, name):
    to(hands, "Dossiers")
    link(hands, name)
    with hands.page.expect_download() as coming:
        button(hands, "Haal op")
    return coming.value.path()


def reads_as_a_report(path, town):
    quotes = [one.text for one in docx.Document(path).paragraphs if one.style.name == "Quote"]
    assert any(SENTENCE.format(town=town) in quote for quote in quotes)
    with ZipFile(path) as archive:
        notes = "".join(etree.fromstring(archive.read("word/footnotes.xml")).itertext())
    assert TITLE.format(town=town) in notes
