"""Jobs over HTTP: what is accepted is not lost, can be followed and cancelled, and is everyone's own."""

import errno
import io
import json
import os
import re
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass

import pytest

from api import assemble
from api.access.principal import Principal, Role
from api.jobs import arrivals, office, worker
from api.jobs.desk import Upload
from api.preference import Preference, preference
from api.service import Service
from api.settings import load
from corpus.errors import Conflict, Forbidden, NotFound, StorageFailed, TooMany
from corpus.visibility import Visibility
from models.load import WEIGHTLESS
from search.catalogue.jobs import Jobs, Work
from tests.test_api_http import is_problem, serving

PIPELINE, EMBEDDER = WEIGHTLESS
ASYNC = {"Prefer": "respond-async"}
ANNE = Principal("Anne", Role.REDACTEUR, Visibility.NETWERK, "a")
BO = Principal("Bo", Role.REDACTEUR, Visibility.NETWERK, "b")
LEZER = Principal("Cas", Role.LEZER, Visibility.NETWERK, "c")


@dataclass(frozen=True)
class House:
    service: Service
    http: object
    arrivals: object


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    settings = load(
        data=folder, workers=1, pipeline=PIPELINE, embedder=EMBEDDER, body_seconds=1, max_waiting_mb=1
    )
    with assemble.opened(settings) as service, serving(service) as http:
        yield House(service, http, folder / office.FOLDER)


def text(words):
    return f"Dit verslag gaat over {words}.\n".encode()


def send(house, files, headers=ASYNC, **fields):
    parts = [("bestand", file) for file in files]
    return house.http.post("/v1/documenten", files=parts, headers=headers, data=fields)


def ended(house, job):
    for _ in range(600):
        found = house.http.get(f"/v1/opdrachten/{job}").json()
        if found["stand"] not in {"wacht", "loopt"}:
            return found
        time.sleep(0.05)
    raise AssertionError(found)


@pytest.fixture
def held(monkeypatch):
    """Files are taken in only when the test says so."""
    begun, go, real = threading.Event(), threading.Event(), Service.upload

    def waiting(*arguments):
        begun.set()
        assert go.wait(60)
        return real(*arguments)

    monkeypatch.setattr(Service, "upload", waiting)
    yield begun, go
    go.set()


def test_what_is_accepted_is_taken_in_and_its_job_says_where_it_is(house):
    accepted = send(house, [("een.txt", text("scholen"))])
    assert accepted.status_code == 202
    assert accepted.headers["preference-applied"] == "respond-async"
    job = ended(house, accepted.json()["id"])
    assert accepted.headers["location"] == f"/v1/opdrachten/{job['id']}"
    assert (job["stand"], job["gedaan"], job["totaal"]) == ("klaar", 1, 1)
    (file,) = job["bestanden"]
    assert (file["bestand"], file["status"]) == ("een.txt", "nieuw")
    assert house.http.get(file["document"]).json()["bestand"] == "een.txt"
    assert job["gemaaktOp"] <= job["begonnenOp"] <= job["beeindigdOp"]
    assert not list(house.arrivals.iterdir())


def test_many_files_are_one_job_in_which_a_bad_one_stops_nothing(house):
    files = [("a.txt", text("wetten")), ("b.exe", b"MZ\0"), ("c.txt", b""), ("a2.txt", text("wetten"))]
    job = ended(house, send(house, files, headers={}).json()["id"])
    told = [(one["bestand"], one["status"]) for one in job["bestanden"]]
    assert told == [
        ("a.txt", "nieuw"),
        ("b.exe", "mislukt"),
        ("c.txt", "mislukt"),
        ("a2.txt", "ook bekend als"),
    ]
    assert "formaat" in job["bestanden"][1]["reden"]
    assert job["stand"] == "klaar"
    job = ended(house, send(house, [("d.exe", b"MZ\0")]).json()["id"])
    assert job["stand"] == "mislukt"
    assert "formaat" in job["reden"]


def test_what_is_read_at_once_leaves_no_job_behind(house):
    before = house.http.get("/v1/opdrachten").json()["totaal"]
    assert send(house, [("nu.txt", text("nu"))], headers={}).status_code == 201
    is_problem(send(house, [("nu.exe", b"MZ\0")], headers={}), 415)
    assert house.http.get("/v1/opdrachten").json()["totaal"] == before


def test_a_file_that_takes_long_becomes_a_job(house, held):
    _, go = held
    late = send(house, [("laat.txt", text("later"))], headers={"Prefer": "wait=0"})
    assert late.status_code == 202
    assert "preference-applied" not in late.headers
    go.set()
    assert ended(house, late.json()["id"])["stand"] == "klaar"


def test_what_was_not_begun_when_a_job_is_cancelled_stays_out(house, held):
    begun, go = held
    files = [(f"af{number}.txt", text(f"afbreken {number}")) for number in range(3)]
    running, waiting = (send(house, part).json()["id"] for part in (files, [("nooit.txt", text("nooit"))]))
    assert begun.wait(60)
    assert house.http.delete(f"/v1/opdrachten/{waiting}").json()["stand"] == "afgebroken"
    assert house.http.delete(f"/v1/opdrachten/{running}").json()["wordtAfgebroken"]
    go.set()
    job = ended(house, running)
    assert (job["stand"], job["gedaan"]) == ("afgebroken", 1)
    assert [one["status"] for one in job["bestanden"]] == ["nieuw", "wacht", "wacht"]
    names = {one["bestand"] for one in house.http.get("/v1/documenten?aantal=100").json()["documenten"]}
    assert {"af0.txt"} == names & {"af0.txt", "af1.txt", "af2.txt", "nooit.txt"}
    assert not list(house.arrivals.iterdir())
    is_problem(house.http.delete(f"/v1/opdrachten/{running}"), 409)


def test_labels_and_indexes_are_made_anew_by_a_job_of_which_there_is_one_at_a_time(house, held):
    begun, go = held
    first = send(house, [("voor.txt", text("voor"))]).json()["id"]
    assert begun.wait(60)
    jobs = []
    for asked in ({"soort": "hertaggen"}, {"soort": "indexen", "opnieuwLezen": True}):
        accepted = house.http.post("/v1/opdrachten", json=asked)
        assert accepted.status_code == 202
        jobs.append(accepted.json()["id"])
        is_problem(house.http.post("/v1/opdrachten", json=asked), 409)
    go.set()
    for job in (first, *jobs):
        assert ended(house, job)["stand"] == "klaar"
    assert house.service.upkeep.doctor(mending=False).healthy
    listed = house.http.get("/v1/opdrachten?stand=klaar&aantal=2").json()
    assert [one["id"] for one in listed["opdrachten"]] == jobs[::-1]
    assert "stand=klaar" in listed["_links"]["next"]["href"]


def test_prometheus_hears_what_waits_and_for_how_long(house, held):
    begun, go = held
    jobs = [send(house, [(f"meet{number}.txt", text(f"meten {number}"))]).json()["id"] for number in range(2)]
    assert begun.wait(60)
    page = house.http.get("/metrics").text
    samples = dict(line.rsplit(" ", 1) for line in page.splitlines() if line[0] != "#")
    assert samples['schuurpunt_jobs{state="waiting"}'] == samples['schuurpunt_jobs{state="running"}'] == "1.0"
    assert 0 < float(samples["schuurpunt_index_lag_seconds"]) < 60
    go.set()
    assert all(ended(house, job)["stand"] == "klaar" for job in jobs)


def uploads(*names):
    return [Upload(name, io.BytesIO(text(name)), 100) for name in names]


def test_jobs_are_for_who_asked_them_and_for_a_beheerder(house):
    anne, bo, lezer = (house.service.on_behalf_of(who).jobs for who in (ANNE, BO, LEZER))
    job = anne.take_in(uploads("van-anne.txt"))
    assert anne.get(job.id).id == house.service.jobs.get(job.id).id == job.id
    assert [one.id for one in anne.listed((), 9, 0)[0]] == [job.id]
    assert bo.listed((), 9, 0) == ([], 0)
    for refused in (bo.get, bo.cancel):
        with pytest.raises(NotFound):
            refused(job.id)
    for refused in (
        lambda: lezer.get(job.id),
        lambda: lezer.listed((), 9, 0),
        lambda: anne.begin(Work.RETAG),
    ):
        with pytest.raises(Forbidden):
            refused()
    with pytest.raises(Forbidden):
        lezer.take_in(uploads("van-cas.txt"))
    ended(house, job.id)


def test_too_much_that_waits_is_refused_with_advice(house, monkeypatch):
    is_problem(send(house, [("groot.txt", b"a" * 1_100_000)]), 507)
    none = house.service.settings.model_copy(update={"max_jobs": 0})
    monkeypatch.setattr(house.service._office, "_settings", none)
    with pytest.raises(TooMany) as caught:
        house.service.jobs.take_in(uploads("meer.txt"))
    assert caught.value.advice
    # how much there is of others, is theirs to know
    assert not re.search(r"\d", str(caught.value))


WRITES = [
    (arrivals.Path, "mkdir", 1),
    (arrivals.Path, "open", 2),
    (arrivals.shutil, "copyfileobj", 2),
    (os, "fsync", 5),
    (Jobs, "add", 1),
]


@pytest.mark.parametrize(
    ("owner", "name", "when"),
    [(owner, name, when) for owner, name, last in WRITES for when in range(1, last + 1)],
    ids=lambda one: getattr(one, "__name__", str(one)),
)
def test_a_disk_that_fails_at_any_write_refuses_the_upload(house, monkeypatch, owner, name, when):
    real, calls = getattr(owner, name), []

    def failing(*arguments, **more):
        calls.append(1)
        if len(calls) == when:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*arguments, **more)

    before = house.service.jobs.listed((), 1, 0)[1]
    desk = house.service.jobs
    with monkeypatch.context() as patched:
        patched.setattr(owner, name, failing)
        with pytest.raises((StorageFailed, OSError)):
            desk.take_in(uploads("x.txt", "y.txt"))
    assert not list(house.arrivals.iterdir())
    assert house.service.jobs.listed((), 1, 0)[1] == before
    assert not house.service._office._ends


def test_a_disk_that_is_full_while_it_is_taken_in_is_tried_again(house, monkeypatch):
    real, calls = Service.upload, []

    def failing(*arguments):
        calls.append(1)
        if len(calls) == 1:
            raise StorageFailed("De schijf is vol.", "Maak ruimte.")
        return real(*arguments)

    monkeypatch.setattr(worker, "RETRY_SECONDS", 0.2)
    monkeypatch.setattr(Service, "upload", failing)
    job = ended(house, send(house, [("vol.txt", text("ruimte"))]).json()["id"])
    assert (job["stand"], job["reden"], len(calls)) == ("klaar", "", 2)


def test_what_ends_the_process_each_time_is_given_up(house, monkeypatch):
    monkeypatch.setattr(worker, "MAX_TRIES", 0)
    job = ended(house, send(house, [("giftig.txt", text("gif"))]).json()["id"])
    assert job["stand"] == "mislukt"
    assert "stopte" in job["reden"]


def test_a_body_that_stays_away_is_not_waited_for(house):
    head = b"POST /v1/documenten HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 500\r\n"
    head += b"Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\n"
    with socket.create_connection((house.http.base_url.host, house.http.base_url.port), timeout=30) as line:
        line.sendall(head)
        assert line.recv(100).startswith(b"HTTP/1.1 408 ")


def test_a_body_that_trickles_is_not_waited_for(house):
    head = b"POST /v1/passages/_zoek HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    with socket.create_connection((house.http.base_url.host, house.http.base_url.port), timeout=0.2) as line:
        line.sendall(head + b"Content-Length: 900000\r\n\r\n")
        answer, began = b"", time.monotonic()
        while not answer and time.monotonic() - began < 20:
            with suppress(TimeoutError):
                line.sendall(b" ")
                answer = line.recv(4000)
    head, body = answer.decode().split("\r\n\r\n")
    assert head.startswith("HTTP/1.1 408 ")
    assert "content-type: application/problem+json" in head
    assert json.loads(body)["status"] == 408


@pytest.mark.parametrize(
    ("header", "wished"),
    [
        ("", (False, 10)),
        ("respond-async", (True, 0)),
        ("Respond-Async, wait=3", (True, 3)),
        ("wait=99", (False, 10)),
        ('return="minimal", wait = 2', (False, 2)),
        ("wait=-1, wait=nu, wait=", (False, 10)),
    ],
)
def test_preferences_are_read_and_what_is_not_understood_is_left(header, wished):
    assert preference(header, 10) == Preference(*wished)


def test_a_new_version_by_name_or_told_takes_the_place_and_the_old_one_stays_readable(house):
    first = send(house, [("plan.txt", text("plan een"))], headers={}).json()
    second = send(house, [("plan.txt", text("plan twee"))], headers={}).json()
    third = send(house, [("anders.txt", text("plan drie"))], headers={}, vervangt=second["id"]).json()
    found = house.http.get(f"/v1/documenten/{second['id']}/versies").json()
    assert [one["id"] for one in found["versies"]] == [first["id"], second["id"], third["id"]]
    assert [one["geldt"] for one in found["versies"]] == [False, False, True]
    assert {one["door"] for one in found["versies"]} == {"lokaal"}
    assert found["_links"]["next"]["href"] == f"/v1/documenten/{third['id']}"
    assert found["_links"]["previous"]["href"] == f"/v1/documenten/{first['id']}"
    for one, words in ((first, "plan een"), (second, "plan twee"), (third, "plan drie")):
        assert words in house.http.get(f"/v1/documenten/{one['id']}/tekst").json()["tekst"]
        assert words.encode() in house.http.get(f"/v1/documenten/{one['id']}/origineel").content
    assert house.http.get(f"/v1/documenten/{first['id']}").json()["vervangenDoor"] == second["id"]
    listed = {one["id"] for one in house.http.get("/v1/documenten?aantal=100").json()["documenten"]}
    assert listed & {first["id"], second["id"], third["id"]} == {third["id"]}
    answer = house.http.post("/v1/passages/_zoek", json={"vraag": "plan twee", "letterlijk": True}).json()
    assert second["id"] not in {one["document"]["id"] for one in answer["resultaten"]}
    is_problem(send(house, [("te-laat.txt", text("te laat"))], headers={}, vervangt=first["id"]), 409)
    is_problem(house.http.delete(f"/v1/documenten/{first['id']}"), 409)
    is_problem(send(house, [("p.txt", text("p"))], headers={}, vervangt="0" * 16), 404)
    again = send(house, [("anders.txt", text("plan drie"))], headers={}, vervangt=second["id"])
    assert (again.status_code, again.json()["id"]) == (200, third["id"])


def test_what_is_closed_to_people_closes_its_older_versions_too(house):
    first = send(house, [("dicht.txt", text("open"))], headers={}).json()
    second = send(house, [("dicht.txt", text("dicht"))], headers={}, zichtbaarheid="vertrouwelijk").json()
    network = house.service.on_behalf_of(ANNE)
    for one in (first, second):
        assert house.service.documents.text(one["id"])
        for refused in (
            network.documents.text,
            network.documents.get,
            network.documents.versions,
            network.documents.original,
        ):
            with pytest.raises(NotFound):
                refused(one["id"])


def test_a_told_version_stays_when_its_folder_is_taken_in_again(house, tmp_path):
    file = tmp_path / "map.txt"
    file.write_bytes(text("zoals het in de map staat"))
    (outcome,) = house.service.ingest([tmp_path])
    newer = house.service.upload("nieuw.txt", text("zoals iemand het stuurde"), None, outcome.document_id)
    (again,) = house.service.ingest([tmp_path])
    assert (again.status, again.document_id) == ("ongewijzigd", newer.document_id)
    with pytest.raises(Conflict):
        house.service.upload("meer.txt", text("nog iets"), None, outcome.document_id)
    assert house.service.upkeep.doctor(mending=False).healthy


def test_a_stop_in_the_middle_of_a_long_file_leaves_it_for_the_next_start(tmp_path, monkeypatch):
    monkeypatch.setattr(assemble, "STOP_SECONDS", 1)
    settings = load(data=tmp_path, workers=1, pipeline=PIPELINE, embedder=EMBEDDER)
    long = b"".join(text(f"regel {number} van een lang verhaal") for number in range(200_000))
    with assemble.opened(settings) as service:
        job = service.jobs.take_in([Upload("lang.txt", io.BytesIO(long), len(long))])
        while service.jobs.get(job.id).state == "wacht":
            time.sleep(0.02)
        time.sleep(1)
        stop = time.monotonic()
    assert time.monotonic() - stop < 20
    with assemble.opened(settings) as service:
        left = service.jobs.get(job.id)
        assert (left.state, left.tries, left.result) == ("wacht", 0, ())
        assert (tmp_path / office.FOLDER / job.id / "0").stat().st_size == len(long)
        assert service.upkeep.doctor(mending=False).healthy
