"""`make screenshots`: a picture of every page, on a desktop, on a phone, in the dark, and as it is printed.

python -m bench.screenshots [--data FOLDER] [--out .screenshots]   without a folder: the demo documents
"""

from __future__ import annotations

import argparse
import re
import tempfile
from pathlib import Path
from urllib.parse import urlencode

import httpx
from lxml import html
from rich.console import Console

from api.assemble import opened
from api.documents import PDF
from api.service import Service
from api.settings import load
from bench.pages.__main__ import QUESTIONS
from bench.pages.crawl import pages
from bench.screenshots.filling import VERSIONED, fill
from search.catalogue.jobs import Stage
from tests import browsing
from tests.test_api_http import serving

LOOKS = {
    "desktop": {"viewport": browsing.DESKTOP},
    "phone": {"viewport": {"width": 360, "height": 640}, "is_mobile": True},
    "dark": {"viewport": browsing.DESKTOP, "color_scheme": "dark"},
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.screenshots")
    parser.add_argument("--data", type=Path, help="a data folder of one's own; it is written to")
    parser.add_argument("--out", type=Path, default=Path(".screenshots"))
    parser.add_argument("--only", default="", help="pages whose name holds this")
    parser.add_argument("--look", choices=LOOKS, nargs="*", default=list(LOOKS))
    options = parser.parse_args()
    options.out.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        settings = load(data=options.data or Path(temporary), requests_per_minute=0, burst=0)
        with opened(settings) as service, serving(service) as http:
            token = fill(service)
            shown = {"aanmelden": "/aanmelden", **_states(service)}
            _sign_in(http, token)
            shown = {**pages(http, _starts(service)), **shown}
            chosen = {name: address for name, address in shown.items() if options.only in name}
            _take(http, chosen, options.look, options.out)
    Console().print(f"{len(chosen)} pagina's, elk in {len(options.look)} gedaanten, in {options.out}")


def _sign_in(http: httpx.Client, token: str) -> None:
    page = html.fromstring(http.get("/aanmelden").text)
    csrf = page.xpath('//input[@name="csrf"]/@value')[0]
    http.post("/aanmelden", data={"csrf": csrf, "sleutel": token})


def _starts(service: Service) -> list[str]:
    passage = service.documents.passages(service.documents.all()[0].id)[1]
    jobs, _ = service.jobs.listed(tuple(Stage), 1, 0)
    return [
        "/",
        *(f"/documenten/opdrachten/{job.id}" for job in jobs),
        "/vragen/nieuw?vraag=scholen",
        f"/knelpunten/nieuw?passage={passage.id}",
        f"/dossiers/toevoegen?passage={passage.id}",
    ]


def _states(service: Service) -> dict[str, str]:
    """Pages that are another page by what is asked of them."""
    # a PDF, where there is one, shows more
    pdf = min(service.documents.all(), key=lambda one: one.media_type != PDF)
    cited = service.documents.passages(pdf.id)[1]
    newest = next(one for one in service.documents.all() if one.name == VERSIONED.name)
    older, _ = service.documents.versions(newest.id)[0]
    dossiers = {one.name: one.id for one in service.dossiers.all()}
    merged = next(one for one in service.register.all() if len(one.quotes) > 1)
    return {
        "zoeken-gevonden": f"/?{urlencode({'vraag': QUESTIONS[0]})}",
        "zoeken-wie": f"/?{urlencode({'vraag': QUESTIONS[2]})}",
        "zoeken-gefilterd": f"/?{urlencode({'vraag': 'thuisziters in Twente', 'soort': 'sessieverslag'})}",
        "zoeken-niets": f"/?{urlencode({'vraag': 'kwantumverstrengeling', 'jaar': 1999})}",
        "zoeken-geweigerd": f"/?{urlencode({'vraag': 'de'})}",
        "bron-citaat": f"/documenten/{pdf.id}?passage={cited.id}",
        "bron-weg": f"/documenten/{pdf.id}?passage=weg",
        "bron-versies": f"/documenten/{newest.id}",
        "bron-ouder": f"/documenten/{older.id}",
        "documenten-geen": "/documenten?naam=bestaatniet",
        "knelpunten-verworpen": "/knelpunten?oordeel=afgewezen",
        "knelpunt-samengevoegd": f"/knelpunten/{merged.record.id}",
        "matrix-advies": "/matrix?rijen=advies&kolommen=jaar",
        "matrix-cel": _fullest(service),
        **{f"dossier-{name}": f"/dossiers/{id_}" for name, id_ in dossiers.items()},
        "vraag-nieuws": f"/vragen/{next(one.id for one in service.saved.all() if one.name[:3] == 'Sch')}",
        "fout": "/bestaat-niet",
    }


def _fullest(service: Service) -> str:
    """The address of the cell of the matrix that holds most."""
    with_act = [one.record.act for one in service.register.all() if one.record.act and one.regions]
    act = max(with_act, key=with_act.count)
    region = next(one.regions[0] for one in service.register.all() if one.record.act == act and one.regions)
    return f"/matrix?{urlencode({'rij': act, 'kolom': region})}"


def _take(http: httpx.Client, addresses: dict[str, str], looks: list[str], out: Path) -> None:
    origin, cookies = str(http.base_url).rstrip("/"), dict(http.cookies)
    with browsing.browser() as browser:
        for look in looks:
            for name, address in addresses.items():
                with browsing.opened(browser, origin, cookies, **LOOKS[look]) as (page, _):
                    page.goto(address)
                    browsing.transferred(page)
                    file = re.sub(r"\W+", "-", name).strip("-") or "zoeken"
                    page.screenshot(path=out / f"{file}-{look}.png", full_page=True)


if __name__ == "__main__":
    main()
