"""The doors: HTTP and command line, the service behind them, settings and assembly."""

import os

# Before any door imports the libraries behind it: nothing leaves this machine, nothing is fetched.
os.environ.update(
    ANONYMIZED_TELEMETRY="False",
    DISABLE_TELEMETRY="1",
    DO_NOT_TRACK="1",
    HF_HUB_DISABLE_TELEMETRY="1",
    HF_HUB_OFFLINE="1",
    OTEL_SDK_DISABLED="true",
    TOKENIZERS_PARALLELISM="false",
)
