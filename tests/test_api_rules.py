"""Spectral finds nothing to remark on the published description: not by OpenAPI, not by the Dutch rules."""

import json
import subprocess
from pathlib import Path

import pytest

from api import assemble
from api.settings import load
from tests.conftest import SHARED
from tests.test_api_http import serving

SPECTRAL = Path(__file__).parents[1] / ".ci" / "spectral" / "node_modules" / ".bin" / "spectral"
# the rules of the Dutch government are read where they lie: they came without a licence to copy them
DUTCH = SHARED / "rules" / "adr-ruleset.yaml"


@pytest.fixture(scope="module")
def description(tmp_path_factory):
    if not SPECTRAL.exists():
        pytest.skip("Spectral is not there (it needs Node: `make test` installs it), so nothing is linted")
    folder = tmp_path_factory.mktemp("rules")
    with assemble.opened(load(data=folder / "data", workers=1)) as service, serving(service) as http:
        (folder / "openapi.json").write_bytes(http.get("/v1/openapi.json").content)
    return folder / "openapi.json"


def remarks(ruleset, description):
    command = [SPECTRAL, "lint", "-r", ruleset, "-f", "json", "-q", "-F", "hint", description]
    told = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert told.stdout, told.stderr
    return [(one["code"], one["message"], one["path"]) for one in json.loads(told.stdout)]


def test_the_description_is_sound_by_openapi(description):
    rules = description.with_name("rules.yaml")
    rules.write_text("extends: spectral:oas\n")
    assert remarks(rules, description) == []


def test_the_description_follows_the_rules_of_the_dutch_government(description):
    if not DUTCH.exists():
        pytest.skip("../shared is not there, so the Dutch rules are not tried")
    assert remarks(DUTCH, description) == []
    # and the rules are alive: they miss what is taken away
    whole = json.loads(description.read_text())
    del whole["info"]["contact"]
    broken = description.with_name("broken.json")
    broken.write_text(json.dumps(whole))
    assert {code for code, _, _ in remarks(DUTCH, broken)} == {"info-contact"}
