"""Fills indexes of words anew, as after a new format; at the opening of a large folder that takes minutes."""

from __future__ import annotations

import logging
from collections.abc import Collection

from search.rebuild import everything
from search.view import View

# passages after which whoever waits hears how far it is
TELL_EACH = 10_000


def reread_words(views: Collection[View]) -> None:
    """Buffers the words of all passages of these views, in place of what was there; tells how far it is."""
    total, done = sum(view.catalogue.passage_count() for view in views), 0
    for view in views:
        view.lexical.clear()
        for document, passages in everything(view.catalogue):
            view.lexical.add(document, passages)
            if done // TELL_EACH < (done := done + len(passages)) // TELL_EACH:
                logging.getLogger(__name__).warning(
                    "De index van woorden wordt bijgewerkt: %d van de %d passages.", done, total
                )
