"""Requests at every border of the description are answered as promised: a part of `python -m bench.fuzz`."""

import argparse

import pytest

from api import assemble
from api.access.principal import Role
from api.settings import load
from bench.fuzz.__main__ import DOCUMENTS, fuzz, key
from tests.test_api_http import DEMO, serving

# models without weights: quick to load, and good enough for what is tested here
PLAIN = {"embedder": "hashed-ngrams", "pipeline": "dutch-rules"}

OPTIONS = argparse.Namespace(examples=1, seconds=10, seed=1, phases="examples,coverage")


@pytest.mark.parametrize("role", [Role.REDACTEUR, None])
def test_nothing_is_answered_that_is_not_described(tmp_path, role):
    settings = load(data=tmp_path / "data", workers=1, **PLAIN, requests_per_minute=0, burst=0)
    with assemble.opened(settings) as service:
        service.ingest([DEMO / name for name in DOCUMENTS])
        token = key(service, role or Role.LEZER)
        with serving(service) as http:
            status, requests = fuzz(str(http.base_url), token if role else "", OPTIONS)
    assert (status, requests > 10) == (0, True)
