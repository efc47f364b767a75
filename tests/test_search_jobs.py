"""Jobs go from waiting by running to one end, in any order of what may happen; each gets its turn."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from search.catalogue.audit import Actor
from search.catalogue.jobs import Jobs, Order, Stage, Work, new_id
from search.catalogue.opening import open_engine

ANNE, BO = Actor("Anne", "a"), Actor("Bo", "b")
ENDS = {Stage.DONE, Stage.FAILED, Stage.CANCELLED}


def order(total=2, by=ANNE, kind=Work.INGEST):
    names = [f"{number}.txt" for number in range(total)]
    return Order(new_id(), kind, by, {"names": names}, total, 10 * total)


@pytest.fixture
def store(tmp_path):
    engine = open_engine(tmp_path / "c.sqlite3")
    yield Jobs(engine)
    engine.dispose()


class Life(RuleBasedStateMachine):
    """A worker, people who cancel, and a process that dies at any moment, beside a simple model of it all."""

    jobs = Bundle("jobs")

    def __init__(self):
        super().__init__()
        self.folder = TemporaryDirectory()
        self.engine = open_engine(Path(self.folder.name) / "c.sqlite3")
        self.store = Jobs(self.engine)
        self.known = {}
        self.turns = []

    def teardown(self):
        self.engine.dispose()
        self.folder.cleanup()

    @rule(target=jobs, total=st.integers(1, 3), by=st.sampled_from([ANNE, BO]))
    def add(self, total, by):
        job = self.store.add(order(total, by))
        self.known[job.id] = {"state": Stage.WAITING, "done": 0, "tries": 0, "cancelling": False}
        self.turns.append(job.id)
        return job.id

    @rule(dies=st.booleans(), fails=st.booleans())
    def work(self, dies, fails):
        job = self.store.take()
        assert (job.id if job else None) == (self.turns[0] if self.turns else None)
        if job is None:
            return
        self.turns.append(self.turns.pop(0))
        model = self.known[job.id]
        model.update(state=Stage.RUNNING, tries=model["tries"] + 1)
        if dies:
            return
        if job.cancelling:
            self.end(job.id, Stage.CANCELLED)
            return
        self.store.report(job.id, {"status": "nieuw"})
        model.update(done=model["done"] + 1, tries=0)
        if model["done"] == job.total:
            self.end(job.id, Stage.FAILED if fails else Stage.DONE)

    def end(self, job, stage):
        self.store.end(job, stage, "waarom" if stage is Stage.FAILED else "")
        self.known[job]["state"] = stage
        self.turns.remove(job)

    @rule(job=jobs)
    def cancel(self, job):
        model = self.known[job]
        self.store.cancel(job, BO)
        if model["state"] is Stage.WAITING:
            model.update(state=Stage.CANCELLED, cancelling=True)
            self.turns.remove(job)
        elif model["state"] is Stage.RUNNING:
            model.update(cancelling=True)

    @rule()
    def restart(self):
        self.store.wait_again()
        for model in self.known.values():
            if model["state"] is Stage.RUNNING:
                model["state"] = Stage.WAITING

    @rule(job=consumes(jobs))
    def forget_if_ended(self, job):
        if self.known[job]["state"] in ENDS:
            self.store.forget([job])
            del self.known[job]
            assert self.store.get(job) is None

    @invariant()
    def all_is_as_the_model_says(self):
        found, total = self.store.listed((), None, 1000)
        assert total == len(found) == len(self.known)
        for job in found:
            told = {name: getattr(job, name) for name in ("state", "done", "tries", "cancelling")}
            assert told == self.known[job.id]
            assert (job.ended_at is not None) == (job.state in ENDS)
            assert len(job.result) == job.done <= job.total
        assert self.store.unfinished() == set(self.turns)
        backlog = self.store.backlog()
        assert backlog.size == sum(10 * job.total for job in found if job.unfinished)
        assert backlog.waiting + backlog.running == len(self.turns)
        assert (backlog.since is None) == (backlog.waiting == 0)


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=12, stateful_step_count=25, deadline=None)


def test_a_small_job_does_not_wait_for_all_of_a_big_one(store):
    big, small = store.add(order(50)), store.add(order(1))
    assert [store.take().id for _ in range(4)] == [big.id, small.id, big.id, small.id]


def test_jobs_are_told_apart_by_key_and_not_only_by_name(store):
    mine, theirs = store.add(order(by=ANNE)), store.add(order(by=BO))
    nobodys = store.add(order(by=Actor("Anne")))
    assert [job.id for job in store.listed((), ANNE, 9)[0]] == [mine.id]
    assert {job.id for job in store.listed([Stage.WAITING], None, 9)[0]} == {mine.id, theirs.id, nobodys.id}
    assert store.listed([Stage.DONE], None, 9) == ([], 0)
