"""Builds the house from its settings: the one place that knows which parts stand behind the doors."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# before the libraries below are imported: nothing that they know leaves this machine
os.environ.update(
    ANONYMIZED_TELEMETRY="False",
    DISABLE_TELEMETRY="1",
    DO_NOT_TRACK="1",
    HF_HUB_DISABLE_TELEMETRY="1",
    HF_HUB_OFFLINE="1",
    OTEL_SDK_DISABLED="true",
    TOKENIZERS_PARALLELISM="false",
)
