"""Tests api/settings.py."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from api.settings import PREFIX, Settings, load
from corpus.errors import BadSetting


def test_the_environment_counts_and_an_option_counts_more(monkeypatch):
    monkeypatch.setenv("SCHUURPUNT_PORT", "9000")
    monkeypatch.setenv("SCHUURPUNT_DATA", "uit-de-omgeving")
    chosen = load(data=Path("van-de-regel"), host=None)
    assert (chosen.port, chosen.data, chosen.host) == (9000, Path("van-de-regel"), "127.0.0.1")


def test_an_empty_variable_is_as_if_it_were_not_there(monkeypatch):
    monkeypatch.setenv("SCHUURPUNT_DATA", "")
    assert load().data.name == "schuurpunt"


def test_every_wrong_setting_is_named_in_dutch(monkeypatch):
    monkeypatch.setenv("SCHUURPUNT_PORT", "tachtig")
    monkeypatch.setenv("SCHUURPUNT_WORKERS", "0")
    with pytest.raises(BadSetting) as caught:
        load()
    assert "SCHUURPUNT_PORT moet een geheel getal zijn" in caught.value.message
    assert "SCHUURPUNT_WORKERS moet ten minste 1 zijn" in caught.value.message
    assert caught.value.advice


@pytest.mark.parametrize("name", ["THEME", "LOGO"])
def test_a_house_style_that_is_not_there_is_told_at_the_start(name, tmp_path, monkeypatch):
    monkeypatch.setenv(PREFIX + name, str(tmp_path / "weg.css"))
    with pytest.raises(BadSetting, match=f"{PREFIX}{name} wijst naar een bestand dat er niet is"):
        load()


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_explained_and_refuses_nonsense(name, monkeypatch):
    field = Settings.model_fields[name]
    assert field.description
    if field.annotation in (int, float):
        monkeypatch.setenv(PREFIX + name.upper(), "-1")
        with pytest.raises(BadSetting, match=PREFIX + name.upper()):
            load()


@pytest.mark.parametrize(
    ("allowed", "offline"), [("true", False), ("1", False), ("false", True), (None, True)]
)
def test_the_hub_is_reached_only_where_downloads_are_allowed(allowed, offline):
    environment = {**os.environ, "HF_HUB_OFFLINE": "1"}
    environment.pop("SCHUURPUNT_ALLOW_DOWNLOADS", None)
    if allowed:
        environment["SCHUURPUNT_ALLOW_DOWNLOADS"] = allowed
    code = "import api, huggingface_hub.constants as hub; print(hub.HF_HUB_OFFLINE)"
    told = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == str(offline)
