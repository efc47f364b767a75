"""A summary in the words of a language model; only sentences that the passages bear out are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from corpus.errors import ChatFailed
from models.protocols import Chat, Sentences
from search.answer.answer import Answer, Summary, Writer
from search.answer.claims import Claim, claims
from search.answer.prompt import INSTRUCTION, message, offered
from search.answer.summary import extractive
from search.answer.support import Cited, Support

# more sentences than this are no summary
MOST = 12
UNFOUNDED = "Geen zin van het taalmodel bleek uit de passages te volgen."


class Told:
    """A ``Summariser``, safe to share between threads; whatever goes wrong, the extract is given."""

    def __init__(self, chat: Chat, support: Support, sentences: Sentences) -> None:
        self._chat = chat
        self._support = support
        self._sentences = sentences

    def __call__(self, answer: Answer) -> Summary:
        """See ``Summariser``; nothing is asked where nothing was found."""
        extract = extractive(answer)
        if not answer.found:
            return extract
        passages = offered(answer)
        try:
            written = self._chat(INSTRUCTION, message(answer, passages))
        except ChatFailed as error:
            return replace(extract, failure=str(error))
        said = list(claims(written, self._sentences))
        kept = [claim for claim in said[:MOST] if self._holds(claim, passages)]
        if not kept:
            return replace(extract, dropped=len(said), failure=UNFOUNDED)
        text = " ".join(dict.fromkeys(claim.text for claim in kept))
        return Summary(text, Writer.MODEL, dropped=len(said) - len(kept))

    def _holds(self, claim: Claim, passages: Mapping[int, Cited]) -> bool:
        if not claim.marks or not claim.is_plain or not passages.keys() >= set(claim.marks):
            return False
        return self._support.holds(claim.words, [passages[mark] for mark in claim.marks])
