"""What somebody may not see is as if it were not there: a service with everything in it answers them, for
every read, just as a service does that has nothing else.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import datetime
from pathlib import Path

import pytest

from api import assemble
from api.access.principal import Principal, Role
from api.documents import Documents
from api.outcome import Status
from api.passages import Passages
from api.service import Service
from api.settings import load
from corpus.document import document_id
from corpus.errors import Forbidden, NotFound, SchuurpuntError
from corpus.label import LabelKind
from corpus.visibility import Visibility
from search.query import Filters, Query
from tests.test_api_http import serving

OPEN, NETWORK, CLOSED = Visibility
SHARED = "Ouders en scholen in de regio zoeken samen naar onderwijs en zorg voor elk kind dat thuiszit."
TEXTS = {
    OPEN: f"Verslag van de bijeenkomst in Utrecht\n\n{SHARED} De klokkenluider van Utrecht sprak lang.\n",
    NETWORK: f"Verslag van het overleg in Twente\n\n{SHARED} In Twente schuurt de Leerplichtwet, zei het "
    "kraaienbosje. Volgens artikel 11 kan het anders.\n",
    CLOSED: f"Notitie over een zaak in Groningen\n\n{SHARED} Het zwanenmeertje in Groningen wacht al drie "
    "jaar op jeugdhulp. De Jeugdwet belemmert scholen, en ouders en scholen zoeken zorg voor elk kind.\n",
}
WORDS = ("klokkenluider", "kraaienbosje", "zwanenmeertje")


def misspelled(word: str) -> str:
    return word.replace("tj", "j").replace("ui", "u").replace("osj", "oj")


# as they are, and as they would be mended if they were known
ASKED = [
    "Wat zoeken ouders en scholen?",
    "Waar schuurt de wet in de regio?",
    *(f"Wat zei het {word}?" for word in WORDS),
    *(f"Wat zei het {misspelled(word)}?" for word in WORDS),
]
GONE = "0" * 16


def reader(clearance: Visibility, role: Role = Role.BEHEERDER) -> Principal:
    return Principal("Sam", role, clearance, "a" * 16)


@contextmanager
def opened(data: Path) -> Iterator[Service]:
    settings = load(data=data, workers=1, embedder="hashed-ngrams", pipeline="dutch-rules")
    with assemble.opened(settings) as service:
        yield service


def fill(service: Service) -> None:
    for visibility, text in TEXTS.items():
        service.upload(f"{visibility}.txt", text.encode(), visibility)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Data folders with all documents: to change, and for each clearance."""
    folder = tmp_path_factory.mktemp("zichtbaar")
    with opened(folder / "changed") as service:
        fill(service)
    for name in ("whole", *Visibility):
        shutil.copytree(folder / "changed", folder / name)
    return folder


@pytest.fixture(scope="module")
def whole(folder):
    with opened(folder / "whole") as service:
        yield service


@pytest.fixture(scope="module", params=[OPEN, NETWORK], ids=str)
def pair(request, folder, whole):
    """What they see of the whole, and a service that has no more than that."""
    clearance = request.param
    with opened(folder / clearance) as service:
        for one in service.documents.all():
            if one.visibility not in clearance.within:
                service.remove(one.id)
        service.upkeep.rebuild(parse=False)
        yield whole.on_behalf_of(reader(clearance)), service


def documents() -> list[str]:
    return [document_id(hashlib.sha256(text.encode()).hexdigest()) for text in TEXTS.values()]


@pytest.fixture(scope="module")
def ids(whole):
    return [one.id for one in whole.passages.all()]


# every read of the service, as what it gives for the ids of all passages
READS = {
    "search": lambda s, ids: (
        [s.search(Query(asked, limit=5, page=page, explain=True)) for asked in ASKED for page in (1, 2)]
        + [s.search(Query(ASKED[0], filters=Filters(documents=(one,)))) for one in documents()]
        + [s.search(Query(ASKED[0], filters=Filters(visibilities=(one,)))) for one in Visibility]
    ),
    "answer": lambda s, ids: [s.answer(Query(asked)) for asked in ASKED],
    "passages.get": lambda s, ids: each(s.passages.get, ids),
    "passages.all": lambda s, ids: list(s.passages.all()),
    "passages.counts": lambda s, ids: s.passages.counts(),
    "passages.judged": lambda s, ids: s.passages.judged(),
    "passages.around": lambda s, ids: each(
        s.passages.around, [*ids, *(one[:6] for one in ids), "", *"0123456789abcdef"]
    ),
    "passages.similar": lambda s, ids: each(lambda one: s.passages.similar(one, 5), ids),
    "passages.verify": lambda s, ids: each(s.passages.verify, ids),
    "documents.all": lambda s, ids: [
        s.documents.all(),
        *(s.documents.all(Filters(documents=(one,))) for one in documents()),
        *(s.documents.all(Filters(visibilities=(one,))) for one in Visibility),
    ],
    "documents.get": lambda s, ids: each(s.documents.get, documents()),
    "documents.newest": lambda s, ids: each(s.documents.newest, documents()),
    "documents.text": lambda s, ids: each(s.documents.text, documents()),
    "documents.passages": lambda s, ids: each(s.documents.passages, documents()),
    "documents.unread": lambda s, ids: s.documents.unread(),
    "documents.versions": lambda s, ids: each(s.documents.versions, documents()),
    "documents.original": lambda s, ids: each(
        lambda one: s.documents.original(one).read_bytes(), documents()
    ),
    "documents.picture": lambda s, ids: each(lambda one: s.documents.picture(one, 1, 100), documents()),
    "documents.named": lambda s, ids: each(
        s.documents.named, [*(one[:5] for one in documents()), *"0123456789abcdef"]
    ),
    "vitals": lambda s, ids: s.vitals(),
}
# what changes something, and what is about all documents and so only for who sees them all
CHANGES = {"ingest", "upload", "label", "set_visibility", "remove", "upkeep"}
# made of the reads above
MADE_OF = {"exports", "evaluation"}
# who asks, and what has tests of its own
ELSEWHERE = {
    "on_behalf_of", "dossiers", "saved", "register", "regions", "jobs", "management", "terms", "answerer",
}  # fmt: skip


def each(read, wanted):
    """What it gives or raises for each of them."""

    def one(wanted):
        try:
            return read(wanted)
        except SchuurpuntError as error:
            return type(error), str(error).replace(wanted, GONE)

    return [one(id_) for id_ in wanted]


def plain(value):
    """Without moments, and with numbers as far as both ways to reckon them agree."""
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, Mapping):
        return [(key, plain(one)) for key, one in value.items()]
    if isinstance(value, Sequence | Set) and not isinstance(value, str | bytes):
        found = [plain(one) for one in value]
        return sorted(found) if isinstance(value, Set) else found
    if is_dataclass(value):
        return [(field.name, plain(getattr(value, field.name))) for field in fields(value)]
    return None if isinstance(value, datetime) else value


def public(of: type) -> set[str]:
    return {name for name in vars(of) if not name.startswith("_")}


def test_every_method_of_the_service_is_known_here():
    parts = {"documents": Documents, "passages": Passages}
    within = {f"{part}.{name}" for part, of in parts.items() for name in public(of)}
    assert (public(Service) - parts.keys()) | within == READS.keys() | CHANGES | MADE_OF | ELSEWHERE


@pytest.mark.parametrize("name", READS)
def test_every_read_answers_as_if_the_rest_were_not_there(pair, ids, name):
    seen, alone = pair
    assert plain(READS[name](seen, ids)) == plain(READS[name](alone, ids))


def test_who_may_see_everything_finds_every_word_of_its_own(whole):
    for word, visibility in zip(WORDS, Visibility, strict=True):
        found = whole.search(Query(f"Wat zei het {misspelled(word)}?"))
        assert [one.used for one in found.understanding.spellings] == [word]
        (passage,) = (one for one in found.citations if word in one.text)
        assert whole.documents.get(passage.document_id).visibility == visibility
    assert plain(whole.on_behalf_of(reader(CLOSED)).documents.all()) == plain(whole.documents.all())


@pytest.fixture(scope="module")
def changing(folder):
    with opened(folder / "changed") as service:
        yield service


@pytest.fixture
def service(changing):
    """Each test begins with the three documents."""
    for one in changing.documents.all():
        changing.remove(one.id)
    fill(changing)
    return changing


def test_a_visibility_changes_at_once_and_only_as_far_as_one_sees(service):
    network = service.on_behalf_of(reader(NETWORK))
    _, second, third = documents()
    shown = network.set_visibility(second, OPEN)
    assert shown.visibility == OPEN
    outside = service.on_behalf_of(reader(OPEN))
    assert [one.document_id for one in outside.search(Query("kraaienbosje")).citations] == [second]
    assert network.set_visibility(second, NETWORK).visibility == NETWORK
    assert outside.search(Query("kraaienbosje")).total == 0
    with pytest.raises(NotFound):
        outside.documents.get(second)
    with pytest.raises(Forbidden, match="vertrouwelijk"):
        network.set_visibility(second, CLOSED)
    for hidden in (third, GONE):
        for change in (lambda one: network.set_visibility(one, OPEN), network.remove):
            with pytest.raises(NotFound):
                change(hidden)
    report = service.upkeep.doctor(mending=False)
    assert report.healthy, list(report.lines())


def test_the_same_bytes_are_never_shown_to_more_people_and_a_new_version_inherits(service):
    _, network, closed = documents()
    for name in ("vertrouwelijk.txt", "andere naam.txt"):
        again = service.upload(name, TEXTS[CLOSED].encode(), OPEN)
        assert (again.document_id, service.documents.get(closed).visibility) == (closed, CLOSED)
    assert service.upload("netwerk.txt", TEXTS[NETWORK].encode()).status is Status.UNCHANGED
    assert service.documents.get(network).visibility == NETWORK
    # another name for it, and the stricter of both holds
    assert service.upload("dicht.txt", TEXTS[NETWORK].encode(), CLOSED).status is Status.ALSO_KNOWN
    assert service.documents.get(network).visibility == CLOSED
    assert not service.on_behalf_of(reader(NETWORK)).search(Query("kraaienbosje")).total
    newer = service.upload(
        "vertrouwelijk.txt", b"Verslag\n\nHet vennetje is nieuw in dit verslag van de zaak.\n"
    )
    assert (newer.status, newer.entry.visibility) == (Status.REPLACED, CLOSED)
    told = service.upload(
        "vertrouwelijk.txt", b"Verslag\n\nHet bosuiltje mag iedereen in dit verslag zien.\n", OPEN
    )
    assert (told.status, told.entry.visibility) == (Status.REPLACED, OPEN)
    assert service.on_behalf_of(reader(OPEN)).search(Query("bosuiltje")).total == 1


def test_sending_what_is_there_for_others_tells_nothing_and_opens_nothing(service, tmp_path):
    network = service.on_behalf_of(reader(NETWORK))
    *_, closed = documents()
    before = service.documents.get(closed)
    sent = network.upload("vertrouwelijk.txt", TEXTS[CLOSED].encode(), NETWORK)
    assert (sent.status, sent.reason, sent.entry.names) == (Status.NEW, "", ("vertrouwelijk.txt",))
    assert sent.entry == network.documents.get(sent.document_id)
    # a document of their own, that can be found, sent again and replaced by the very same bytes
    assert {one.document_id for one in network.search(Query("zwanenmeertje")).citations} == {sent.document_id}
    again = network.upload("gevonden.txt", TEXTS[CLOSED].encode())
    assert (again.document_id, again.status) == (sent.document_id, Status.ALSO_KNOWN)
    older = network.upload("ouder.txt", b"Verslag\n\nHet kievitje staat in een verslag van eerder.\n", OPEN)
    newer = network.upload("nieuwer.txt", TEXTS[CLOSED].encode(), replaces=older.document_id)
    assert newer.document_id == sent.document_id
    # each is sent again under its own name, and is kept until the last of them goes
    assert service.upload("vertrouwelijk.txt", TEXTS[CLOSED].encode()).document_id == closed
    assert service.upload("nieuwer.txt", TEXTS[CLOSED].encode()).document_id == newer.document_id
    service.remove(newer.document_id)
    assert service.documents.get(closed) == before
    assert service.documents.original(closed).read_bytes() == TEXTS[CLOSED].encode()
    with pytest.raises(NotFound):
        network.documents.get(closed)
    # who sends what once was there hears of none of it: not even whether it was removed, or closed
    last = network.upload("nieuwer.txt", TEXTS[CLOSED].encode())
    assert last.document_id not in {closed, newer.document_id}
    # other bytes under its name are another document, and it stays
    other = network.upload("vertrouwelijk.txt", b"Verslag\n\nHet ijsvogeltje staat in een ander verslag.\n")
    assert other.status is Status.NEW
    assert {closed, other.document_id} <= {one.id for one in service.documents.all()}
    with pytest.raises(Forbidden, match="openbaar of netwerk"):
        network.upload("mijn.txt", b"Verslag\n\nEen heel ander verslag.\n", CLOSED)
    with pytest.raises(Forbidden, match="netwerk"):
        service.on_behalf_of(reader(OPEN)).upload("mijn.txt", b"Verslag\n\nNog een heel ander verslag.\n")


def test_what_people_say_of_words_is_seen_by_who_sees_where_they_said_it(service):
    network = service.on_behalf_of(reader(NETWORK))
    *_, closed = documents()
    part = service.documents.passages(closed)[-1].id
    service.label(part, hold=["advies:4"], do_not=[], who="Ali")
    own = network.upload("eigen.txt", TEXTS[CLOSED].encode(), NETWORK).document_id
    there = network.documents.passages(own)[-1].id

    def advised(one: Service, passage: str) -> bool:
        label = (LabelKind.ADVIES, "4")
        cited = label in {(found.kind, found.id) for found in one.passages.get(passage).labels}
        counted = "4" in one.search(Query("zwanenmeertje")).facets[LabelKind.ADVIES]
        assert cited == counted
        return cited

    def judged(one: Service) -> list[str]:
        return [said.who for text in one.passages.judged() for said in text.reviews]

    assert (advised(service, there), advised(network, there), judged(network)) == (True, False, [])
    # it follows the document, and what was said last holds
    service.set_visibility(closed, NETWORK)
    assert (advised(network, there), judged(network)) == (True, ["Ali"])
    network.label(there, hold=[], do_not=["advies:4"], who="Bo")
    assert (advised(service, part), advised(network, part), judged(network)) == (False, False, ["Bo"])
    service.set_visibility(closed, CLOSED)
    assert (advised(network, there), judged(network)) == (False, ["Bo"])
    service.label(part, hold=["advies:4"], do_not=[], who="Ali")
    assert (advised(service, part), advised(network, there), judged(network)) == (True, False, ["Bo"])


def test_over_http_a_visibility_is_sent_shown_sought_and_changed(service):
    text = b"Verslag\n\nHet waterhoentje zwemt in dit verslag van de zaak rond.\n"
    as_patch = {"Content-Type": "application/merge-patch+json"}
    with serving(service) as http:
        sent = http.post(
            "/v1/documenten", files={"bestand": ("w.txt", text)}, data={"zichtbaarheid": "vertrouwelijk"}
        )
        assert (sent.status_code, sent.json()["zichtbaarheid"]) == (201, "vertrouwelijk")
        place = sent.headers["Location"]
        for said, status in (("openbaar", 200), ("iedereen", 400), (None, 400)):
            assert http.patch(place, json={"zichtbaarheid": said}, headers=as_patch).status_code == status
        found = http.get("/v1/documenten", params={"zichtbaarheid": "openbaar"}).json()["documenten"]
        assert {one["bestand"] for one in found} == {"w.txt", "openbaar.txt"}
        asked = {"vraag": "waterhoentje", "filters": {"zichtbaarheid": ["netwerk"]}}
        assert http.post("/v1/passages/_zoek", json=asked).json()["totaal"] == 0
        assert http.patch(
            f"/v1/documenten/{GONE}", json={"zichtbaarheid": "netwerk"}, headers=as_patch
        ).is_error


def test_what_is_about_all_documents_is_for_who_sees_them_all(service, tmp_path):
    network = service.on_behalf_of(reader(NETWORK))
    for work in (
        lambda: network.ingest([tmp_path]),
        network.upkeep.retag,
        lambda: network.upkeep.doctor(mending=False),
        lambda: network.upkeep.rebuild(parse=False),
    ):
        with pytest.raises(Forbidden, match="alle documenten"):
            work()
    *_, closed = documents()
    passage = next(one.id for one in service.passages.all() if one.document_id == closed)
    with pytest.raises(NotFound):
        network.label(passage, ["advies:6"], [], "Sam")
