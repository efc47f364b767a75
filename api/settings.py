"""Every setting, from the environment (``SCHUURPUNT_…``) or a command's options; the home of platformdirs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import Field, FilePath, HttpUrl, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.complaints import complaint
from corpus.errors import BadSetting
from corpus.visibility import Visibility

PREFIX = "SCHUURPUNT_"


class Settings(BaseSettings):
    """Read once at the start and never changed; ``load`` gives errors in Dutch."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, frozen=True)

    data: Path = Field(
        default_factory=lambda: user_data_path("schuurpunt", appauthor=False),
        description="De map waarin Schuurpunt alles bewaart.",
    )
    max_file_bytes: int = Field(100_000_000, ge=1, description="Grootste bestand, in bytes.")
    default_visibility: Visibility = Field(
        Visibility.NETWERK,
        description="Wie een nieuw document mag zien als dat niet is gezegd: openbaar, netwerk of "
        "vertrouwelijk.",
    )
    max_upload_mb: int = Field(1000, ge=1, description="Grootste inzending, van alle bestanden samen, in MB.")
    max_jobs: int = Field(1000, ge=1, description="Meeste opdrachten die tegelijk kunnen wachten.")
    max_waiting_mb: int = Field(
        10_000, ge=1, description="Grootste omvang van wat wacht om te worden opgenomen, in MB."
    )
    upload_wait_seconds: float = Field(
        10,
        ge=0,
        le=600,
        description="Hoe lang een inzending wacht tot het bestand is opgenomen; daarna is het een opdracht.",
    )
    body_seconds: float = Field(
        30, gt=0, description="Hoe lang een aanvraag stil mag vallen voor haar inhoud er is, in seconden."
    )
    body_kb_per_second: float = Field(
        10,
        gt=0,
        description="Traagste gang waarmee de inhoud van een aanvraag binnenkomt, in kB per seconde; daar "
        "komt die tijd stil bij.",
    )
    jobs_days: float = Field(
        30, gt=0, description="Hoe lang een opdracht die klaar is te zien blijft, in dagen."
    )
    max_unpacked_mb: int = Field(500, ge=1, description="Grootste uitgepakte omvang van een bestand, in MB.")
    parse_seconds: float = Field(120, gt=0, description="Langste leestijd van één bestand, in seconden.")
    parse_memory_mb: int = Field(1024, ge=64, description="Meeste geheugen om één bestand te lezen, in MB.")
    workers: int = Field(
        default_factory=lambda: min(os.cpu_count() or 1, 4),
        ge=1,
        le=64,
        description="Aantal processen dat tegelijk bestanden leest.",
    )
    readers: int = Field(
        0,
        ge=0,
        le=64,
        description="Aantal processen dat vragen beantwoordt naast de dienst, elk op een eigen kern en met "
        "eigen modellen in het geheugen; 0: de dienst beantwoordt ze zelf. Voor veel vragers tegelijk.",
    )
    max_question_chars: int = Field(2000, ge=1, description="Langste vraag, in tekens.")
    words_weight: float = Field(
        1.0, ge=0, le=100, description="Hoeveel woorden tellen bij het zoeken; 1 is gewoon, 0 niet."
    )
    meaning_weight: float = Field(
        1.0, ge=0, le=100, description="Hoeveel betekenis telt bij het zoeken; 1 is gewoon, 0 niet."
    )
    embedder: str | None = Field(
        None,
        description="Het model voor betekenis: een id uit 'schuurpunt models', of een map met een card.toml. "
        "Zonder instelling het model van de index, en voor een nieuwe index het beste dat er is.",
    )
    reranker: str | None = Field(
        None,
        description="Model dat bij het zoeken de beste passages herleest: een id of een map. "
        "Zonder instelling geen; antwoorden hebben een eigen.",
    )
    pipeline: str | None = Field(
        None, description="Wat zinnen vindt: een id uit 'schuurpunt models'. Zonder instelling het beste."
    )
    models_dir: Path = Field(
        default_factory=lambda: user_data_path("schuurpunt", appauthor=False) / "models",
        description="Map met eigen en opgehaalde modellen, elk in een map met zijn id als naam.",
    )
    allow_downloads: bool = Field(False, description="Of modellen van de hub mogen worden opgehaald.")
    trust_remote_code: bool = Field(
        False, description="Of een model van de hub code van zijn maker mag uitvoeren."
    )
    threads: int = Field(
        default_factory=lambda: os.cpu_count() or 1,
        ge=1,
        le=256,
        description="Aantal rekendraden voor modellen bij het zoeken; een proces dat leest, heeft er één.",
    )
    taxonomy: Path | None = Field(
        None, description="Map met de taxonomie. Zonder instelling de meegeleverde, `corpus/taxonomy/`."
    )
    summary_url: HttpUrl | None = Field(
        None,
        description="Adres van een taalmodel dat de samenvatting schrijft, zoals http://localhost:11434/v1: "
        "een dienst die met het protocol van OpenAI werkt. Die krijgt de vraag en de aangehaalde passages. "
        "Zonder instelling geen.",
    )
    summary_model: str = Field("", description="De naam van dat taalmodel.")
    summary_key: SecretStr = Field(
        SecretStr(""), description="De sleutel van die dienst, als zij erom vraagt."
    )
    summary_seconds: float = Field(
        10, gt=0, le=600, description="Langste tijd die het taalmodel krijgt, in seconden."
    )
    traces_url: HttpUrl | None = Field(
        None,
        description="Adres waar sporen van aanvragen heen gaan (OpenTelemetry, OTLP over HTTP), zoals "
        "http://localhost:4318/v1/traces; nooit wat er werd gevraagd. Zonder instelling geen.",
    )
    contact_name: str = Field(
        "Beheerder van deze dienst", min_length=1, description="Wie de dienst beheert; staat in de API."
    )
    contact_email: str = Field(
        "beheer@schuurpunt.example",
        pattern=r"^\S+@\S+$",
        description="Het e-mailadres van de beheerder; staat in de API.",
    )
    contact_url: HttpUrl = Field(
        HttpUrl("https://schuurpunt.example"),
        description="De website van de beheerder; staat in de API.",
    )
    example_questions: tuple[str, ...] = Field(
        (
            "Waar liepen regio's aan tegen schurende wetten?",
            "Wat hielp om thuiszitters weer naar school te krijgen?",
            "Wat willen ouders dat er verandert?",
            "Wie betaalt zorg in onderwijstijd?",
        ),
        description="Voorbeeldvragen op de pagina Zoeken, als JSON-lijst.",
    )
    oidc_issuer: HttpUrl | None = Field(
        None,
        description="Adres van de identiteitsvoorziening (OpenID Connect) om u mee aan te melden.",
    )
    oidc_client_id: str = Field("", description="Het id van deze dienst bij de identiteitsvoorziening.")
    oidc_client_secret: SecretStr = Field(SecretStr(""), description="Het geheim dat bij dat id hoort.")
    oidc_role_claim: str = Field("roles", description="De claim met de groepen van wie zich aanmeldt.")
    oidc_roles: dict[str, tuple[Literal["lezer", "redacteur", "beheerder"], Visibility]] = Field(
        {},
        description="Rol en inzage per groep, als JSON. Wie in geen van deze groepen zit, komt er niet in.",
    )
    theme: FilePath | None = Field(
        None, description="CSS-bestand met de huisstijl: kleuren en maten als `--schuurpunt-…`."
    )
    logo: FilePath | None = Field(None, description="Logo boven de pagina's (SVG of PNG).")
    host: str = Field("127.0.0.1", min_length=1, description="Adres waarop de dienst luistert.")
    port: int = Field(8000, ge=0, le=65535, description="Poort van de dienst; 0 kiest een vrije.")
    open: bool = Field(
        False,
        description="Of iedereen zonder sleutel mag lezen wat openbaar is; anders is een sleutel nodig.",
    )
    open_metrics: bool = Field(
        False,
        description="Of /metrics zonder sleutel te lezen is; anders met een sleutel voor alle documenten.",
    )
    requests_per_minute: int = Field(
        600, ge=0, description="Meeste aanvragen per minuut, per sleutel of adres; 0 is geen grens."
    )
    burst: int = Field(
        100, ge=0, description="Meeste aanvragen in één seconde, per sleutel of adres; 0 is geen grens."
    )
    trusted_proxies: str = Field(
        "",
        description="Adressen of netwerken, met komma's ertussen, van proxy's die het adres van de vrager "
        "doorgeven (X-Forwarded-For).",
    )
    log_questions: bool = Field(
        False,
        description="Of vragen worden bewaard, in de map `vragen` in de datamap; zij kunnen een kind noemen.",
    )
    log_questions_days: int = Field(30, ge=1, description="Hoe lang zij bewaard blijven, in dagen.")
    sleutel: SecretStr = Field(
        SecretStr(""),
        description="De sleutel namens wie een opdracht werkt; zonder sleutel mag die alles. De dienst kijkt "
        "er niet naar.",
    )


def load(**given: object) -> Settings:
    """Settings with what is given (and not None) above the environment.

    Raises BadSetting that names every wrong setting.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        wrong = [f"{PREFIX}{str(one['loc'][0]).upper()} {complaint(one)}" for one in error.errors()]
        raise BadSetting(f"{'; '.join(wrong)}.", "Pas de instelling aan en probeer het opnieuw.") from error
