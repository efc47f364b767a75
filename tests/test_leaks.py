"""Not one answer tells of what somebody may not see: for every operation of the API, every page and every
tool of MCP, each role gets from a server that holds everything, to the letter, what a server answers that
never held the rest.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime

import pytest

from api import assemble
from api.access.principal import Role
from api.mcp.tools import TOOLS
from api.settings import load
from api.web.site import ROUTERS
from corpus.visibility import Visibility
from models.load import WEIGHTLESS
from tests.leaking import CLOSED, NETWORK, NEVER, OPEN, OWN, SHARED, Ask, Door, fill, keys, text
from tests.test_api_http import serving

PIPELINE, EMBEDDER = WEIGHTLESS
KINDS = ("document", "passage", "knelpunt", "citaat", "dossier", "onderdeel", "vraag", "opdracht")
WORDS = [word for word, *_ in OWN.values()]
REGIONS = [region for _, region, *_ in OWN.values()]
# one that all documents answer, and words as they would be mended if they were known
QUESTIONS = ["Waar belemmert de wet de scholen?", "Wat zei het kraienbosje?", "Wat zei het zwanenmeerje?"]
MERGE = {"Content-Type": "application/merge-patch+json"}
FORMS = ("application/json", "text/plain", "application/x-research-info-systems")
EXPORTS = "docx markdown csv json ris csl".split()
PLAIN = [{}]


def accepting(*forms):
    return [{"headers": {"Accept": form}} for form in forms]


def asking(**more):
    return [{"json": {"vraag": one, **more}} for one in QUESTIONS]


# what is sent to each operation, for every id that its address names
READS = {
    "zoekPassages": [
        *asking(uitleg=True, aantal=3),
        {"json": {"vraag": QUESTIONS[0], "aantal": 2, "pagina": 2}},
        {"json": {"vraag": QUESTIONS[0], "filters": {"document": ["{document}"]}}},
        *({"json": {"vraag": SHARED, "filters": {"zichtbaarheid": [one]}}} for one in Visibility),
        *({"json": {"vraag": SHARED, "filters": {"regio": [one]}}} for one in REGIONS),
        *({"json": {"vraag": f"{one} schuurt", "letterlijk": True}} for one in WORDS),
    ],
    "leesPassage": accepting(*FORMS),
    "leesVergelijkbaar": PLAIN,
    "beantwoordVraag": asking(),
    "beantwoordVragen": [{"send": "vraag\n" + "\n".join(QUESTIONS), "headers": {"Content-Type": "text/csv"}}],
    "leesDocumenten": [
        {"params": {"aantal": 1}},
        {"params": {"aantal": 1, "pagina": 2}},
        *({"params": {"zichtbaarheid": one}} for one in Visibility),
    ],
    "leesDocument": PLAIN,
    "leesVersies": PLAIN,
    "leesTekst": PLAIN,
    "leesOrigineel": PLAIN,
    "leesAfbeelding": PLAIN,
    "leesCitaat": accepting(*FORMS),
    "leesLabels": [{"params": {"aantal": 500}}],
    "leesKnelpunten": [{}, {"params": {"aantal": 1}}, *({"params": {"regio": one}} for one in REGIONS)],
    "leesMatrix": [
        *accepting("application/json", "text/csv"),
        {"params": {"rijen": "soort", "kolommen": "jaar"}},
    ],
    "leesKnelpunt": PLAIN,
    "leesRegios": PLAIN,
    "leesRegio": PLAIN,
    "leesDossiers": [{}, {"params": {"aantal": 1}}],
    "leesDossier": accepting("application/json", "text/markdown"),
    "exporteerDossier": [{"params": {"vorm": one}} for one in EXPORTS],
    "leesOnderdeel": PLAIN,
    "leesVragen": [{}, {"params": {"aantal": 1}}],
    "leesVraag": PLAIN,
    "leesNieuws": [{}, {"params": {"sinds": "2020-01-01T00:00:00Z"}}],
    "leesFeed": PLAIN,
    "exporteerProject": PLAIN,
    "leesOpdrachten": [{}, {"params": {"stand": "klaar"}}],
    "leesOpdracht": PLAIN,
    "leesSleutels": PLAIN,
    "leesSleutel": PLAIN,
    "leesAuditregels": [{}, {"params": {"objectId": "{document}"}}],
    "leesGezondheid": PLAIN,
    "leesLevensteken": PLAIN,
}
TELLING = {
    *("zoekPassages", "leesPassage", "leesDocumenten", "leesDocument", "leesKnelpunten", "leesMatrix"),
    *("leesRegios", "leesLabels", "leesDossiers", "leesDossier", "exporteerDossier", "leesVragen"),
    "exporteerProject",
}
# one after another; each begins with what those before it left, on both servers
CHANGES = {
    "beoordeelLabels": [{"json": {"toevoegen": ["advies:6"], "door": "Sam"}}],
    "maakVoorstellen": PLAIN,
    "wijzigKnelpunt": [{"json": {"notities": "x"}}],
    "aanvaardKnelpunt": [{"json": {}}],
    "verwerpKnelpunt": [{"json": {"reden": "x"}}],
    "voegKnelpuntenSamen": [{"json": {"met": ["{knelpunt2}"]}}],
    "splitsKnelpunt": [{"json": {"citaten": ["{citaat}"]}}],
    "plaatsCitaat": [{"json": {"passage": "{passage}"}}],
    "verwijderCitaat": PLAIN,
    "plaatsKnelpunt": [{"json": {"titel": "x", "citaten": [{"passage": "{passage}"}]}}],
    "verwijderKnelpunt": PLAIN,
    "maakDossier": [{"json": {"naam": "x", "zichtbaarheid": "openbaar"}}],
    "wijzigOnderdeel": [{"json": {"plaats": 2}, "headers": MERGE}],
    "plaatsOnderdeel": [{"json": {"passage": "{passage}"}}, {"json": {"knelpunt": "{knelpunt}"}}],
    "verwijderOnderdeel": PLAIN,
    "wijzigDossier": [{"json": {"omschrijving": "x"}, "headers": MERGE}],
    "verwijderDossier": PLAIN,
    "bewaarVraag": [
        {"json": {"naam": "x", "vraag": SHARED, "zichtbaarheid": "openbaar"}},
        {
            "json": {
                "naam": "y",
                "vraag": "x",
                "filters": {"document": ["{document}"]},
                "zichtbaarheid": "openbaar",
            }
        },
    ],
    "wijzigVraag": [{"json": {"naam": "z"}, "headers": MERGE}],
    "zetGezien": PLAIN,
    "verwijderVraag": PLAIN,
    "plaatsOpdracht": [{"json": {"soort": "hertaggen"}}],
    "breekOpdrachtAf": PLAIN,
    "maakSleutel": [{"json": {"naam": "x", "rol": "lezer", "inzage": "openbaar"}}],
    "trekSleutelIn": PLAIN,
    "wijzigDocument": [{"json": {"zichtbaarheid": "openbaar"}, "headers": MERGE}],
    "plaatsDocument": [
        *({"file": [f"{word}.txt", f"Verslag\n\nHet nieuwe {word} is wat anders.\n"]} for word in WORDS),
        {"file": ["nieuw.txt", "Verslag\n\nNog een verslag.\n"], "data": {"vervangt": "{document}"}},
    ],
    "verwijderDocument": PLAIN,
}
HTML = {"headers": {"Accept": "text/html"}}
# by the address and the name of the function, as a page may be read and sent
PAGES = {
    "/": [{"params": {"vraag": one}} for one in ("", *QUESTIONS)],
    "/documenten": [{}, *({"params": {"naam": word}} for word in WORDS)],
    "/documenten/opdrachten/{opdracht}": PLAIN,
    "/documenten/{document}/verwijderen": PLAIN,
    "/documenten/{document}": [{}, {"params": {"passage": "{passage}"}}],
    "/documenten/{document}/paginas/{nummer}/afbeelding": [{}, {"params": {"passage": "{passage}"}}],
    "/documenten/{document}/origineel": PLAIN,
    "/knelpunten": [{}, *({"params": {"bevat": word}} for word in WORDS)],
    "/knelpunten/nieuw": [{}, {"params": {"passage": "{passage}"}}],
    "/knelpunten/{knelpunt}": PLAIN,
    "/knelpunten/{knelpunt}/verwijderen": PLAIN,
    "/matrix": [{}, {"params": {"rijen": "soort", "kolommen": "jaar"}}],
    "/matrix/csv": PLAIN,
    "/dossiers": PLAIN,
    "/dossiers/toevoegen": [{"params": {"passage": "{passage}"}}, {"params": {"knelpunt": "{knelpunt}"}}],
    "/dossiers/{dossier}": PLAIN,
    "/dossiers/{dossier}/export": [{"params": {"vorm": one}} for one in EXPORTS],
    "/dossiers/{dossier}/verwijderen": PLAIN,
    "/passages/{passage}": PLAIN,
    "/regios": PLAIN,
    "/regios/{regio}": PLAIN,
    "/overzicht": PLAIN,
    "/beheer": PLAIN,
    "/beheer/wijzigingen": PLAIN,
    "/vragen": PLAIN,
    "/vragen/nieuw": [{"params": {"vraag": QUESTIONS[0]}}],
    "/vragen/{vraag}": PLAIN,
    "/aanmelden": PLAIN,
    "/toegankelijkheid": PLAIN,
    "/huisstijl.css": PLAIN,
    "/logo": PLAIN,
}
# a form does what an operation of the API does, so these are sent for ids that they cannot know
SENT = {
    "/documenten/opdrachten/{opdracht}/afbreken": {},
    "/documenten/{document}/zichtbaarheid": {"zichtbaarheid": "openbaar"},
    "/documenten/{document}/verwijderen": {},
    "/documenten/{document}/labels": {"passage": "{passage}", "label": "advies:6"},
    "/knelpunten/voorstellen": {},
    "/knelpunten/nieuw": {"titel": "x", "passage": "{passage}"},
    "/knelpunten/{knelpunt}/aanvaarden": {},
    "/knelpunten/{knelpunt}/verwerpen": {"reden": "x"},
    "/knelpunten/{knelpunt}/status": {"status": "onderzocht"},
    "/knelpunten/{knelpunt}/wijzigen": {"titel": "x"},
    "/knelpunten/{knelpunt}/samenvoegen": {"met": "{knelpunt}"},
    "/knelpunten/{knelpunt}/splitsen": {"citaten": "{citaat}"},
    "/knelpunten/{knelpunt}/citaten/verwijderen": {"citaat": "{citaat}"},
    "/knelpunten/{knelpunt}/verwijderen": {},
    "/dossiers": {"naam": ""},
    "/dossiers/toevoegen": {"dossier": "{dossier}", "passage": "{passage}"},
    "/dossiers/{dossier}/wijzigen": {"naam": "x"},
    "/dossiers/{dossier}/onderdelen/{onderdeel}/plaats": {"plaats": "1"},
    "/dossiers/{dossier}/onderdelen/{onderdeel}/notitie": {"notitie": "x"},
    "/dossiers/{dossier}/onderdelen/{onderdeel}/verwijderen": {},
    "/dossiers/{dossier}/onderdelen/{onderdeel}/terugzetten": {},
    "/dossiers/{dossier}/verwijderen": {},
    "/vragen/nieuw": {"naam": "x", "vraag": "x", "document": "{document}"},
    "/vragen/{vraag}/gezien": {},
    "/vragen/{vraag}/verwijderen": {},
    "/beheer/sleutels": {},
    "/beheer/sleutels/{never}/intrekken": {},
    "/beheer/opdrachten": {"soort": "hertaggen"},
    "/beheer/controle": {},
}
# of who somebody is, or how the page looks
NOTHING_SAID = {
    "POST /documenten", "POST /aanmelden", "POST /afmelden", "POST /weergave", "GET /aanmelden/organisatie",
    "GET /aanmelden/terug",
}  # fmt: skip
CALLS = {
    "zoek_passages": [{"vraag": one} for one in QUESTIONS],
    "geef_antwoord": [{"vraag": one} for one in QUESTIONS],
    "lees_passage": [{"id": "{passage}"}, *({"id": one} for one in "0123456789abcdef")],
    "lijst_knelpunten": [{}, *({"regio": [one]} for one in REGIONS)],
}


@contextmanager
def opened(data):
    settings = load(
        data=data,
        workers=1,
        embedder=EMBEDDER,
        pipeline=PIPELINE,
        requests_per_minute=0,
        burst=0,
        upload_wait_seconds=300,
    )
    with assemble.opened(settings) as service:
        yield service


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """Data folders that held no more than one clearance sees, and two that hold everything."""
    folder = tmp_path_factory.mktemp("lekken")
    ids, ends, tokens = defaultdict(list), {}, {}
    for visibility in Visibility:
        with opened(folder / "alles") as service:
            if visibility is OPEN:
                tokens = keys(service)
            fill(service, visibility, ids)
        ends[visibility] = {kind: len(found) for kind, found in ids.items()}
        if visibility is not CLOSED:
            shutil.copytree(folder / "alles", folder / f"alleen-{visibility}")
    for visibility in (OPEN, NETWORK):
        shutil.copytree(folder / "alles", folder / f"alles-{visibility}")
    return folder, tokens, ids, ends


@pytest.fixture(scope="module", params=[OPEN, NETWORK], ids=str)
def doors(request, world):
    """For a clearance: a server with everything, and one that never held more than that."""
    clearance = request.param
    folder, tokens, ids, ends = world
    hidden = {kind: ids[kind][ends[clearance][kind] :] for kind in KINDS}
    given = {
        kind: [*dict.fromkeys([ids[kind][0], *hidden[kind][:1], hidden[kind][-1]]), NEVER] for kind in KINDS
    }
    since = datetime.now(UTC)
    known = {one for found in ids.values() for one in found}
    with ExitStack() as open_ones:
        both = []
        for name in (f"alles-{clearance}", f"alleen-{clearance}"):
            service = open_ones.enter_context(opened(folder / name))
            known |= {one.id for one in service.passages.all()} | {
                one.record.id for one in service.register.all()
            }
            both.append(open_ones.enter_context(serving(service)))
        pair = [Door(http, known, since) for http in both]
        paths = both[0].get("/v1/openapi.json").json()["paths"]
        operations = {
            one["operationId"]: (method.upper(), named(f"/v1{path}"))
            for path, under in paths.items()
            for method, one in under.items()
        }
        yield (
            pair,
            operations,
            given,
            {None: tokens[Role.LEZER, CLOSED]} | {role: tokens[role, clearance] for role in Role},
        )


def named(path):
    """The address with what each id in it is of."""
    parts = path.split("/")
    of = {"documenten": "document", "passages": "passage", "dossiers": "dossier", "vragen": "vraag",
          "knelpunten": "knelpunt", "opdrachten": "opdracht", "sleutels": "never", "citaten": "passage",
          "regios": "regio"}  # fmt: skip
    for place, part in enumerate(parts):
        if part == "{id}":
            parts[place] = f"{{{of[parts[place - 1]]}}}"
    return "/".join(parts).replace("{item}", "{onderdeel}")


def told_apart(doors, asks):
    """What both servers do not answer alike."""
    pair, _, given, _ = doors
    ids = {**given, "knelpunt2": given["knelpunt"], "never": [NEVER], "nummer": ["1"]}
    ids["regio"] = [*(region.lower() for region in REGIONS), "nergens"]
    apart = []
    for ask in asks:
        for one in ask.each(ids):
            whole, alone = (door.ask(one) for door in pair)
            if whole != alone:
                apart.append(f"{one.method} {one.path} {one.more}: {differing(str(whole), str(alone))}")
    return apart


def differing(whole, alone):
    """What stands around the first place where they differ."""
    place = next((at for at, pair in enumerate(zip(whole, alone, strict=False)) if len({*pair}) == 2), 0)
    return [one[max(0, place - 200) : place + 200] for one in (whole, alone)]


def signed(doors, role):
    for door in doors[0]:
        door.sign(doors[3][role])


def requests(table, operations):
    return [Ask(*operations[name], {**one}) for name, sent in table.items() for one in sent]


def pages():
    return {
        (method, named(route.path))
        for router in ROUTERS
        for route in router.routes
        for method in route.methods
    }


def test_everything_that_can_be_asked_is_asked(doors):
    assert doors[1].keys() == READS.keys() | CHANGES.keys()
    assert {tool.name for tool in TOOLS} == CALLS.keys()
    said = {("GET", path) for path in PAGES} | {("POST", path) for path in SENT}
    assert pages() == said | {tuple(one.split()) for one in NOTHING_SAID}


def test_who_sees_everything_is_told_of_it(doors):
    """So that the others hear nothing because they may not, and not because nobody asks."""
    signed(doors, None)
    told = {name for name in TELLING if told_apart(doors, requests({name: READS[name]}, doors[1]))}
    assert told == TELLING


@pytest.mark.parametrize("role", Role)
def test_what_is_read_tells_of_nothing_else(doors, role):
    signed(doors, role)
    assert told_apart(doors, requests(READS, doors[1])) == []


@pytest.mark.parametrize("role", Role)
def test_pages_tell_of_nothing_else(doors, role):
    signed(doors, role)
    asks = [Ask("GET", path, {**HTML, **one}) for path, sent in PAGES.items() for one in sent]
    asks += [Ask("GET", path, {}) for path in ("/metrics", "/v1/openapi.json", "/v1/x", "/x")]
    assert told_apart(doors, asks) == []


@pytest.mark.parametrize("role", Role)
def test_tools_tell_of_nothing_else(doors, role):
    signed(doors, role)
    headers = {"Accept": "application/json, text/event-stream"}
    asks = [
        Ask("POST", "/mcp", {"headers": headers, "json": call(name, sent)})
        for name, every in CALLS.items()
        for sent in every
    ]
    assert told_apart(doors, asks) == []


def call(name, sent):
    return {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": name, "arguments": sent}}


@pytest.mark.parametrize("role", Role)
def test_forms_for_what_one_cannot_know_tell_of_nothing(doors, role):
    signed(doors, role)
    pair, operations, given, tokens = doors
    unknown = {kind: found[1:] for kind, found in given.items()}
    asks = [Ask("POST", path, {"form": form}) for path, form in SENT.items()]
    assert told_apart((pair, operations, unknown, tokens), asks) == []


@pytest.mark.parametrize("role", Role)
def test_changes_tell_of_nothing_else(doors, role):
    signed(doors, role)
    assert told_apart(doors, requests(CHANGES, doors[1])) == []


@pytest.mark.parametrize("role", Role)
def test_who_sends_what_is_there_already_has_it_as_the_first_would(doors, role):
    """The very bytes of each document, also in place of one that they see, and what is read after that."""
    signed(doors, role)
    sent = [
        {"file": [name, text(visibility).decode()]}
        for visibility, (word, *_) in OWN.items()
        for name in (f"{word}.txt", f"{role} {word}.txt")
    ]
    sent.append({"file": ["nieuwer.txt", text(CLOSED, " Voorbij zwanenmeertje.").decode()]})
    sent.append({**sent[-1], "data": {"vervangt": "{document}"}})
    assert told_apart(doors, [Ask(*doors[1]["plaatsDocument"], one) for one in sent]) == []
    # what people made, of one name when the changes made it, stands in the order of random ids
    read = {name: READS[name] for name in sorted(TELLING - {"leesVragen", "leesDossiers"})}
    assert told_apart(doors, requests(read, doors[1])) == []
