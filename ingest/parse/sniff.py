"""Which format a file has: what its bytes are first, what it is called only for kinds of text."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum
from pathlib import PurePath

from corpus.errors import DamagedFile, EmptyFile, EncryptedFile, FileTooLarge, UnknownFormat
from ingest.parse.decode import decode, is_text

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_READABLE = "Lees een PDF, DOCX, ODT, PPTX, HTML, Markdown of platte tekst in."
# a workbook of 200 MB in a file of 1 MB is no document
_SUSPECT_BYTES = 50 * 2**20
_SUSPECT_RATIO = 150


class Format(StrEnum):
    """The formats that we read, by their media type."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    ODT = "application/vnd.oasis.opendocument.text"
    HTML = "text/html"
    MARKDOWN = "text/markdown"
    TEXT = "text/plain"


_BY_SUFFIX = {
    ".htm": Format.HTML,
    ".html": Format.HTML,
    ".xhtml": Format.HTML,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
}
_NEVER_TEXT = {".pdf", ".docx", ".doc", ".odt", ".pptx", ".ppt", ".xlsx", ".rtf"}


def sniff(name: str, data: bytes, max_unpacked: int) -> Format:
    """Raises EmptyFile, UnknownFormat, DamagedFile, EncryptedFile or FileTooLarge (unpacked bytes)."""
    if not data.strip(b"\0 \t\r\n\f\xef\xbb\xbf\xff\xfe"):
        raise EmptyFile(f"{name} is leeg.", "Controleer of het bestand goed is opgeslagen of gedownload.")
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    if data.startswith(b"PK\x03\x04"):
        return _zipped(name, data, max_unpacked)
    if data.startswith(_OLE):
        raise _old_office(name, data)
    return _text(name, data)


def _zipped(name: str, data: bytes, max_unpacked: int) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_unpacked(name, archive, len(data), max_unpacked)
            names = set(archive.namelist())
            kind = archive.read("mimetype")[:100].decode("ascii", "replace") if "mimetype" in names else ""
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError) as error:
        raise DamagedFile(
            f"{name} is beschadigd of niet volledig.", "Vraag of download het bestand opnieuw."
        ) from error
    if "word/document.xml" in names:
        return Format.DOCX
    if "ppt/presentation.xml" in names:
        return Format.PPTX
    if kind.strip().startswith(Format.ODT):
        return Format.ODT
    raise UnknownFormat(f"{name} is een zip-bestand dat geen document is.", f"Pak het uit. {_READABLE}")


def _check_unpacked(name: str, archive: zipfile.ZipFile, packed: int, limit: int) -> None:
    """The declared sizes can be trusted as a limit: zipfile never unpacks more than an entry declares."""
    unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > limit or (unpacked > _SUSPECT_BYTES and unpacked > packed * _SUSPECT_RATIO):
        raise FileTooLarge(
            f"{name} is uitgepakt {unpacked / 2**20:.0f} MB; dat is meer dan een document kan zijn.",
            "Verwijder grote afbeeldingen of splits het bestand.",
        )


def _old_office(name: str, data: bytes) -> EncryptedFile | UnknownFormat:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return EncryptedFile(
            f"{name} is beveiligd met een wachtwoord.", "Verwijder het wachtwoord en probeer het opnieuw."
        )
    return UnknownFormat(
        f"{name} is een Office-bestand van voor 2007.", "Open het en bewaar het als DOCX, PPTX of PDF."
    )


def _text(name: str, data: bytes) -> Format:
    text = decode(data)
    suffix = PurePath(name).suffix.lower()
    if not is_text(text) or text.startswith("{\\rtf"):
        raise UnknownFormat(f"{name} heeft een formaat dat Schuurpunt niet leest.", _READABLE)
    if _MARKUP.match(text[:10_000]):
        return Format.HTML
    if suffix in _NEVER_TEXT:
        raise UnknownFormat(f"{name} is geen {suffix[1:].upper()}-bestand, al heet het zo.", _READABLE)
    return _BY_SUFFIX.get(suffix, Format.TEXT)
