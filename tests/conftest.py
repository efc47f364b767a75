"""What every test shares: no network for any library, and the seeds where they are there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["ANONYMIZED_TELEMETRY"] = "False"
# the first file waits for models that load, which takes long where tests share the processors
os.environ["SCHUURPUNT_UPLOAD_WAIT_SECONDS"] = "120"

settings.register_profile("schuurpunt", deadline=None)
settings.load_profile("schuurpunt")

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the real documents, which a clone alone does not have."""
    if not (SHARED / "seeds").is_dir():
        pytest.skip("the folder ../shared is not there, so nothing is tried on the real documents")
    return SHARED
