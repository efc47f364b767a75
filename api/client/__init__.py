"""Another program's way to a running service: ``Schuurpunt`` speaks the API in its own names, with types.

    from api.client import Schuurpunt

    with Schuurpunt("http://127.0.0.1:8000", sleutel="…") as dienst:
        for passage in dienst.zoek_alles("Wat loopt vast door wetten?"):
            print(passage.tekst, passage.document.titel)

The home of httpx2.
"""

from api.client.client import Schuurpunt
from api.client.errors import Fout, GeenAntwoord, Weigering

__all__ = ["Fout", "GeenAntwoord", "Schuurpunt", "Weigering"]
