"""kill -9 at any moment of an ingest loses nothing, shows nothing half, and ends as if undisturbed.

The full acceptance run: SCHUURPUNT_TEST_KILLS=20 SCHUURPUNT_TEST_FILES=200 pytest tests/test_crash.py
"""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from api.assemble import opened
from api.settings import Settings
from search.catalogue.opening import open_engine
from search.catalogue.reading import Catalogue

KILLS = int(os.environ.get("SCHUURPUNT_TEST_KILLS", "2"))
FILES = int(os.environ.get("SCHUURPUNT_TEST_FILES", "24"))
CHANCE = random.Random(20211116)

PLACES = ("Almere", "Twente", "Utrecht", "Leeuwarden", "FoodValley", "Zuid-Limburg", "De Meierij")
THEMES = ("thuiszitters", "jeugdhulp", "leerlingenvervoer", "toezicht", "bekostiging", "privacy", "ouders")
VERBS = ("besprak", "regelde", "onderzocht", "agendeerde", "ontwikkelde", "betaalde")


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "documenten"
    folder.mkdir()
    for number in range(FILES):
        paragraphs = [" ".join(sentence() for _ in range(12)) for _ in range(3)]
        text = "\n\n".join([f"Verslag werksessie {number}", *paragraphs])
        (folder / f"verslag {number}.txt").write_text(text)
    return folder


def sentence():
    place, theme, verb = CHANCE.choice(PLACES), CHANCE.choice(THEMES), CHANCE.choice(VERBS)
    return f"De regio {place} {verb} in week {CHANCE.randrange(52)} het onderwerp {theme} met de gemeente."


def test_killed_at_random_moments_it_ends_as_an_undisturbed_run(tmp_path, folder):
    undisturbed = Settings(data=tmp_path / "ongestoord")
    start = time.monotonic()
    assert ingest(undisturbed.data, folder).wait() == 0
    takes = time.monotonic() - start

    disturbed = Settings(data=tmp_path / "gestoord")
    for _ in range(KILLS):
        process = ingest(disturbed.data, folder)
        time.sleep(CHANCE.uniform(0, takes))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        state(disturbed)
    assert ingest(disturbed.data, folder).wait() == 0
    assert state(disturbed) == state(undisturbed)
    assert len(state(disturbed)) == FILES


def ingest(data: Path, folder: Path) -> subprocess.Popen:
    command = [str(Path(sys.executable).with_name("schuurpunt")), "ingest", str(folder), "--data", str(data)]
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def state(settings: Settings) -> dict[str, list[tuple[str, str]]]:
    """Every document with its passages, after start-up's own repair, which must have left nothing to mend."""
    with opened(settings) as service:
        report = service.upkeep.doctor(mending=False)
        assert report.healthy, list(report.lines())
        names = {entry.id: entry.name for entry in service.documents.all()}
    database = open_engine(settings.data / "catalogue.sqlite3")
    catalogue = Catalogue(database)
    read = {name: [(one.id, one.text) for one in catalogue.passages(key)] for key, name in names.items()}
    database.dispose()
    return read
