"""Every operation has an example in the description of the API, and every example does what it says."""

import argparse
import shlex
import tomllib
from string import Template

import pytest

from api import assemble
from api.settings import load
from tests.test_api_http import DEMO, serving

ROOT = DEMO.parents[1]
EXAMPLES = tomllib.loads((ROOT / "api" / "examples.toml").read_text(encoding="utf-8"))
DOCUMENTS = ["werksessie-schurende-wetten-twente.md", "Dialoog 9 Ouders aan tafel.pdf"]

curl = argparse.ArgumentParser()
curl.add_argument("address")
curl.add_argument("-s", action="store_true")
curl.add_argument("-X", dest="method")
curl.add_argument("-H", dest="headers", action="append", default=[])
curl.add_argument("-d", dest="body")
curl.add_argument("-F", dest="form")
curl.add_argument("-o", dest="file")


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with assemble.opened(load(data=tmp_path_factory.mktemp("data"), workers=1)) as service:
        service.ingest([DEMO / name for name in DOCUMENTS])
        with serving(service) as http:
            # what examples made so far: $DOSSIERS_ID is the id of the newest dossier
            http.made = {}
            # the first key closes the door, also on this machine
            wanted = {"naam": "voorbeelden", "rol": "beheerder", "inzage": "vertrouwelijk"}
            token = http.post("/v1/sleutels", json=wanted).json()["sleutel"]
            http.headers["Authorization"] = f"Bearer {token}"
            yield http


def run(client, example):
    """The request that curl would send."""
    known = Template(example).safe_substitute(client.made)
    program, *words = shlex.split(known.replace("\\\n", " "))
    assert program == "curl"
    asked = curl.parse_args(words)
    name, _, path = (asked.form or "").partition("=@")
    method = asked.method or ("POST" if asked.body or asked.form else "GET")
    return client.request(
        method,
        asked.address.removeprefix("http://127.0.0.1:8000"),
        headers=dict(header.split(": ", 1) for header in asked.headers),
        content=asked.body,
        files={name: (path, (ROOT / path).read_bytes())} if path else None,
    )


def test_every_operation_shows_its_example(client):
    paths = client.get("/v1/openapi.json").json()["paths"].values()
    shown = {
        operation["operationId"]: operation["x-codeSamples"][0]["source"]
        for path in paths
        for operation in path.values()
    }
    assert shown == {name: example.strip() for name, example in EXAMPLES.items()}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_example_works(client, name):
    response = run(client, EXAMPLES[name])
    assert response.is_success, response.text
    if "location" in response.headers:
        *_, kind, made = response.headers["location"].split("/")
        client.made[f"{kind.upper()}_ID"] = made
    if response.headers.get("content-type") == "application/json":
        told = response.json()
        assert told.get("totaal", 1)
        assert told.get("resultaten", True)
