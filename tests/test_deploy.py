"""What runs the service elsewhere: what it promises, and that its own tool understands it, if it is there."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from api.serve import GRACE_SECONDS
from api.settings import PREFIX, Settings

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
CHART = DEPLOY / "helm"
DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]["schuurpunt"]
UNIT = DEPLOY / "schuurpunt.service"
FILES = [ROOT / "Dockerfile", ROOT / "compose.yaml", *sorted(p for p in DEPLOY.rglob("*") if p.is_file())]
USER = "10001"
PORT = str(Settings.model_fields["port"].default)


def tool(name):
    """Its path, on this machine or in this environment."""
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not there, so what it would check is not checked")
    return found


def checked(*command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_every_setting_that_is_named_exists():
    named = {name for file in FILES for name in re.findall(rf"{PREFIX}([A-Z_]+)", file.read_text())}
    assert "DATA" in named
    assert named <= {name.upper() for name in Settings.model_fields}


def test_no_image_is_the_latest_or_names_a_registry():
    ours = yaml.safe_load((CHART / "values.yaml").read_text())["image"]["repository"]
    for image in [*re.findall(r"^FROM (\S+)", DOCKERFILE, re.M), COMPOSE["image"], f"{ours}:version"]:
        assert re.fullmatch(r"[a-z]+:(?!latest)[\w.-]+", image)


def test_versions_are_those_of_the_project():
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(), re.M)[1]
    chart = yaml.safe_load((CHART / "Chart.yaml").read_text())
    assert chart["version"] == chart["appVersion"] == version == COMPOSE["image"].partition(":")[2]


def test_the_image_holds_all_packages_and_what_it_copies_is_not_ignored():
    wanted = set(re.findall(r"^COPY ([^-].+) \S+$", DOCKERFILE, re.M))
    names = {name for line in wanted for name in line.split()}
    packages = json.loads(re.search(r"include = (\[.+\])", (ROOT / "pyproject.toml").read_text())[1])
    assert {f"{name}*" for name in names if (ROOT / name).is_dir()} == set(packages)
    assert {f"!{name}" for name in names} == set(
        re.findall(r"^!.+", (ROOT / ".dockerignore").read_text(), re.M)
    )


def test_the_image_runs_as_nobody_and_keeps_its_data_in_a_volume():
    last = DOCKERFILE[DOCKERFILE.rindex("FROM ") :]
    assert f"\nUSER {USER}:{USER}\n" in last
    assert "\nVOLUME /data\n" in last
    assert f"\nEXPOSE {PORT}\n" in last
    assert f"SCHUURPUNT_DATA=/data SCHUURPUNT_HOST=0.0.0.0 SCHUURPUNT_PORT={PORT}" in last
    assert f"http://127.0.0.1:{PORT}/v1/gezondheid" in last


def test_hadolint_has_no_remark_on_the_dockerfile():
    checked(tool("hadolint"), str(ROOT / "Dockerfile"))


def test_compose_gives_no_more_than_is_needed():
    assert COMPOSE["user"] == f"{USER}:{USER}"
    assert COMPOSE["read_only"]
    assert COMPOSE["cap_drop"] == ["ALL"]
    assert COMPOSE["ports"] == [f"127.0.0.1:{PORT}:{PORT}"]
    assert COMPOSE["volumes"] == ["data:/data"]
    assert int(COMPOSE["stop_grace_period"].removesuffix("s")) > GRACE_SECONDS


def test_docker_reads_the_compose_file():
    docker = tool("docker")
    if subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode:
        pytest.skip("docker has no compose here, so the compose file is not read by it")
    checked(docker, "compose", "--file", str(ROOT / "compose.yaml"), "config", "--quiet")


def test_systemd_understands_the_unit_and_finds_little_to_fear(tmp_path):
    analyze = tool("systemd-analyze")
    here = tmp_path / UNIT.name
    here.write_text(UNIT.read_text().replace("/opt/schuurpunt/bin/schuurpunt", sys.executable))
    checked(analyze, "verify", str(here))
    told = checked(analyze, "security", "--offline=true", "--no-pager", str(here))
    assert float(re.search(r"exposure level.*: ([\d.]+)", told)[1]) <= 1.5


def test_the_unit_waits_for_what_runs_and_stops_the_service_alone():
    unit = dict(line.split("=", 1) for line in UNIT.read_text().splitlines() if re.match(r"\w+=", line))
    assert int(unit["TimeoutStopSec"]) > GRACE_SECONDS
    assert unit["KillMode"] == "mixed"


@pytest.fixture(scope="module")
def chart():
    """The chart as Helm makes it, by kind: with everything that its values can switch on."""
    helm = tool("helm")
    switched_on = ["ingress.enabled=true", "existingSecret=sleutels", "ingress.className=nginx"]
    sets = [part for one in switched_on for part in ("--set", one)]
    made = checked(helm, "template", "proef", str(CHART), *sets)
    return {one["kind"]: one for one in yaml.safe_load_all(made) if one}


@pytest.fixture(scope="module")
def pod(chart):
    return chart["Deployment"]["spec"]["template"]["spec"]


def test_helm_makes_one_of_each(chart):
    assert set(chart) == {"Deployment", "Service", "PersistentVolumeClaim", "NetworkPolicy", "Ingress"}
    selector = chart["Service"]["spec"]["selector"]
    deployment = chart["Deployment"]["spec"]
    assert deployment["template"]["metadata"]["labels"] == selector == deployment["selector"]["matchLabels"]
    assert chart["NetworkPolicy"]["spec"]["podSelector"]["matchLabels"] == selector


def test_the_pod_is_restricted_and_mounts_nothing_of_its_host(pod):
    assert pod["securityContext"]["runAsNonRoot"]
    assert str(pod["securityContext"]["runAsUser"]) == USER
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert not pod["automountServiceAccountToken"]
    (container,) = pod["containers"]
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert container["resources"].keys() == {"requests", "limits"}
    assert {kind for volume in pod["volumes"] for kind in volume} == {
        "name",
        "persistentVolumeClaim",
        "emptyDir",
    }
    assert pod["terminationGracePeriodSeconds"] > GRACE_SECONDS


def test_the_probes_ask_what_the_service_answers(pod):
    (container,) = pod["containers"]
    assert container["ports"] == [{"name": "http", "containerPort": int(PORT)}]
    asked = {
        name: container[f"{name}Probe"]["httpGet"]["path"] for name in ("startup", "liveness", "readiness")
    }
    assert asked == {
        "startup": "/v1/gezondheid/levensteken",
        "liveness": "/v1/gezondheid/levensteken",
        "readiness": "/v1/gezondheid",
    }


def test_one_process_owns_the_data_that_outlive_the_release(chart):
    assert chart["Deployment"]["spec"]["replicas"] == 1
    assert chart["Deployment"]["spec"]["strategy"] == {"type": "Recreate"}
    assert chart["PersistentVolumeClaim"]["metadata"]["annotations"] == {"helm.sh/resource-policy": "keep"}


def test_the_network_lets_through_what_is_named_and_no_metrics_without_a_key(chart):
    policy = chart["NetworkPolicy"]["spec"]
    assert policy["policyTypes"] == ["Ingress", "Egress"]
    assert policy["egress"] == []
    assert all(rule["from"] for rule in policy["ingress"])
    (rule,) = chart["Ingress"]["spec"]["rules"]
    # pages, /v1 and /mcp, so also /metrics, which then asks for a key
    assert [path["path"] for path in rule["http"]["paths"]] == ["/"]
    assert "SCHUURPUNT_OPEN_METRICS" not in str(chart["Deployment"])
    assert chart["Ingress"]["spec"]["tls"][0]["hosts"] == [rule["host"]]
