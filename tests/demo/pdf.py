"""Sets a text as a PDF with a running header, page numbers, columns and words broken at line ends."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import Align
from fpdf.fonts import FontFace

from tests.demo.blocks import Block

# Where the typesetter may break a word; what is broken ends its line with a plain hyphen.
BREAKS = (
    "samen|werkings|verband herstel|opdracht leer|plicht|ambtenaar school|bestuur toe|stemming "
    "voor|ziening nood|zaak be|kostigde vrij|stelling ver|antwoording zieken|huis|opname "
    "onder|wijs|inspectie jeugd|inspectie zelf|redzaamheid pro|cedure ge|middeld in|stemming "
    "hard|heids|clausule be|waar|termijnen behandel|locatie in|ge|schreven medezeggen|schap "
    "pro|fessional neven|vestiging uit|zondering gezins|werker vergader|taal uit|kering knoop|punten "
    "contact|persoon inspec|tie leer|kracht voor|beeld leerling|dossier behandel|doelen onder|wijs "
    "ge|bruikt ge|zamenlijk ver|klaring ge|meenten school|jaar"
).split()
HEADING_SIZE, TEXT_SIZE = 13, 11


class Sheet(FPDF):
    """A4 in the built-in fonts, so Latin-1 only; made at a fixed moment, so the same bytes each time."""

    def __init__(self, header: str, made: datetime) -> None:
        super().__init__()
        self.running_header = header
        self.set_creation_date(made)
        self.set_lang("nl")
        self.set_margins(22, 25)
        self.set_auto_page_break(auto=True, margin=24)
        self.add_page()

    def header(self) -> None:
        self.set_font("Helvetica", "I", 8)
        self.set_y(12)
        self.cell(0, 5, self.running_header, border="B")
        self.set_y(25)

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("Helvetica", "", 8)
        self.cell(0, 5, f"Pagina {self.page_no()} van {{nb}}", align="C")


def build(blocks: list[Block], path: Path, header: str, made: datetime, columns: int = 1) -> None:
    """Title and subtitle over the full width, then running text in columns, broken off by tables."""
    sheet = Sheet(header, made)
    title, subtitle, *rest = blocks
    sheet.set_font("Helvetica", "B", 20)
    sheet.multi_cell(0, 9, title.text, align="L", new_x="LMARGIN", new_y="NEXT")
    sheet.set_font("Helvetica", "", 11)
    sheet.multi_cell(0, 8, subtitle.text, new_x="LMARGIN", new_y="NEXT")
    sheet.ln(4)
    for is_table, group in groupby(rest, key=lambda block: block.form == "table"):
        if is_table:
            _set_table(sheet, next(group).rows)
        else:
            _set_text(sheet, list(group), columns)
    sheet.output(str(path))


def _set_text(sheet: Sheet, blocks: list[Block], columns: int) -> None:
    with sheet.text_columns(ncols=columns, gutter=8, text_align="JUSTIFY", line_height=1.25) as region:
        for block in blocks:
            heading = block.form == "heading"
            if heading:
                sheet.set_font("Helvetica", "B", HEADING_SIZE)
            else:
                sheet.set_font("Times", "", TEXT_SIZE)
            label = {"bullet": "\x95", "number": f"{block.mark}."}.get(block.form, "")
            with region.paragraph(
                text_align=Align.L if heading else Align.J,
                top_margin=3 if heading else 0,
                bottom_margin=1 if label or heading else 2.2,
                indent=5 if label else 0,
                bullet_string=label,
            ) as paragraph:
                paragraph.write(block.text if heading else _breakable(block.text))


def _set_table(sheet: Sheet, rows: tuple[tuple[str, ...], ...]) -> None:
    sheet.set_font("Helvetica", "", 9)
    widths = [max(map(len, texts)) + 2 for texts in zip(*rows, strict=True)]
    bold = FontFace(emphasis="BOLD", fill_color=225)
    with sheet.table(rows, col_widths=widths, line_height=5.2, headings_style=bold, text_align="LEFT"):
        pass
    sheet.ln(4)


def _breakable(text: str) -> str:
    for word in BREAKS:
        text = text.replace(word.replace("|", ""), word.replace("|", "\N{SOFT HYPHEN}"))
    return text
