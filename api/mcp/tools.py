"""What an assistant may ask. Each tool reads through the service as the one who asks sees it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from api.complaints import complaint
from api.mcp.answering import Antwoord, Antwoordvraag, answer
from api.mcp.quotes import Resultaat
from api.mcp.reading import Leesresultaat, Leesvraag, read
from api.mcp.registering import Knelpuntenlijst, Knelpuntenvraag, register
from api.mcp.searching import Zoekresultaat, Zoekvraag, search
from api.service import Service
from api.wire import Schema
from corpus.errors import BadQuestion, NotFound


@dataclass(frozen=True, slots=True)
class Tool:
    """``asked`` and ``answered`` are the forms of what goes in and of what comes out."""

    name: str
    title: str
    description: str
    asked: type[Schema]
    answered: type[Resultaat]
    run: Callable[[Service, Any], Resultaat]


TOOLS: Sequence[Tool] = (
    Tool(
        "zoek_passages",
        "Zoek passages",
        "Zoekt letterlijke passages in de Nederlandse programmadocumenten, de beste eerst, elk met bestand, "
        "pagina, sectie en een blijvende link. Stel de vraag in gewone woorden; filters beperken haar.",
        Zoekvraag,
        Zoekresultaat,
        search,
    ),
    Tool(
        "geef_antwoord",
        "Geef antwoord",
        "Beantwoordt een vraag met letterlijke zinnen uit de documenten, in groepen en elk met haar bron, of "
        "zegt dat er niets is gevonden. Haal de zinnen aan zoals ze er staan.",
        Antwoordvraag,
        Antwoord,
        answer,
    ),
    Tool(
        "lees_passage",
        "Lees een passage",
        "Geeft één passage, met wat ervoor en erna staat, om te zien of een citaat in zijn verband hetzelfde "
        "betekent.",
        Leesvraag,
        Leesresultaat,
        read,
    ),
    Tool(
        "lijst_knelpunten",
        "Lees het knelpuntenregister",
        "Geeft knelpunten uit het register, met soort, wet, regio's en citaten. Alleen wat een mens heeft "
        "aanvaard, is bewijs; een voorstel is door niemand beoordeeld: zeg dat erbij.",
        Knelpuntenvraag,
        Knelpuntenlijst,
        register,
    ),
)


def call(service: Service, name: str, arguments: dict[str, Any]) -> Resultaat:
    """Raises SchuurpuntError: BadQuestion where the arguments are not those of the tool."""
    tool = next((one for one in TOOLS if one.name == name), None)
    if tool is None:
        known = ", ".join(one.name for one in TOOLS)
        raise NotFound("Dit gereedschap bestaat niet.", f"Kies een van deze: {known}.")
    try:
        asked = tool.asked.model_validate(arguments)
    except ValidationError as error:
        wrong = [f"{'.'.join(map(str, one['loc']))} {complaint(one)}" for one in error.errors()]
        raise BadQuestion(f"De aanroep klopt niet: {'; '.join(wrong)}.", "Pas haar aan.") from error
    return tool.run(service, asked)
