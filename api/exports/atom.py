"""What a saved question found, as an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

from api.citations.footnote import told
from api.citations.reference import Reference
from api.evidence.saved import News
from api.exports.legal import legal
from corpus.document import text_key
from search.catalogue.saved import Question

MEDIA_TYPE = "application/atom+xml"
_NAMESPACE = "http://www.w3.org/2005/Atom"


def write(question: Question, news: Sequence[News], address: str) -> bytes:
    """The feed; ``address`` is that of the service, ending in a slash. The newest come first."""
    here = f"{address}v1/vragen/{question.id}"
    feed = Element("feed", {"xmlns": _NAMESPACE, "xml:lang": "nl"})
    _text(feed, "id", _urn(f"vraag:{question.id}"))
    _text(feed, "title", f"Nieuw bij: {question.name}")
    _text(feed, "updated", _moment(max((one.found_at for one in news), default=question.created_at)))
    _text(SubElement(feed, "author"), "name", "Schuurpunt")
    SubElement(feed, "link", {"rel": "self", "type": MEDIA_TYPE, "href": f"{here}/atom"})
    SubElement(feed, "link", {"rel": "alternate", "type": "application/json", "href": here})
    for one in news:
        _entry(feed, question, one, address)
    told: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return told


def _entry(feed: Element, question: Question, one: News, address: str) -> None:
    citation = one.citation
    reference = Reference.of(citation, f"{address}v1/citaten/{citation.id}")
    entry = SubElement(feed, "entry")
    # of the words and not of the passage, so that a document that is read anew brings nothing twice
    _text(entry, "id", _urn(f"vraag:{question.id}:{text_key(citation.text)}"))
    _text(entry, "title", " – ".join(filter(None, (citation.title, *citation.section[-1:]))))
    _text(entry, "updated", _moment(one.found_at))
    SubElement(entry, "link", {"rel": "alternate", "type": "application/json", "href": reference.url})
    _text(entry, "summary", told(reference))
    _text(entry, "content", citation.text).set("type", "text")


def _text(parent: Element, tag: str, text: str) -> Element:
    made = SubElement(parent, tag)
    made.text = legal(text)
    return made


def _urn(name: str) -> str:
    return uuid5(NAMESPACE_URL, f"urn:schuurpunt:{name}").urn


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
