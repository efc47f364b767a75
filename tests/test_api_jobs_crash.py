"""kill -9 at any moment loses no upload that got its 202: it is there afterwards, or its job says why not.

The full run: SCHUURPUNT_TEST_KILLS=20 pytest tests/test_api_jobs_crash.py
"""

import contextlib
import hashlib
import os
import random
import signal
import subprocess
import threading
import time
from contextlib import contextmanager

import httpx
import pytest

from models.load import WEIGHTLESS
from tests.test_api_running import SCHUURPUNT

KILLS = int(os.environ.get("SCHUURPUNT_TEST_KILLS", "2"))
CHANCE = random.Random(20261122)
PIPELINE, EMBEDDER = WEIGHTLESS
LIGHT = {"SCHUURPUNT_PIPELINE": PIPELINE, "SCHUURPUNT_EMBEDDER": EMBEDDER, "SCHUURPUNT_WORKERS": "1"}


@contextmanager
def running(data, **settings):
    """A service in a process group of its own, which is killed at the end."""
    command = [SCHUURPUNT, "serve", "--port", "0", "--data", str(data)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=os.environ | LIGHT | settings, start_new_session=True
    ) as server:
        try:
            base = server.stdout.readline().split()[3]
            with httpx.Client(base_url=base, timeout=60) as http:
                yield http, server
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)


def send_until_it_dies(http, round_number, accepted):
    """Uploads of one or more files; ``accepted`` gets the contents of each that was answered with 202."""
    with contextlib.suppress(httpx.HTTPError):
        for number in range(1000):
            bodies = [
                f"Verslag {round_number}.{number}.{part} over de jeugdhulp.\n".encode()
                for part in range(CHANCE.randint(1, 3))
            ]
            name = f"verslag-{round_number}-{number}"
            parts = [("bestand", (f"{name}-{part}.txt", body)) for part, body in enumerate(bodies)]
            answer = http.post("/v1/documenten", files=parts, headers={"Prefer": "respond-async"})
            assert answer.status_code == 202
            accepted[answer.json()["id"]] = bodies
            time.sleep(0.15)


def test_killed_or_stopped_at_random_moments_it_loses_nothing_that_it_accepted(tmp_path):
    accepted = {}
    for number in range(KILLS):
        with running(tmp_path) as (http, server):
            sending = threading.Thread(target=send_until_it_dies, args=(http, number, accepted))
            sending.start()
            time.sleep(CHANCE.uniform(0.2, 3))
            if number % 2:
                server.send_signal(signal.SIGTERM)
                assert server.wait(45) == 0
            else:
                os.killpg(server.pid, signal.SIGKILL)
            sending.join()
    assert len(accepted) > KILLS
    with running(tmp_path) as (http, _):
        jobs = {job: ended(http, job) for job in accepted}
        for job, bodies in accepted.items():
            told = jobs[job]["bestanden"]
            assert len(told) == len(bodies)
            for file, body in zip(told, bodies, strict=True):
                there = file["document"] and http.get(file["document"]).json()
                assert file["reden"] if not there else there["sha256"] == hashlib.sha256(body).hexdigest()
        assert {job["stand"] for job in jobs.values()} == {"klaar"}
        assert not list((tmp_path / "arrivals").iterdir())


def ended(http, job):
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        found = http.get(f"/v1/opdrachten/{job}").json()
        if found["stand"] not in {"wacht", "loopt"}:
            return found
        time.sleep(0.1)
    return pytest.fail(f"still not done: {found}")
