"""The page to try the API on asks nothing of another site, and works in a browser that forbids all else."""

import json
import re
import shutil
import subprocess

import pytest

from api import assemble
from api.settings import load
from tests.test_api_http import serving

# models without weights: quick to load, and good enough for what is tested here
PLAIN = {"embedder": "hashed-ngrams", "pipeline": "dutch-rules"}

CHROMIUM = shutil.which("chromium")


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with (
        assemble.opened(load(data=tmp_path_factory.mktemp("data"), workers=1, **PLAIN)) as service,
        serving(service) as http,
    ):
        yield http


def test_all_that_the_page_loads_is_its_own(client):
    page = client.get("/v1/docs")
    assert page.headers["content-type"].startswith("text/html")
    assert "unsafe" not in page.headers["content-security-policy"]
    parts = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(parts) > 4
    for part in parts:
        assert part.startswith(("/docs/", "/v1/", "data:,"))
        assert part.startswith("data:") or client.get(part).status_code == 200


def test_a_browser_shows_every_operation_and_complains_of_nothing(client, tmp_path):
    if CHROMIUM is None:
        pytest.skip("Chromium is not there, so the page is not tried in a browser")
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    command += [f"--user-data-dir={tmp_path}", "--virtual-time-budget=15000", "--enable-logging=stderr"]
    command += ["--dump-dom", f"{client.base_url}/v1/docs".replace("//v1", "/v1")]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    paths = json.loads(client.get("/v1/openapi.json").content)["paths"]
    operations = {one["operationId"] for path in paths.values() for one in path.values()}
    shown = set(re.findall(r'id="operations-[^"]*-(\w+)"', ran.stdout))
    assert operations <= shown
    assert "CONSOLE" not in ran.stderr, [line for line in ran.stderr.splitlines() if "CONSOLE" in line]
