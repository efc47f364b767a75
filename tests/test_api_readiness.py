"""A service learns beside its first requests, and stops at once when it is told to."""

from itertools import count
from threading import Event

from api.readiness import learning


class Endless:
    """Never has learned everything."""

    def __init__(self):
        self.steps = 0
        self.began = Event()

    def learn(self):
        for self.steps in count(1):
            self.began.set()
            yield


def test_learning_goes_on_beside_the_block_and_ends_with_it():
    searcher = Endless()
    with learning(searcher):
        assert searcher.began.wait(5)
    steps = searcher.steps
    assert steps
    assert not searcher.began.clear()
    assert not searcher.began.wait(0.1)
    assert searcher.steps == steps
