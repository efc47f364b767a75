"""The README tells the truth: every setting with its meaning, every command, every file that it names."""

import re
from pathlib import Path

import pytest
import typer

from api.cli import app
from api.settings import PREFIX, Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_stands_in_the_readme_with_its_meaning(name):
    (row,) = [line for line in README.splitlines() if line.startswith(f"| `{PREFIX}{name.upper()}` |")]
    assert Settings.model_fields[name].description in row


def test_the_readme_names_no_setting_that_does_not_exist():
    named = set(re.findall(rf"`{PREFIX}([A-Z_]+)`", README))
    assert named == {name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("name", typer.main.get_command(app).commands)
def test_every_command_stands_in_the_readme(name):
    assert re.search(rf"`[^`]*\b{name}\b[^`]*`", README)


@pytest.mark.parametrize("document", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_files_that_the_documentation_names_exist(document):
    text = (ROOT / document).read_text(encoding="utf-8")
    paths = re.findall(r"`((?:api|corpus|ingest|models|search|tests|bench)/[\w./]*|[A-Z]+\.md)`", text)
    assert paths
    assert not [path for path in paths if not (ROOT / path).exists()]
