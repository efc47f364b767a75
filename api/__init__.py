"""The doors: HTTP and command line, the service behind them, settings and assembly."""

import os

# The libraries behind the doors read these when they are imported, which is before settings are loaded:
# nothing leaves this machine, and nothing is fetched unless that was asked for.
_DOWNLOADS = os.environ.get("SCHUURPUNT_ALLOW_DOWNLOADS", "").lower() in {"1", "on", "t", "true", "y", "yes"}
os.environ.update(
    ANONYMIZED_TELEMETRY="False",
    DISABLE_TELEMETRY="1",
    DO_NOT_TRACK="1",
    HF_HUB_DISABLE_TELEMETRY="1",
    HF_HUB_OFFLINE="0" if _DOWNLOADS else "1",
    OTEL_SDK_DISABLED="true",
    TOKENIZERS_PARALLELISM="false",
)
# More threads gain nothing on the small matrices of one question, and they spin on while they wait, which
# doubles what a question takes of the processors.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
