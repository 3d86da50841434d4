"""The wheel of the rules alone installs where there is no Django, and answers there."""

import json
import subprocess
import sys
import venv

import pytest
from tools.rules_wheel import build

PIP = [sys.executable, "-m", "pip", "--python"]
CASE = {"basis": "normal", "school_year": 2024, "total_days": 191, "attended": 128}


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """The folder of programs of an environment that holds the wheel and nothing else."""
    folder = tmp_path_factory.mktemp("alone")
    wheel = build(folder / "wheels")
    venv.create(folder / "env", symlinks=True)
    subprocess.run([*PIP, folder / "env", "install", "-q", "--no-index", wheel], check=True)
    return folder / "env" / "bin"


def run(alone, *command):
    done = subprocess.run([alone / command[0], *command[1:]], capture_output=True, text=True, cwd=alone, timeout=60)
    return done.returncode, done.stdout


def test_nothing_else_is_installed(alone):
    listed = subprocess.run([*PIP, alone.parent, "list", "--format", "json"], check=True, capture_output=True).stdout
    assert [each["name"] for each in json.loads(listed)] == ["hakjeok-rules"]


def test_the_command_answers_with_its_reasons(alone):
    status, answered = run(alone, "hakjeok", "decide", "completion.required", "--json", json.dumps(CASE))
    assert (status, json.loads(answered)["result"]["completes"]) == (0, True)
    assert json.loads(answered)["because"]


def test_every_decision_is_listed(alone):
    from hakjeok.registry import names

    _, listed = run(alone, "hakjeok", "decide", "--list")
    assert tuple(line.split("\t")[0] for line in listed.splitlines()) == names()


def test_it_can_be_imported(alone):
    program = f"from hakjeok import decide; print(decide('completion.required', {CASE!r})['result']['required'])"
    assert run(alone, "python", "-c", program) == (0, "128\n")
