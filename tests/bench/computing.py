"""The rows that need no server: decisions on the command line and in the process, obligations."""

import json
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

from hakjeok import decide
from tests.bench import bare, measuring
from tests.bench.measuring import Row, Target
from tests.bench.pages import Stage
from tests.served import PROJECT

SCHOOLS = {"office": (4, 12, 40), "metro": (4, 12, 40, 400)}  # of 950 pupils each
SECONDS_A_NIGHT = {38_000: 30, 380_000: 300}
CASES = json.loads((PROJECT / "tests" / "data" / "handbook.json").read_text(encoding="utf-8"))
HAKJEOK = [sys.executable, "-m", "hakjeok.faces.cli"]


def decisions() -> list[Row]:
    return [
        _batch(),
        _cold(),
        _rate("completion.required", Target(per_second=30_000)),
        _rate("absence.ladder", Target(per_second=5_000)),
        _office(),
    ]


def _batch() -> Row:
    """Ten thousand lines, the two decisions in turn, as one command with its start."""
    target, lines = Target(ms=2000), 10_000
    asked = [_first("completion.required"), _first("absence.ladder")] * (lines // 2)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cases.jsonl"
        path.write_text("".join(json.dumps(each) + "\n" for each in asked), encoding="utf-8")
        times = measuring.times_of(lambda: _run("decide", "--batch", str(path)), times=20, warm=1)
    row = Row("hakjeok decide --batch", f"{lines:,} lines", measuring.median(times), measuring.p95(times))
    begun = time.perf_counter()
    for each in asked:
        decide(each["decision"], each["input"])
    row.ratio = round(row.median_ms / ((time.perf_counter() - begun) * 1000), 2)
    row.target, row.is_met = str(target), target.is_met_by(row)
    return row


def _cold() -> Row:
    target, asked = Target(ms=150), _first("completion.required")
    times = measuring.times_of(lambda: _run("decide", asked["decision"], "--json", json.dumps(asked["input"])), 20, 1)
    row = Row("hakjeok decide, cold", "one case", measuring.median(times), measuring.p95(times))
    bare_start = measuring.times_of(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True), 20, 1)
    row.ratio = round(row.median_ms / measuring.median(bare_start), 1)
    row.target, row.is_met = str(target), target.is_met_by(row)
    return row


def _office(times: int = 3) -> Row:
    """Ladder and out of quota for a whole support office; the peak is what the run added to the process."""
    target, command = Target(ms=10_000), [sys.executable, "-m", "tests.bench.office"]
    told = [json.loads(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(times)]
    taken = [each["seconds"] * 1000 for each in told]
    row = Row("ladder, out of quota", "38,000 pupils", measuring.median(taken), measuring.p95(taken))
    row.peak_mb = round(max(each["after"] - each["before"] for each in told), 1)
    row.target, row.is_met = str(target), target.is_met_by(row)
    return row


def nights(size: str) -> list[Row]:
    """The nightly computation of ever more schools; the size tells how CPU time has grown with the pupils."""
    command = [sys.executable, "-m", "tests.bench.night", *map(str, SCHOOLS[size])]
    told = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=PROJECT).stdout)
    smaller = {each["night"]: each for each in reversed(told) if each["schools"] == SCHOOLS[size][0]}
    return [_night(each, smaller[each["night"]]) for each in told]


def _night(told: dict, smallest: dict) -> Row:
    seconds = SECONDS_A_NIGHT.get(told["pupils"])
    target = Target(ms=seconds and seconds * 1000, mb=500)
    more, longer = told["pupils"] / smallest["pupils"], told["cpu"] / smallest["cpu"]
    row = Row(told["night"], f"{told['pupils']:,} pupils (x {more:g}: x {longer:.1f})", told["seconds"] * 1000)
    row.ratio, row.peak_mb = round(told["seconds"] / told["bare"], 1), told["mb"]
    row.per_second, row.cpu_ms = round(told["pupils"] / told["seconds"]), told["cpu"] * 1000
    row.target, row.is_met = str(target), target.is_met_by(row)
    return row


def _run(*arguments: str) -> None:
    subprocess.run([*HAKJEOK, *arguments], check=True, stdout=subprocess.DEVNULL)


def _first(name: str) -> dict:
    case = next(each for each in CASES if each["decision"] == name)
    return {"id": case["id"], "decision": name, "input": case["input"]}


def _rate(name: str, target: Target, seconds: float = 1.5) -> Row:
    given, times = _first(name)["input"], []
    begun = time.perf_counter()
    while time.perf_counter() < begun + seconds:
        started = time.perf_counter()
        decide(name, given)
        times.append((time.perf_counter() - started) * 1000)
    row = Row(name, "one case, warm", round(sorted(times)[len(times) // 2], 4), measuring.p95(times))
    row.per_second = round(len(times) / (time.perf_counter() - begun))
    row.target, row.is_met = str(target), target.is_met_by(row)
    return row


def obligations(stage: Stage) -> Row:
    """All obligations of the school computed anew, after the register has been changed for every class."""
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    from hakjeok_web.config import clock, tenancy
    from hakjeok_web.obligations.actions import recompute

    target, school = Target(ms=500), uuid.UUID(stage.cast["school"])

    def act() -> None:
        with transaction.atomic():
            tenancy.enter(schools=[school])
            recompute(school, clock.today())
            transaction.set_rollback(True)  # so that each run writes everything anew

    times = measuring.times_of(act, times=20, warm=2)
    row = Row("obligations recomputed", "1,000 pupils", measuring.median(times), measuring.p95(times))
    with CaptureQueriesContext(connection) as captured:
        act()
    row.queries = sum(each["sql"] not in ("BEGIN", "COMMIT", "ROLLBACK") for each in captured.captured_queries)
    row.ratio = round(row.median_ms / stage.bare_ms(bare.OPEN_DUTIES), 1)
    row.target, row.is_met = str(target), target.is_met_by(row)
    return row
