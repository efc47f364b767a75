"""What things are called now that the audit trail knows by their ids."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cache

from api.service import Service
from api.web.wording import verdict
from corpus.errors import NotFound
from corpus.label import LabelKind
from corpus.taxonomy.terms import Terms


class Naming:
    """For who sees everything; what is gone has no name any more."""

    def __init__(self, service: Service) -> None:
        terms = service.terms
        # all at once: one by one they take longer
        titles = cache(lambda: {one.record.id: one.title for one in service.register.all()})
        self._called: dict[str, Callable[[str], str]] = {
            "document": lambda id_: service.documents.get(id_).title,
            "passage": lambda id_: service.passages.get(id_).title,
            "knelpunt": lambda id_: titles().get(id_) or service.register.get(id_).title,
            "samengevoegd met": lambda id_: titles().get(id_) or service.register.get(id_).title,
            "dossier": lambda id_: service.dossiers.get(id_).name,
            "vraag": lambda id_: service.saved.get(id_).name,
            "sleutel": lambda id_: service.management.key(id_).name,
            "wet": lambda id_: terms.get(LabelKind.WET, id_).short,
            "soort": lambda id_: terms.get(LabelKind.KNELPUNT, id_).short.lower(),
            "oordeel": lambda said: verdict(said).lower(),
            "label": lambda written: _label(written, terms),
        }
        self._known: dict[tuple[str, str], str] = {}

    def __call__(self, kind: str, id: str) -> str:  # noqa: A002 - what it is called at every door
        """Its name, or nothing."""
        if kind not in self._called:
            return ""
        if (kind, id) not in self._known:
            self._known[kind, id] = ""
            with suppress(NotFound):
                self._known[kind, id] = self._called[kind](id)
        return self._known[kind, id]


def _label(written: str, terms: Terms) -> str:
    """Of ``advies:6``; of what is none, nothing."""
    kind, _, id_ = written.partition(":")
    return f"{kind} {terms.get(LabelKind(kind), id_).short}" if id_ else ""
