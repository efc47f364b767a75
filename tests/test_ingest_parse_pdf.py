"""PDF: reading order, running lines, hyphens, tables and notes, on files that fpdf2 makes here."""

from __future__ import annotations

import io
from contextlib import suppress

import pytest
from fpdf import FPDF
from pypdf import PdfWriter

from corpus.document import BlockKind
from corpus.errors import DamagedFile, EmptyFile, EncryptedFile
from ingest.clean import clean
from ingest.parse import parse
from tests.golden_text import check

LEFT = [
    "In de regio Maasdal begon het overleg",
    "met een eenvoudige vraag: wie beslist er",
    "over een leerling die zorg én onder-",
    "wijs nodig heeft? De gemeenten, scho-",
    "len en aanbieders gaven elk een ander",
    "antwoord. Dat bleek geen onwil te zijn.",
    "De jeugd- en",
    "gezinscoaches missen vooral tijd.",
    "De Noord-",
    "Kennemerlandse aanpak kan daarbij",
    "helpen, want die begint met samen-",
]
RIGHT = [
    "werking op de werkvloer. Pas daarna",
    "komt het geld aan bod, en dat scheelt",
    "volgens de deelnemers maanden.",
    "Twee punten bleven liggen:",
    "- de inschrijving op twee scholen;",
    "- het vervoer naar de zorgboerderij, dat",
    "  de gemeente niet hoeft te betalen.",
    "De inspectie komt in het najaar terug",
    "op deze punten. Tot die tijd geldt een",
    "ruime uitleg van de bestaande regels,",
    "zo is afgesproken met het ministerie",
]


class _Report(FPDF):
    def header(self) -> None:
        self.set_font("helvetica", size=8)
        self.text(60, 30, "Voortgang Maasdal 2022")

    def footer(self) -> None:
        self.set_font("helvetica", size=8)
        self.text(280, 815, f"Pagina {self.page_no()} van 3")


def _page(pdf: FPDF) -> FPDF:
    pdf.add_page()
    pdf.set_font("times", size=11)
    return pdf


def _lines(pdf: FPDF, x: float, y: float, lines: list[str], step: float = 13.5) -> float:
    for number, line in enumerate(lines):
        pdf.text(x, y + number * step, line)
    return y + len(lines) * step


def _report() -> bytes:
    pdf = _Report(unit="pt", format="A4")
    pdf.set_title("Voortgang van de samenwerking in Maasdal")
    _page(pdf)
    pdf.set_font("helvetica", "B", 18)
    pdf.text(60, 80, "Eerste hoofdstuk over de volle breedte van de bladzijde")
    pdf.set_font("times", size=11)
    _lines(pdf, 60, 120, LEFT)
    _lines(pdf, 310, 120, RIGHT)
    _page(pdf)
    below = _lines(pdf, 60, 80, ["van Onderwijs. Daarmee is het eerste deel van de afspraken rond."])
    pdf.set_font("helvetica", "B", 13)
    pdf.text(60, below + 16, "1.1 Aantallen")
    pdf.set_font("times", size=11)
    table = [
        ("Gemeente", "Leerlingen", "Thuiszitters"),
        ("Oosterwaard", "1.204", "17"),
        ("Westerwaard", "988", "21"),
    ]
    for number, row in enumerate(table):
        for column, cell in enumerate(row):
            pdf.text(60 + column * 140, below + 40 + number * 18, cell)
    _lines(
        pdf,
        60,
        below + 120,
        ["De cijfers zijn van de leerplichtambtenaren zelf", "en hebben een ruime marge"],
    )
    pdf.line(60, 740, 160, 740)
    pdf.set_font("times", size=8)
    pdf.text(60, 752, "1 Geteld op 1 oktober, zonder de particuliere scholen.")
    _page(pdf)
    _lines(pdf, 60, 80, ["naar boven, omdat niet elke school verzuim meldt."])
    return bytes(pdf.output())


def test_two_columns_are_read_one_after_the_other_without_running_lines() -> None:
    parsed = check("pdf_report", "verslag.pdf", _report())
    assert parsed.title == "Voortgang van de samenwerking in Maasdal"
    whole = "".join((f.continues if f.continues is not None else "\n") + f.text for f in parsed.fragments)
    for words in (
        "zorg én onderwijs nodig",
        "scholen en",
        "jeugd- en gezinscoaches",
        "De Noord-Kennemerlandse",
    ):
        assert words in whole
    assert "met samenwerking op de werkvloer" in whole
    assert "het ministerie van Onderwijs" in whole
    assert "ruime marge naar boven" in whole
    assert "Pagina" not in whole
    assert "Voortgang Maasdal" not in whole


def test_a_drawn_table_keeps_the_lines_of_a_cell_together() -> None:
    pdf = _page(FPDF(unit="pt", format="A4"))
    rows = [
        ("Regel", "Knelpunt"),
        ("Inschrijving", "Een leerling staat op één school ingeschreven, ook als de les elders is."),
        ("Vervoer", "De gemeente betaalt alleen de weg naar een school."),
    ]
    with pdf.table(width=300, line_height=14) as table:
        for row in rows:
            table.row(row)
    parsed = clean(parse("tabel.pdf", bytes(pdf.output())))
    assert [fragment.text for fragment in parsed.fragments] == [" | ".join(row) for row in rows]
    assert [fragment.kind for fragment in parsed.fragments] == [
        BlockKind.HEADER_ROW,
        BlockKind.ROW,
        BlockKind.ROW,
    ]


def test_one_page_keeps_its_lines_but_not_a_bare_page_number() -> None:
    pdf = _page(FPDF(unit="pt", format="A4"))
    pdf.text(60, 40, "Brief aan de raad")
    pdf.text(290, 810, "- 1 -")
    assert [f.text for f in parse("brief.pdf", bytes(pdf.output())).fragments] == ["Brief aan de raad"]


def test_a_turned_page_is_read_upright_and_a_watermark_not_at_all() -> None:
    pdf = _page(FPDF(unit="pt", format="A4"))
    with pdf.rotation(90, 300, 400):
        pdf.text(200, 400, "Deze regel staat")
        pdf.text(200, 414, "gedraaid op het blad.")
    with pdf.rotation(45, 300, 400):
        pdf.text(200, 600, "CONCEPT")
    texts = [f.text for f in parse("liggend.pdf", bytes(pdf.output())).fragments]
    assert texts == ["Deze regel staat gedraaid op het blad."]


def test_bookmarks_make_headings() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=12)
    pdf.start_section("Aanleiding", level=0)
    pdf.cell(text="Aanleiding", new_x="LMARGIN", new_y="NEXT")
    pdf.cell(text="Het overleg liep vast op de bekostiging van de zorg.")
    heading, paragraph = parse("a.pdf", bytes(pdf.output())).fragments
    assert (heading.kind, heading.level) == (BlockKind.HEADING, 1)
    assert paragraph.kind is BlockKind.PARAGRAPH


def test_a_scan_has_pages_and_no_text() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.rect(10, 10, 100, 100, style="F")
    pdf.add_page()
    parsed = parse("scan.pdf", bytes(pdf.output()))
    assert (parsed.pages, parsed.fragments) == (2, ())


def test_a_password_is_refused_unless_it_is_empty() -> None:
    for password, opens in (("geheim", False), ("", True)):
        pdf = FPDF()
        pdf.set_encryption(owner_password="eigenaar", user_password=password)
        pdf.add_page()
        pdf.set_font("helvetica", size=12)
        pdf.cell(text="Vertrouwelijk")
        if opens:
            assert parse("v.pdf", bytes(pdf.output())).fragments[0].text == "Vertrouwelijk"
        else:
            with pytest.raises(EncryptedFile, match=r"v\.pdf is beveiligd"):
                parse("v.pdf", bytes(pdf.output()))


def test_half_a_file_is_damaged_and_never_half_a_document() -> None:
    data = _report()
    whole = parse("heel.pdf", data)
    for part in range(1, 20):
        parsed = None
        with suppress(DamagedFile):
            parsed = parse("half.pdf", data[: len(data) * part // 20])
        assert parsed in (None, whole)
    with pytest.raises(DamagedFile, match=r"half\.pdf is (niet volledig|beschadigd)"):
        parse("half.pdf", data[: data.rindex(b"endobj")])


def test_no_pages_is_empty() -> None:
    stream = io.BytesIO()
    PdfWriter().write(stream)
    with pytest.raises(EmptyFile):
        parse("leeg.pdf", stream.getvalue())
