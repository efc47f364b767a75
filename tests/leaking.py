"""What tests/test_leaks.py compares: a server that holds everything, and one that never held the rest."""

from __future__ import annotations

import io
import json
import re
import time
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import product

from api.access.keys import Wanted
from api.access.principal import LOCAL, Principal, Role
from api.evidence.register import Chosen
from api.jobs.desk import Upload
from api.schemas import Vraag
from corpus.visibility import Visibility

OPEN, NETWORK, CLOSED = Visibility
HOST = "schuurpunt.test"
NEVER = "0123456789abcdef"
SHARED = "Ouders en scholen in de regio zoeken samen naar onderwijs en zorg voor elk kind dat thuiszit."
# a marker, a region, an act and an article that nothing else has
OWN = {
    OPEN: ("klokkenluider", "Utrecht", "Wet op het primair onderwijs", "40"),
    NETWORK: ("kraaienbosje", "Twente", "Leerplichtwet 1969", "5"),
    CLOSED: ("zwanenmeertje", "Leeuwarden", "Jeugdwet", "2.3"),
}
_ID = re.compile(r"\b[0-9a-f]{16}\b")
_UUID = re.compile(r"\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)?")
_CLOCK = re.compile(r"\b\d{1,2}:\d\d\b")
_TOKEN = re.compile(r'(?<=name="csrf" value=")[^"]*|(?<=data-csrf=")[^"]*')
# by which MCP fences off each quotation
_FENCE = re.compile(r"(?<=citaat )[0-9a-f]{8}\b")
_SECRET = re.compile(r"\bsp_[0-9a-f]{8}_[\w-]{43}|(?<=sleutels/)[0-9a-f]{8}|\"id\":\"[0-9a-f]{8}\"")
_LONG = re.compile(r"\b\d+\.\d{5,}(?:e-\d+)?\b")


def text(visibility: Visibility, more: str = "") -> bytes:
    """A document that names its marker, and says what others say too."""
    word, region, act, article = OWN[visibility]
    return (
        f"Verslag van het {word} in {region}\n\n{SHARED} Het {word} in {region} sprak lang over hulp.\n\n"
        f"In {region} belemmert artikel {article} van de {act} de scholen, zei het {word}. Dat schuurt en "
        f"loopt vast door de wetgeving. Scholen willen dat de wet wordt aangepast.{more}\n"
    ).encode()


def person(clearance: Visibility, role: Role = Role.BEHEERDER) -> Principal:
    return Principal(f"Een {OWN[clearance][0]}", role, clearance, f"{list(Visibility).index(clearance):08x}")


def fill(whole, visibility: Visibility, ids: dict[str, list[str]]) -> None:
    """All that people with this clearance make of a document that only they and those above them see."""
    word = OWN[visibility][0]
    service = whole.on_behalf_of(person(visibility))
    document = service.upload(f"{word}.txt", text(visibility), visibility).document_id
    passages = [one.id for one in service.documents.passages(document)]
    service.label(passages[-1], ["advies:6"], [], f"Sam {word}")
    made = service.register.add(
        {"title": f"Het {word} schuurt", "notes": word, "visibility": visibility}, [Chosen(passages[-1])]
    )
    dossier = service.dossiers.make(f"Dossier {word}", word, visibility)
    asked = Vraag.model_validate({"vraag": f"Wat zei het {word}?", "filters": {"document": [document]}})
    question = service.saved.make(f"Vraag {word}", asked, visibility)
    common = service.saved.make(f"Iedereen {word}", Vraag(vraag="Wat zoeken ouders en scholen?"), visibility)
    ids["document"].append(document)
    ids["passage"] += passages[-1:]
    ids["knelpunt"].append(made.record.id)
    ids["citaat"].append(made.quotes[0].quote.id)
    ids["dossier"].append(dossier.id)
    ids["vraag"] += [question.id, common.id]
    ids["onderdeel"].append(_collect(service, ids, passages[-1], made.record.id, word))
    ids["opdracht"].append(
        _job(service, f"{word} opdracht.txt", text(visibility, f" Ook {word}."), visibility)
    )
    _remove(service, visibility, ids)
    # which leaves something to propose
    for one in service.register.all():
        if one.record.is_untouched and {quote.document_id for quote in one.record.quotes} == {document}:
            service.register.delete(one.record.id)


def _collect(service, ids, passage: str, knelpunt: str, word: str) -> str:
    """Puts it in every dossier that is there, also in those of who may not see it."""
    for dossier in ids["dossier"]:
        item = service.dossiers.add(dossier, passage, f"Notitie {word}")
        service.dossiers.note(dossier, item.id, f"Nog een notitie {word}")
        service.dossiers.add_knelpunt(dossier, knelpunt, word)
        service.dossiers.move(dossier, item.id, 1)
    return item.id


def _job(service, name: str, data: bytes, visibility: Visibility) -> str:
    job = service.jobs.take_in([Upload(name, io.BytesIO(data), len(data))], visibility)
    while service.jobs.get(job.id).unfinished:
        time.sleep(0.05)
    return job.id


def _remove(service, visibility: Visibility, ids) -> None:
    """What is gone leaves no trace either: neither its document, nor what was made of it."""
    word = OWN[visibility][0]
    gone = service.upload(f"weg {word}.txt", text(visibility, f" Voorbij {word}."), visibility).document_id
    passage = service.documents.passages(gone)[-1].id
    service.register.add({"title": "Over wat weg is", "visibility": visibility}, [Chosen(passage)])
    for dossier in ids["dossier"]:
        service.dossiers.add(dossier, passage, word)
    service.remove(gone)
    ids["document"].append(gone)


def keys(whole) -> dict[tuple[Role, Visibility], str]:
    return {
        (role, clearance): whole.keyring.make(Wanted(f"{role} {clearance}", role, clearance), LOCAL).token
        for role in Role
        for clearance in Visibility
    }


@dataclass(frozen=True)
class Ask:
    """A request; ``{document}`` and the like in it stand for every id of that kind."""

    method: str
    path: str
    more: dict

    def each(self, ids):
        """The request for each of the ids; ``never`` are ids that never were."""
        told = json.dumps([self.method, self.path, self.more])
        kinds = [kind for kind in ids if f"{{{kind}}}" in told]
        for chosen in product(*(ids[kind] for kind in kinds)):
            made = told
            for kind, one in zip(kinds, chosen, strict=True):
                made = made.replace(f"{{{kind}}}", one)
            yield Ask(*json.loads(made))


def _after(said: str | None, since: datetime) -> str | None:
    """A moment as a header tells it, to the second."""
    moment = said and parsedate_to_datetime(said)
    return "NOW" if moment and moment >= since.replace(microsecond=0) else said


class Door:
    """One server, as one client after another comes to it."""

    def __init__(self, http, known: set[str], since: datetime) -> None:
        self._http = http
        self._known = known
        self._since = since
        self._csrf = ""
        http.headers["Host"] = HOST

    def sign(self, token: str) -> None:
        """Who asks from now on, also with forms."""
        self._http.cookies.clear()
        self._http.headers["Authorization"] = f"Bearer {token}"
        page = self._http.get("/", headers={"Accept": "text/html"})
        self._csrf = _TOKEN.search(page.text)[0]

    def ask(self, one: Ask):
        """Status, the headers that tell of something, and the body; without what is of this very moment."""
        more = dict(one.more)
        if "form" in more:
            more["data"] = {"csrf": self._csrf, **more.pop("form")}
            more.setdefault("headers", {"Accept": "text/html"})
        if "file" in more:
            name, said = more.pop("file")
            more["files"] = {"bestand": (name, said.encode())}
        if "send" in more:
            more["content"] = more.pop("send")
        response = self._http.request(one.method, one.path, **more)
        kept = [response.headers.get(name) for name in ("location", "content-type", "retry-after")]
        kept.append(_after(response.headers.get("last-modified"), self._since))
        kept.append(response.headers.get("content-disposition"))
        same = self._plain(response.content)
        # a tag is compared where it is of the very same bytes
        tag = response.headers.get("etag") if same == [response.content.decode("utf-8", "replace")] else None
        return response.status_code, [one and self._tidy(one) for one in kept], tag, same

    def _plain(self, body: bytes) -> list[str]:
        if not body.startswith(b"PK"):
            return [self._tidy(body.decode("utf-8", "replace"))]
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return [
                self._tidy(f"{name} {archive.read(name).decode('utf-8', 'replace')}")
                for name in archive.namelist()
            ]

    def _tidy(self, told: str) -> str:
        told = _TOKEN.sub("TOKEN", told)
        told = _FENCE.sub("FENCE", told)
        told = _SECRET.sub("KEY", told)
        told = _MOMENT.sub(self._moment, told)
        told = _CLOCK.sub("12:00", told)
        told = _LONG.sub(lambda found: f"{float(found[0]):.3f}", told)
        told = _UUID.sub("UUID", told)
        return _ID.sub(lambda found: found[0] if found[0] in self._known else "NEW", told)

    def _moment(self, found: re.Match[str]) -> str:
        moment = datetime.fromisoformat(found[0].replace("Z", "+00:00"))
        return "NOW" if moment.replace(tzinfo=UTC) >= self._since else found[0]
