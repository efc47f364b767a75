"""All coded passages as a REFI-QDA project (.qdpx), which ATLAS.ti, NVivo, MAXQDA and QualCoder open.

A project is a ZIP of ``project.qde`` (XML) and a text file for each document. Positions count Unicode code
points from 0, the end not included, as Python does and as the standard asks; a program that counts the
halves of surrogate pairs is off by one behind each character beyond the first plane (an emoji).
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring
from zipfile import ZIP_DEFLATED, ZipFile

from api.exports.legal import legal
from corpus.document import Document
from corpus.label import Ground, Label, LabelKind
from corpus.taxonomy.terms import Terms
from search.query import Citation

MEDIA_TYPE = "application/zip"
MACHINE = "Schuurpunt"
COLOURS = {
    LabelKind.ADVIES: "#1F6FB2",
    LabelKind.BOUWSTEEN: "#2E8540",
    LabelKind.REGIO: "#8A5A00",
    LabelKind.WET: "#6B3FA0",
    LabelKind.KNELPUNT: "#B3261E",
}
_KINDS = {
    LabelKind.ADVIES: "Adviezen",
    LabelKind.BOUWSTEEN: "Bouwstenen",
    LabelKind.REGIO: "Regio's",
    LabelKind.WET: "Wetten",
    LabelKind.KNELPUNT: "Knelpunten",
}
_SPACE = {
    "xmlns": "urn:QDA-XML:project:1.0",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": (
        "urn:QDA-XML:project:1.0 http://schema.qdasoftware.org/versions/Project/v1.0/Project.xsd"
    ),
}


@dataclass(frozen=True, slots=True)
class Coded:
    """A document with its passages, in order."""

    document: Document
    added_at: datetime
    passages: tuple[Citation, ...]


def write(coded: Iterable[Coded], terms: Terms, unread: Iterable[str], made_at: datetime) -> bytes:
    """The whole file; the same documents and labels have the same GUIDs each time."""
    file = io.BytesIO()
    project = _Project(terms)
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for one in coded:
            archive.writestr(f"sources/{_guid('bron', one.document.id)}.txt", one.document.text.encode())
            project.add(one)
        archive.writestr("project.qde", project.written(unread, made_at))
    return file.getvalue()


class _Project:
    """The XML on its way; codes and users are known when all documents are."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._sources = Element("Sources")
        self._used: dict[LabelKind, dict[str, None]] = {kind: {} for kind in LabelKind}
        self._users = {MACHINE: _guid("mens", MACHINE)}

    def add(self, coded: Coded) -> None:
        """A document and the labels of its passages."""
        document, moment = coded.document, _moment(coded.added_at)
        guid = _guid("bron", document.id)
        made = {"creatingUser": self._users[MACHINE], "creationDateTime": moment}
        path = {"plainTextPath": f"internal://{guid}.txt"}
        source = SubElement(
            self._sources, "TextSource", {"guid": guid, "name": legal(document.name), **path, **made}
        )
        _described(source, f"{document.title} (SHA-256: {document.sha256})")
        for passage in coded.passages:
            if passage.labels:
                self._select(source, passage, made)

    def _select(self, source: Element, passage: Citation, made: Mapping[str, str]) -> None:
        place = {"startPosition": str(passage.span.start), "endPosition": str(passage.span.end)}
        known = {"guid": _guid("passage", passage.id), "name": legal(" ".join(passage.text.split()))[:80]}
        selection = SubElement(source, "PlainTextSelection", {**known, **place, **made})
        for label in passage.labels:
            self._used[label.kind][label.id] = None
            guid = _guid("codering", passage.id, label.kind, label.id)
            by = {**made, "creatingUser": self._user(label)}
            coding = SubElement(selection, "Coding", {"guid": guid, **by})
            SubElement(coding, "CodeRef", {"targetGUID": _guid("code", label.kind, label.id)})

    def _user(self, label: Label) -> str:
        """Who says so: the person who judged, or the machine."""
        said = (one.source for one in label.evidence if one.ground is Ground.PERSON)
        name = next(said, MACHINE)
        return self._users.setdefault(name, _guid("mens", name))

    def written(self, unread: Iterable[str], made_at: datetime) -> bytes:
        """The parts in the order of the schema."""
        by = {"creatingUserGUID": self._users[MACHINE], "creationDateTime": _moment(made_at)}
        project = Element("Project", {**_SPACE, "name": MACHINE, "origin": MACHINE, **by})
        users = SubElement(project, "Users")
        for name, guid in self._users.items():
            SubElement(users, "User", {"guid": guid, "name": legal(name)})
        # the schema has no codebook and no sources without anything in them
        if any(self._used.values()):
            codes = SubElement(SubElement(project, "CodeBook"), "Codes")
            for kind, used in self._used.items():
                self._codes(codes, kind, used)
        if len(self._sources):
            project.append(self._sources)
        left_out = ", ".join(unread) or "geen"
        _described(project, f"Gemaakt op {_moment(made_at)}. Niet gelezen bestanden: {left_out}.")
        told: bytes = tostring(project, encoding="utf-8", xml_declaration=True)
        return told

    def _codes(self, codes: Element, kind: LabelKind, used: Iterable[str]) -> None:
        names = list(used)
        if not names:
            return
        look = {"color": COLOURS[kind]}
        known = {"guid": _guid("soort", kind), "name": _KINDS[kind], "isCodable": "false"}
        group = SubElement(codes, "Code", {**known, **look})
        for name in names:
            term = self._terms.get(kind, name)
            own = {"guid": _guid("code", kind, name), "name": legal(term.name), "isCodable": "true"}
            code = SubElement(group, "Code", {**own, **look})
            if term.definition:
                _described(code, term.definition)


def _described(parent: Element, text: str) -> None:
    SubElement(parent, "Description").text = legal(text)


def _guid(*name: str) -> str:
    return str(uuid5(NAMESPACE_URL, ":".join(("urn:schuurpunt", *name))))


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
