"""What the service can be asked, a method for each; names are those of the API."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self

import httpx2

from api.answer_schemas import Antwoord, Antwoordvraag
from api.citation_schemas import Citaat
from api.client.errors import GeenAntwoord
from api.client.line import Line, parsed
from api.document_schemas import Document, Lijstvraag
from api.health_schemas import Gezondheid
from api.job_schemas import Opdracht
from api.knelpunt_schemas import Knelpuntenvraag, Registerknelpunt
from api.label_schemas import Begrip, Oordeel
from api.schemas import MAX_PAGES, Passage, Vergelijkbaar, Zoekantwoord, Zoekvraag
from search.catalogue.jobs import UNFINISHED

LOOK_AGAIN_SECONDS = 0.5


class Schuurpunt:
    """A running service. Every method raises Weigering and GeenAntwoord; a string is an id unless said."""

    def __init__(
        self, adres: str = "http://127.0.0.1:8000", sleutel: str | None = None, seconden: float = 60
    ) -> None:
        """``seconden`` is how long an answer may take."""
        headers = {"Authorization": f"Bearer {sleutel}"} if sleutel else {}
        self._http = httpx2.Client(base_url=adres, headers=headers, timeout=seconden)
        self._line = Line(self._http)

    def __enter__(self) -> Self:
        """Closes the connections at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def zoek(self, vraag: str | Zoekvraag) -> Zoekantwoord:
        """One page of passages."""
        return self._line.ask(Zoekantwoord, "/passages/_zoek", _question(vraag))

    def zoek_alles(self, vraag: str | Zoekvraag) -> Iterator[Passage]:
        """Every passage that fits, the best first."""
        asked = _question(vraag).model_copy(update={"aantal": 100, "pagina": 1})
        while True:
            found = self.zoek(asked)
            yield from found.resultaten
            if asked.pagina * asked.aantal >= found.totaal or asked.pagina == MAX_PAGES:
                return
            asked = asked.model_copy(update={"pagina": asked.pagina + 1})

    def antwoord(self, vraag: str | Antwoordvraag) -> Antwoord:
        """Sentences that answer."""
        asked = Antwoordvraag(vraag=vraag) if isinstance(vraag, str) else vraag
        return self._line.ask(Antwoord, "/antwoorden", asked)

    def passage(self, id: str) -> Passage:  # noqa: A002 - what the API calls it
        """One passage."""
        return self._line.read(Passage, f"/passages/{id}")

    def vergelijkbaar(self, id: str, aantal: int = 5) -> list[Passage]:  # noqa: A002
        """What says nearly the same as a passage, the nearest first."""
        path = f"/passages/{id}/vergelijkbaar"
        return self._line.read(Vergelijkbaar, path, params={"aantal": aantal}).resultaten

    def beoordeel(
        self,
        id: str,  # noqa: A002
        door: str,
        toevoegen: Sequence[str] = (),
        afwijzen: Sequence[str] = (),
    ) -> Passage:
        """Says which labels (``advies:6``) of a passage are right and which are not."""
        said = Oordeel(toevoegen=list(toevoegen), afwijzen=list(afwijzen), door=door)
        return self._line.ask(Passage, f"/passages/{id}/labels", said)

    def citaat(self, id: str) -> Citaat:  # noqa: A002
        """Whether a passage still stands literally in its document."""
        return self._line.read(Citaat, f"/citaten/{id}")

    def verwijzing(self, id: str, vorm: str = "text/plain") -> str:  # noqa: A002
        """A citation in another form: a footnote, or ``text/markdown``, ``application/x-bibtex``, …"""
        return self._line.send("GET", f"/citaten/{id}", headers={"Accept": vorm}).text

    def documenten(self, wanted: Lijstvraag | None = None) -> Iterator[Document]:
        """All documents by name, or those that are wanted."""
        return self._line.all(Document, "/documenten", "documenten", wanted)

    def document(self, id: str) -> Document:  # noqa: A002
        """One document."""
        return self._line.read(Document, f"/documenten/{id}")

    def tekst(self, id: str, pagina: int | None = None) -> str:  # noqa: A002
        """The text of a document, or of one page."""
        wanted = {"pagina": pagina} if pagina else {}
        told = self._line.send("GET", f"/documenten/{id}/tekst", params=wanted).json()
        return str(told["tekst"])

    def origineel(self, id: str) -> bytes:  # noqa: A002
        """The file as it was taken in."""
        return self._line.send("GET", f"/documenten/{id}/origineel").content

    def neem_op(self, *paden: Path, zichtbaarheid: str | None = None) -> Opdracht:
        """Sends files; the job goes on also when nobody waits for it (``wacht_op``)."""
        files = [("bestand", (pad.name, pad.read_bytes())) for pad in paden]
        told = self._line.send(
            "POST",
            "/documenten",
            files=files,
            data={"zichtbaarheid": zichtbaarheid} if zichtbaarheid else {},
            headers={"Prefer": "respond-async"},
        )
        return parsed(Opdracht, told.json())

    def opdracht(self, id: str) -> Opdracht:  # noqa: A002
        """How a job is."""
        return self._line.read(Opdracht, f"/opdrachten/{id}")

    def wacht_op(self, opdracht: Opdracht, seconden: float = 600) -> Opdracht:
        """The job when it has ended. Raises GeenAntwoord where that takes longer."""
        end = time.monotonic() + seconden
        while opdracht.stand in UNFINISHED:
            if time.monotonic() > end:
                raise GeenAntwoord(f"Opdracht {opdracht.id} is na {seconden:.0f} s nog niet klaar.")
            time.sleep(LOOK_AGAIN_SECONDS)
            opdracht = self.opdracht(opdracht.id)
        return opdracht

    def verwijder(self, id: str) -> None:  # noqa: A002
        """Removes a document, from every store."""
        self._line.send("DELETE", f"/documenten/{id}")

    def labels(self) -> Iterator[Begrip]:
        """Every label that there is."""
        return self._line.all(Begrip, "/labels", "labels", None)

    def knelpunten(self, wanted: Knelpuntenvraag | None = None) -> Iterator[Registerknelpunt]:
        """The register, or those of it that are wanted."""
        return self._line.all(Registerknelpunt, "/knelpunten", "knelpunten", wanted)

    def knelpunt(self, id: str) -> Registerknelpunt:  # noqa: A002
        """One knelpunt."""
        return self._line.read(Registerknelpunt, f"/knelpunten/{id}")

    def gezondheid(self) -> Gezondheid:
        """How the service is."""
        return self._line.read(Gezondheid, "/gezondheid")


def _question(vraag: str | Zoekvraag) -> Zoekvraag:
    return Zoekvraag(vraag=vraag) if isinstance(vraag, str) else vraag
