"""Any bytes under any name: a document, or an error that tells a Dutch reader what to do."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import pytest
from docx import Document
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentText
from odf.text import P
from pptx import Presentation

from corpus.errors import BadInput, DamagedFile, EmptyFile, EncryptedFile, FileTooLarge, UnknownFormat
from ingest.clean import clean
from ingest.parse import parse


def _pdf() -> bytes:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=12)
    pdf.multi_cell(0, text="Een korte tekst over onderwijs en zorg. " * 10)
    return bytes(pdf.output())


def _saved(document: object) -> bytes:
    stream = io.BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def _docx() -> bytes:
    document = Document()
    document.add_paragraph("Een korte tekst.")
    return _saved(document)


def _odt() -> bytes:
    document = OpenDocumentText()
    document.text.addElement(P(text="Een korte tekst."))
    return _saved(document)


def _pptx() -> bytes:
    presentation = Presentation()
    presentation.slides.add_slide(presentation.slide_layouts[0]).shapes.title.text = "Een korte tekst."
    return _saved(presentation)


FILES = {"a.pdf": _pdf(), "a.docx": _docx(), "a.odt": _odt(), "a.pptx": _pptx()}
PAGE = b"<html><head><title>T</title></head><body><h1>Kop</h1><p>Een korte tekst.</p></body></html>"


def _zip(entries: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return stream.getvalue()


def _ends_well(name: str, data: bytes) -> bool:
    """Gives a document, or an error with a message and advice; any other exception comes out."""
    try:
        clean(parse(name, data))
    except BadInput as error:
        return bool(name in error.message and error.advice)
    return True


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("leeg.pdf", b"", EmptyFile),
        ("leeg.txt", b" \r\n\t", EmptyFile),
        ("programma.pdf", Path(sys.executable).read_bytes()[:50_000], UnknownFormat),
        ("tekst.pdf", b"Dit is gewone tekst.", UnknownFormat),
        ("oud.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), UnknownFormat),
        (
            "slot.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            EncryptedFile,
        ),
        ("map.zip", _zip({"a.txt": b"a"}), UnknownFormat),
        ("half.docx", FILES["a.docx"][:5000], DamagedFile),
        ("kop.docx", _zip({"word/document.xml": b"<w:document"}), DamagedFile),
        ("brief.rtf", b"{\\rtf1 hallo}", UnknownFormat),
    ],
)
def test_a_bad_file_is_named_with_advice(name: str, data: bytes, error: type[BadInput]) -> None:
    with pytest.raises(error) as caught:
        parse(name, data)
    assert name in caught.value.message
    assert caught.value.advice


def test_the_bytes_count_and_not_the_name() -> None:
    for name, data in FILES.items():
        assert parse("iets.txt", data) == parse(name, data)
    assert parse("bijlage.txt", PAGE).media_type == "text/html"


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    data = _zip({"word/document.xml": bytes(3 * 2**20)})
    with pytest.raises(FileTooLarge):
        parse("bom.docx", data, max_unpacked_mb=2)


def test_an_entity_that_grows_is_never_expanded() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    document = (
        f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e0 "ha">{entities}<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>&e11;&x;</w:t></w:r></w:p></w:body></w:document>"
    ).encode()
    with zipfile.ZipFile(io.BytesIO(FILES["a.docx"])) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    try:
        parsed = parse("reus.docx", _zip(entries | {"word/document.xml": document}))
    except DamagedFile:
        return
    assert not any("ha" in fragment.text or "root" in fragment.text for fragment in parsed.fragments)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(FILES)),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8),
    st.floats(0.05, 1),
)
def test_flipped_bytes_give_a_document_or_a_clear_error(
    name: str, flips: list[tuple[float, int]], length: float
) -> None:
    data = bytearray(FILES[name])
    for place, value in flips:
        data[int(place * len(data))] = value
    assert _ends_well(name, bytes(data[: int(len(data) * length)]))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.md", "a.html", "a.pdf"]), st.booleans())
def test_any_bytes_give_a_document_or_a_clear_error(data: bytes, name: str, as_page: bool) -> None:
    assert _ends_well(name, PAGE[:40] + data if as_page else data)


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("ab \n\t-*#[]()!~1.•|>`_¹"), max_size=80), st.sampled_from(["a.txt", "a.md"]))
def test_any_marks_give_a_document(text: str, name: str) -> None:
    if text.strip():
        clean(parse(name, text.encode()))
