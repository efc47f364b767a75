"""Questions that other processes answer: as the service itself would, after every change, whatever dies."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client
from pathlib import Path

import pytest

from api import assemble
from api.readers.vectors import Lender
from api.settings import load
from corpus.errors import BadQuestion
from corpus.visibility import Visibility
from models.load import WEIGHTLESS
from search.query import Filters, Query
from tests.test_api_jobs_crash import running
from tests.test_visibility import ASKED, CLOSED, NETWORK, OPEN, TEXTS, fill

PIPELINE, EMBEDDER = WEIGHTLESS
PATIENCE = 60
NEWER = f"{TEXTS[NETWORK]}\n\nHet kwelderkind in Twente wacht nog steeds.\n"


def until(so) -> None:
    end = time.monotonic() + PATIENCE
    while not so():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture(scope="module")
def steps():
    return []


@pytest.fixture(scope="module")
def service(tmp_path_factory, steps):
    settings = load(
        data=tmp_path_factory.mktemp("data"), workers=1, readers=1, embedder=EMBEDDER, pipeline=PIPELINE
    )
    with assemble.opened(settings) as opened:
        with opened.readers.running(lambda name, seconds: steps.append((name, seconds))):
            fill(opened)
            until(lambda: opened.readers.ready)
            yield opened
        assert not readers()


def readers() -> list[int]:
    return [one.pid for one in multiprocessing.active_children() if "Spawn" in type(one).__name__]


def same_as_the_service(service) -> None:
    only = Filters(documents=tuple(entry.id for entry in service.documents.all()[:1]))
    for clearance in Visibility:
        own = service.answerer.seen_by(clearance)
        narrow = Query(ASKED[0], filters=only)
        for query in (
            narrow,
            *(Query(text, explain=True) for text in (*ASKED[1:], "Wie wacht op kwelders?")),
        ):
            found = service.readers.search(clearance, query)
            assert found == own.searcher.search(query)
        assert service.readers.answer(clearance, query, None) == own.answer(query)
        assert service.readers.answer(clearance, narrow, None) == own.answer(narrow)


def test_a_reader_answers_as_the_service_does_after_every_change(service):
    same_as_the_service(service)
    service.upload(f"{NETWORK}.txt", NEWER.encode())
    same_as_the_service(service)
    closed = next(one for one in service.documents.all() if one.visibility is CLOSED)
    service.set_visibility(closed.id, OPEN)
    same_as_the_service(service)
    service.set_visibility(closed.id, CLOSED)
    passage = service.search(Query("kwelderkind")).citations[0]
    service.label(passage.id, ["advies:6"], [], "Sam")
    same_as_the_service(service)
    service.remove(closed.id)
    same_as_the_service(service)
    service.upload(f"{CLOSED}.txt", TEXTS[CLOSED].encode(), CLOSED)
    same_as_the_service(service)


def test_after_a_rebuild_there_are_other_readers_with_the_same_answers(service):
    before = readers()
    service.upkeep.rebuild(False)
    until(lambda: service.readers.ready)
    until(lambda: set(readers()).isdisjoint(before))
    same_as_the_service(service)


def test_a_question_that_cannot_be_is_refused_by_a_reader_too(service):
    with pytest.raises(BadQuestion, match="leeg"):
        service.readers.search(OPEN, Query(" "))
    assert service.readers.ready


def test_the_steps_of_a_question_are_told_wherever_it_is_answered(service, steps):
    steps.clear()
    service.answer(Query(ASKED[0]))
    assert {"understand", "retrieve", "rank", "read"} <= {name for name, _ in steps}
    assert all(seconds >= 0 for _, seconds in steps)


def test_when_a_reader_dies_the_question_is_answered_and_another_comes(service):
    (before,) = readers()
    os.kill(before, signal.SIGKILL)
    expected = service.answerer.searcher.search(Query(ASKED[1]))
    assert service.search(Query(ASKED[1])) == expected
    until(lambda: service.readers.ready and before not in readers())
    same_as_the_service(service)


def test_readers_end_with_a_service_that_is_killed(tmp_path):
    with running(tmp_path, SCHUURPUNT_READERS="1") as (http, server):
        assert http.get("/v1/gezondheid").status_code == 200
        until(lambda: len(children(server.pid)) >= 2)
        theirs = children(server.pid)
        os.kill(server.pid, signal.SIGKILL)
        server.wait()
        until(lambda: not any(Path(f"/proc/{one}").exists() for one in theirs))


def children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_vectors_are_lent_only_to_who_has_the_key():
    lender = Lender(lambda: None)
    try:
        with pytest.raises(AuthenticationError):
            Client(lender.address, authkey=b"guessed")
        with Client(lender.address, authkey=lender.key) as asking:
            asking.send(("close", ()))
            assert isinstance(asking.recv(), Exception)
    finally:
        lender.close()
    with pytest.raises(OSError, match=r"refused|No such file"):
        Client(lender.address, authkey=lender.key)
