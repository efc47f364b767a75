"""Dutch words that carry no content of their own; a question of only these cannot be answered."""

from __future__ import annotations

STOP_WORDS = frozenset(
    """
    de het een den der des 's 't 'n ik jij je u gij hij zij ze we wij jullie hen hun haar hem mij me ons
    onze mijn jouw uw zijn m'n z'n zich elkaar dit dat deze die diegene degene dezelfde hetzelfde daar
    er hier ginds zo zulk zulke zulks wie wat waar wanneer waarom hoe hoeveel hoezo welk welke wiens
    waarin waarop waarmee waaraan waarvoor waarvan waaruit waardoor waarbij waarover waarnaar waartoe
    wel niet geen niets niemand nooit ooit ergens nergens iets iemand men ieder iedere iedereen elk elke
    alle alles al allen beide en of maar want dus noch doch dan als toen terwijl omdat doordat zodat
    hoewel ofschoon indien tenzij opdat voordat nadat sinds zodra totdat mits zowel evenals alsof aan
    achter af behalve beneden bij binnen boven buiten door in langs met na naar naast om omtrent onder
    op over per rond sedert te ten ter tegen tegenover tijdens tot tussen uit van vanaf vanuit vanwege
    via volgens voor voorbij zonder ervan erop erin eraan ermee ervoor erbij eruit erover daarvan daarop
    daarin daaraan daarmee daarvoor daarbij daaruit daarover daardoor hierin hierop hiervan hiervoor
    hierbij hiermee hierdoor ben bent is was waren wees geweest heb hebt heeft hebben had hadden gehad
    word wordt worden werd werden geworden kan kunt kun kunnen kon konden mag mogen mocht mochten moet
    moeten moest moesten wil wilt willen wilde wilden zal zult zullen zou zouden doe doet doen deed
    deden gedaan ga gaat gaan ging gingen gegaan laat laten liet lieten gelaten kom komt komen kwam kwamen
    gekomen sta staat staan stond stonden gestaan zit zitten zaten gezeten lig ligt liggen lag lagen
    gelegen ook nog al alleen reeds steeds weer vaak soms altijd eens even toch heel zeer erg vrij
    nogal bijna ongeveer meer meest minder minst veel vele weinig enkele enige sommige andere ander
    anders genoeg te eerst laatst nu straks ja nee graag svp alstublieft bedankt dank hallo beste
    """.split()
)
