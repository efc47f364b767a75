"""Makes the PDF, DOCX, ODT and PPTX files of ``corpus/demo`` anew: ``python -m tests.demo``.

The other files there are their own source. Dates are fixed, so equal versions of the libraries
write equal bytes.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from tests.demo import office, pdf, word
from tests.demo.blocks import read

TEXTS = Path(__file__).parent / "texts"
TARGET = Path(__file__).parents[2] / "corpus" / "demo"
FILES = (
    (
        "Midterm hoofdstuk 3 Waar regels elkaar in de weg zitten.pdf",
        "Midterm 2022 - Met Andere Ogen",
        "2022-10-06",
    ),
    ("Factsheet vrijstellingen en thuiszitters 2019-2023.pdf", "Factsheet leerplicht", "2023-12-12"),
    ("Dialoog 9 Ouders aan tafel.pdf", "Dialoogsessies Met Andere Ogen", "2023-11-21"),
    ("Verslag coördinatie Noordoost-Friesland.docx", "Coördinatieoverleg, vastgesteld verslag", "2023-03-28"),
    ("Terugkoppeling CoP bindende afspraken.docx", "Community of Practice Bindende afspraken", "2021-06-16"),
    ("Interview bestuurder De Meierij.docx", "Reeks: door de ogen van", "2022-05-24"),
    ("Memo geldstromen Holland-Rijnland.odt", "Werkgroep bekostiging Holland-Rijnland", "2022-02-03"),
    ("Jeugdhulp op school in Leeuwarden.pptx", "Jeugdhulp op school in Leeuwarden", "2023-09-14"),
)
BUILDERS = {".docx": word.build, ".odt": office.build_odt, ".pptx": office.build_pptx}


def main() -> None:
    """Writes each file of ``FILES`` from the text of the same name."""
    for name, header, day in FILES:
        path = TARGET / name
        columns = 2 if name.startswith("Midterm") else 1
        build = BUILDERS.get(path.suffix, partial(pdf.build, columns=columns))
        build(read(TEXTS / f"{path.stem}.md"), path, header, datetime.fromisoformat(day).replace(tzinfo=UTC))
        if path.suffix in BUILDERS:
            _fix_times(path)


def _fix_times(path: Path) -> None:
    """Packs an office file again without the time of day that the libraries put on its members."""
    with ZipFile(path) as package:
        members = [(name, package.read(name)) for name in package.namelist()]
    with ZipFile(path, "w") as package:
        for name, content in members:
            # An ODT must begin with its media type, not compressed.
            method = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            package.writestr(ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content, compress_type=method)


if __name__ == "__main__":
    main()
