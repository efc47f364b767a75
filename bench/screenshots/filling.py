"""What people would have made of their documents, so that every page has something to show."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO

from api.access.keys import Wanted
from api.access.principal import LOCAL, Role
from api.evidence.seen import Seen
from api.jobs.desk import Upload
from api.schemas import Vraag
from api.service import Service
from bench.pages.__main__ import QUESTIONS
from corpus.visibility import Visibility
from search.catalogue.knelpunt import Phase
from search.query import Query
from tests.test_api_http import DEMO

VERSIONED = DEMO / "werksessie-schurende-wetten-twente.md"
# how far some of the accepted are, by the steps that they took
WAYS: tuple[tuple[Phase, ...], ...] = (
    (Phase.ONDERZOCHT, Phase.GEAGENDEERD, Phase.OPGELOST),
    (Phase.ONDERZOCHT, Phase.GEAGENDEERD),
    (Phase.ONDERZOCHT,),
    (Phase.AFGEWEZEN,),
    (),
)
NOTES = (
    "Navragen of dit nog speelt.",
    "",
    "Dit is de kern van ons verzoek aan de landelijke tafel: laat zien dat meer regio's hetzelfde zeggen.\n"
    "Afstemmen met de inspecties voor het naar buiten gaat.",
)


def fill(service: Service) -> str:
    """Gives back the words of a key of a beheerder: from then on one has to sign in."""
    if not service.dossiers.all():
        _questions(service)
        service.ingest([DEMO])
        _versions(service)
        _knelpunten(service)
        _dossiers(service)
    return _key(service)


def _questions(service: Service) -> None:
    """Kept before the last documents came, so that there is news."""
    service.saved.make("Schurende wetten", Vraag(vraag=QUESTIONS[0]))
    service.saved.make("Geld voor zorg in onderwijstijd", Vraag(vraag=QUESTIONS[2]), Visibility.VERTROUWELIJK)
    service.saved.make("Wat er niet is", Vraag(vraag="kwantumverstrengeling"))


def _versions(service: Service) -> None:
    """Another version of what a dossier quotes comes later; and a file that cannot be read."""
    dossier = service.dossiers.make("Voor de regietafel van Twente")
    entry = next(one for one in service.documents.all() if one.name == VERSIONED.name)
    for one in service.documents.passages(entry.id)[:3]:
        service.dossiers.add(dossier.id, one.id)
    changed = VERSIONED.read_text().replace("Twente", "Twente en de Achterhoek", 3)
    service.upload(VERSIONED.name, changed.encode(), replaces=entry.id)
    files = {"Notulen (scan).pdf": b"MZ", "Brief.txt": b"De scholen overleggen elke maand over thuiszitters."}
    service.jobs.take_in([Upload(name, BytesIO(data), len(data)) for name, data in files.items()])


def _knelpunten(service: Service) -> None:
    register = service.register
    register.propose()
    found = [one for one in register.all() if one.quotes]
    for number, one in enumerate(found[: 2 * len(found) // 3]):
        register.accept(one.record.id, "Besproken in het overleg van de regio's." if number % 3 == 0 else "")
        for step in WAYS[number % len(WAYS)]:
            register.edit(one.record.id, {}, step)
    rejected = found[-2:]
    for one in rejected:
        register.reject(one.record.id, "Dit gaat over een afspraak, niet over een regel die schuurt.")
    _merged(service, found)


def _merged(service: Service, found: list[Seen]) -> None:
    """The first takes in two others, and gives one of its quotes away again."""
    target, first, second = (one.record.id for one in found[:3])
    whole = service.register.merge(target, [first, second], "Alle drie gaan over dezelfde weigering.")
    service.register.split(target, [whole.quotes[-1].quote.id], "Dit speelt alleen in het onderwijs.")
    service.register.edit(
        target,
        {"title": "Wie betaalt de zorg onder schooltijd?", "notes": NOTES[2], "asked": "Eén regeling."},
    )


def _dossiers(service: Service) -> None:
    dossier = service.dossiers.make(
        "Schurende regels rond onderwijs en zorg",
        "Wat regio's melden over regels die elkaar in de weg zitten.\nVoor de landelijke tafel van juni.",
    )
    accepted = [one.record for one in service.register.all() if one.record.verdict.value == "aanvaard"]
    for number, record in enumerate(accepted[:5]):
        service.dossiers.add_knelpunt(dossier.id, record.id, NOTES[number % len(NOTES)])
    for number, one in enumerate(service.search(Query(QUESTIONS[0], 8)).citations):
        service.dossiers.add(dossier.id, one.id, NOTES[number % len(NOTES)])
    service.dossiers.make("Nog leeg", visibility=Visibility.OPENBAAR)


def _key(service: Service) -> str:
    if not service.keyring.all():
        _keys_of_others(service)
    made = service.keyring.make(Wanted("Beheer", Role.BEHEERDER, Visibility.VERTROUWELIJK), LOCAL)
    return made.token


def _keys_of_others(service: Service) -> None:
    soon = (datetime.now(UTC) + timedelta(days=30)).date()
    for name, role, clearance in (
        ("Jamila, regio Twente", Role.REDACTEUR, Visibility.NETWERK),
        ("Website van het programma", Role.LEZER, Visibility.OPENBAAR),
    ):
        key = service.keyring.make(Wanted(name, role, clearance, soon), LOCAL)
    service.keyring.revoke(key.key.id, LOCAL)
