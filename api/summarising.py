"""Which summary an answer gets: of the documents' own sentences, or of a language model where one is set."""

from __future__ import annotations

from api.settings import Settings
from corpus import taxonomy
from corpus.document import Document, Kind, Passage
from corpus.errors import BadSetting
from corpus.span import Span
from corpus.taxonomy import Taxonomy
from ingest.tag.regios import RegionTagger
from ingest.tag.wetten import ActTagger
from models.chat import Endpoint
from search.answer.candidates import Reader
from search.answer.summary import Summariser, extractive
from search.answer.support import Support
from search.answer.told import Told


def summariser(settings: Settings, reader: Reader) -> Summariser:
    """Raises BadSetting and BadTaxonomy."""
    if settings.summary_url is None:
        return extractive
    if not settings.summary_model:
        raise BadSetting(
            "SCHUURPUNT_SUMMARY_URL is ingesteld, maar SCHUURPUNT_SUMMARY_MODEL niet.",
            "Noem het model dat de samenvatting schrijft, of haal het adres weg.",
        )
    chat = Endpoint(
        str(settings.summary_url),
        settings.summary_model,
        settings.summary_key.get_secret_value(),
        settings.summary_seconds,
    )
    support = Support(reader, Named(taxonomy.load(settings.taxonomy)))
    return Told(chat, support, reader.sentences)


class Named:
    """A ``Recognise``, by the taggers of documents: they read a text as a document of one passage."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._taggers = (RegionTagger(taxonomy), ActTagger(taxonomy))

    def __call__(self, text: str) -> frozenset[str]:
        """Regions and acts that are named, and each article with its act."""
        document = Document("", "", "", "", "", Kind.OVERIG, "", None, "nl", text)
        passage = Passage("", "", 0, Span(0, len(text)), text, (), None, "nl")
        labels = [label for tagger in self._taggers for label in tagger(document, [passage])[0]]
        articles = {f"{label.id} {one.article}" for label in labels for one in label.references}
        return frozenset({f"{label.kind}:{label.id}" for label in labels} | articles)
