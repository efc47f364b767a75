"""What can be asked of Schuurpunt, whichever door it comes through: the one place where ingest and
search meet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from threading import RLock

from api.intake import Intake
from api.outcome import Outcome
from api.settings import Settings
from corpus.document import Passage
from corpus.errors import BadInput, NotFound
from ingest.fanout import Workshop
from ingest.source import find, read, upload
from models.protocols import Embedder
from search.catalogue.reading import Entry
from search.evaluate import Row, evaluate, load
from search.index import Index
from search.query import Citation, Query, Results
from search.searcher import Searcher

AROUND = 1

OnOutcome = Callable[[Outcome, int], None]
