"""Questions that are asked again of what was taken in since."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

from api.access.principal import Role
from api.evidence import rules
from api.evidence.rules import Reader
from api.evidence.shelf import Shelf
from api.schemas import Vraag
from corpus.document import text_key
from corpus.errors import BadLabel, BadQuestion, NotFound
from corpus.taxonomy.terms import Terms
from corpus.visibility import Visibility
from search.catalogue import saved as store
from search.catalogue.saved import Find, Question
from search.query import Citation, Query, Results

# of so many of the best passages is looked which are new, and so many are remembered
LOOKED_AT = 30
REMEMBERED = 100

Ask = Callable[[Query], Results]


@dataclass(frozen=True, slots=True)
class News:
    """A passage that a question found, and when."""

    citation: Citation
    found_at: datetime


class Saved(Shelf[Question]):
    """See ``Shelf``. A question is asked on behalf of all who see as much as they do, and no more, so that
    its finds depend neither on who looked first, nor on what the others have.

    Raises BadQuestion and BadLabel too.
    """

    def __init__(self, kept: store.Saved, by: Reader, ask: Ask, terms: Terms) -> None:
        """``ask`` sees what they see."""
        super().__init__(kept, by)
        self._kept = kept
        self._ask = ask
        self._terms = terms

    def make(self, name: str, asked: Vraag, visibility: Visibility = Visibility.NETWERK) -> Question:
        """Keeps a question; what it finds today is known, and will not be new."""
        self._by.who.require(Role.REDACTEUR)
        found = self._ask(replace(asked.query(self._terms), limit=REMEMBERED)).citations
        now = datetime.now(UTC)
        query: dict[str, Any] = asked.model_dump(mode="json", by_alias=True)
        made = Question(
            id=token_hex(8),
            name=rules.name(name),
            query=query,
            owner=self._by.who.name,
            visibility=self._closed(asked, self._by.allowed(visibility)),
            created_at=now,
            seen_at=now,
        )
        self._kept.make(made, self._by.who.actor)
        self._kept.found(made.id, [self._find(one, now) for one in found])
        return made

    def change(self, id: str, name: str | None = None, visibility: Visibility | None = None) -> Question:  # noqa: A002
        """What is None stays as it was."""
        self._by.who.require(Role.REDACTEUR)
        self.get(id)
        return self._kept.change(id, self._said(name, visibility), self._by.who.actor)

    def seen(self, id: str) -> Question:  # noqa: A002 - what it is called at every door
        """From here on only what is found later is new."""
        self._by.who.require(Role.REDACTEUR)
        self.get(id)
        self._run(id)
        return self._kept.change(id, {"seen_at": datetime.now(UTC)}, self._by.who.actor)

    def news(self, id: str, since: datetime | None = None) -> list[News]:  # noqa: A002
        """What it found after that moment, or since its news was last seen; the newest first."""
        question = self.get(id)
        found = self._run(id)
        after = since or question.seen_at
        return self._told([find for find in self._finds(id) if find.found_at > after], found)

    def counts(self) -> dict[str, int]:
        """How much news each has, by id; one is asked again only when documents changed since. What cannot be
        asked any more, since the taxonomy is another, is not counted.
        """
        counted: dict[str, int] = {}
        for question in self.all():
            with suppress(BadQuestion, BadLabel):
                counted[question.id] = len(self.news(question.id))
        return counted

    def feed(self, id: str) -> list[News]:  # noqa: A002 - what it is called at every door
        """Everything that it found after it was made, the newest first."""
        return self.news(id, self.get(id).created_at)

    def _run(self, id: str) -> dict[str, str]:  # noqa: A002
        """The passages that it finds now, by the key of the text; asks again only when documents changed."""
        stamp, asked = self._by.catalogue.census().stamp, (id, self._by.who.clearance)
        held = self._kept.asked.get(asked)
        if held is None or held[0] != stamp:
            held = stamp, self._ask_again(self.get(id))
            self._kept.asked[asked] = held
        return held[1]

    def _ask_again(self, question: Question) -> dict[str, str]:
        """Writes only what is new."""
        query = replace(Vraag.model_validate(question.query).query(self._terms), limit=REMEMBERED)
        known = {find.text_key for find in self._finds(question.id)}
        found = self._ask(query).citations
        fresh = [one for one in found[:LOOKED_AT] if text_key(one.text) not in known]
        # what only moved up, because something else left, is no news
        new = [one for one in fresh if self._arrived(one) > question.created_at]
        if new:
            now = datetime.now(UTC)
            self._kept.found(question.id, [self._find(one, now) for one in new])
        return {text_key(one.text): one.id for one in found}

    def _finds(self, id: str) -> list[Find]:  # noqa: A002
        return self._kept.finds(id, self._by.who.clearance)

    def _find(self, citation: Citation, now: datetime) -> Find:
        return Find(citation.id, text_key(citation.text), now, self._by.who.clearance)

    def _arrived(self, citation: Citation) -> datetime:
        return self._by.catalogue.entry(citation.document_id).added_at

    def _told(self, finds: Sequence[Find], found: Mapping[str, str]) -> list[News]:
        """A newer version has the same words in a passage of its own; what is gone is told no more."""
        places = [(one.passage_id, found.get(one.text_key, one.passage_id)) for one in finds]
        cited = self._by.catalogue.citations([id_ for place in places for id_ in place])
        now = [
            (cited.get(first) or cited.get(second), one.found_at)
            for one, (first, second) in zip(finds, places, strict=True)
        ]
        return [News(citation, found_at) for citation, found_at in now if citation]

    def _closed(self, asked: Vraag, visibility: Visibility) -> Visibility:
        """As closed as the most closed of the documents that it names; an id of what they do not see is as
        one that never was.
        """
        for id_ in asked.filters.document:
            with suppress(NotFound):
                visibility = visibility.or_stricter(self._by.catalogue.history.entry(id_).visibility)
        return visibility
