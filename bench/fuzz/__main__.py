"""``python -m bench.fuzz`` sends requests that nobody would think of to a running service: with a key of each
role and without one. Fails on what the description does not promise (schemathesis, all checks).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from api import assemble
from api.access.keys import Wanted
from api.access.principal import LOCAL, Role
from api.service import Service
from api.settings import load
from corpus.visibility import Visibility
from tests.test_api_http import DEMO, serving

DOCUMENTS = ["werksessie-schurende-wetten-twente.md", "Dialoog 9 Ouders aan tafel.pdf"]
CHECKS = Path(__file__).with_name("schemathesis.toml")
SCHEMATHESIS = Path(sys.executable).with_name("schemathesis")


def main() -> int:
    """Status 1 where anything was found."""
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz")
    parser.add_argument("--examples", type=int, default=30, help="for each operation and way to ask")
    parser.add_argument("--seconds", type=int, default=600, help="for each of the four, at most")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--phases", default="examples,coverage,fuzzing,stateful")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        settings = load(data=Path(folder) / "data", workers=1, requests_per_minute=0, burst=0)
        with assemble.opened(settings) as service:
            service.ingest([DEMO / name for name in DOCUMENTS])
            service.register.propose()
            service.worker.start()
            with serving(service) as http:
                address = str(http.base_url)
                # who may revoke keys comes last, and each gets a key of their own
                runs = {
                    role: fuzz(address, key(service, role), options)
                    for role in (Role.LEZER, Role.REDACTEUR, Role.BEHEERDER)
                }
                runs["niemand"] = fuzz(address, "", options)
    for who, (status, requests) in runs.items():
        print(f"{who}: {requests} requests, {'found something' if status else 'nothing found'}")
    print(f"in all: {sum(requests for _, requests in runs.values())} requests")
    return int(any(status for status, _ in runs.values()))


def key(service: Service, role: Role) -> str:
    return service.keyring.make(Wanted(role, role, Visibility.VERTROUWELIJK), LOCAL).token


def fuzz(address: str, token: str, options: argparse.Namespace) -> tuple[int, int]:
    """The status of schemathesis, and how many requests it sent."""
    with TemporaryDirectory() as folder:
        report = Path(folder) / "requests.ndjson"
        command = [
            str(SCHEMATHESIS),
            "--config-file",
            str(CHECKS),
            "run",
            f"{address.rstrip('/')}/v1/openapi.json",
            "--no-color",
        ]
        command += [
            "--max-examples",
            str(options.examples),
            "--phases",
            options.phases,
            "--max-time",
            str(options.seconds),
        ]
        command += ["--generation-database", "none", "--report-ndjson-path", str(report), "--no-shrink"]
        command += ["--continue-on-failure", "--warnings", "off", "--request-timeout", "60"]
        command += ["--header", f"Authorization:Bearer {token}"] if token else []
        command += ["--seed", str(options.seed)] if options.seed is not None else []
        status = subprocess.run(command, check=False, cwd=folder).returncode
        return status, sum(sent(json.loads(line)) for line in report.read_text().splitlines())


def sent(event: dict[str, object]) -> int:
    """How many requests an event of the report tells of."""
    return str(event).count("'response': {")


if __name__ == "__main__":
    sys.exit(main())
