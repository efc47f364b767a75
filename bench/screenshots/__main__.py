"""`make screenshots`: a picture of every page, on a desktop, on a phone and in the dark.

python -m bench.screenshots [--data FOLDER] [--out .screenshots]   without a folder: the demo documents
"""

from __future__ import annotations

import argparse
import re
import tempfile
from pathlib import Path
from urllib.parse import urlencode

from rich.console import Console

from api.assemble import opened
from api.schemas import Vraag
from api.service import PDF, Service
from api.settings import load
from bench.pages.__main__ import QUESTIONS
from bench.pages.crawl import pages
from tests import browsing
from tests.test_api_http import DEMO, serving

LOOKS = {
    "desktop": {"viewport": browsing.DESKTOP},
    "phone": {"viewport": {"width": 320, "height": 640}, "is_mobile": True},
    "dark": {"viewport": browsing.DESKTOP, "color_scheme": "dark"},
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.screenshots")
    parser.add_argument("--data", type=Path, help="a data folder of one's own; it is written to")
    parser.add_argument("--out", type=Path, default=Path(".screenshots"))
    parser.add_argument("--only", default="", help="pages whose name holds this")
    options = parser.parse_args()
    options.out.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        settings = load(data=options.data or Path(temporary), requests_per_minute=0, burst=0)
        with opened(settings) as service, serving(service) as http:
            if not options.data:
                service.ingest([DEMO])
            _fill(service)
            shown = {**pages(http, _starts(service)), **_states(service)}
            chosen = {name: address for name, address in shown.items() if options.only in name}
            _take(str(http.base_url).rstrip("/"), chosen, options.out)
    Console().print(f"{len(chosen)} pagina's, elk in {len(LOOKS)} gedaanten, in {options.out}")


def _fill(service: Service) -> None:
    """What people make, so that its pages have something to show."""
    if service.dossiers.all():
        return
    service.register.propose()
    found = [one for one in service.register.all() if one.quotes]
    for one in found[: len(found) // 2]:
        service.register.accept(one.record.id)
    dossier = service.dossiers.make("Schurende regels", "Voor de landelijke tafel van juni.")
    for one in found[:2]:
        service.dossiers.add_knelpunt(dossier.id, one.record.id)
    passage = service.reading(service.documents()[0].id)[1]
    service.dossiers.add(dossier.id, passage.id, "Navragen of dit nog speelt.")
    service.saved.make("Schurende wetten", Vraag(vraag=QUESTIONS[0]))


def _starts(service: Service) -> list[str]:
    passage = service.reading(service.documents()[0].id)[1]
    return [
        "/",
        "/vragen/nieuw?vraag=scholen",
        f"/knelpunten/nieuw?passage={passage.id}",
        f"/dossiers/toevoegen?passage={passage.id}",
    ]


def _states(service: Service) -> dict[str, str]:
    """Pages that are another page by what is asked of them."""
    # a PDF, where there is one, shows more
    pdf = min(service.documents(), key=lambda one: one.media_type != PDF)
    cited = service.reading(pdf.id)[1]
    return {
        "zoeken-gevonden": f"/?{urlencode({'vraag': QUESTIONS[0]})}",
        "zoeken-niets": f"/?{urlencode({'vraag': 'kwantumverstrengeling', 'jaar': 1999})}",
        "zoeken-geweigerd": f"/?{urlencode({'vraag': 'de'})}",
        "bron-citaat": f"/documenten/{pdf.id}?passage={cited.id}",
        "bron-weg": f"/documenten/{pdf.id}?passage=weg",
        "documenten-geen": "/documenten?naam=bestaatniet",
        "fout": "/bestaat-niet",
    }


def _take(origin: str, addresses: dict[str, str], out: Path) -> None:
    with browsing.browser() as browser:
        for look, chosen in LOOKS.items():
            for name, address in addresses.items():
                with browsing.opened(browser, origin, **chosen) as (page, _):
                    page.goto(address)
                    browsing.transferred(page)
                    file = re.sub(r"\W+", "-", name).strip("-") or "zoeken"
                    page.screenshot(path=out / f"{file}-{look}.png", full_page=True)


if __name__ == "__main__":
    main()
