"""The rows of printing: one page by a warm process, and a thousand papers of two pages as one file.

Each paper differs from the one before, for the typesetter remembers what it has seen.
"""

import itertools
import tempfile
import time
import tomllib
from collections.abc import Callable
from datetime import datetime

from hakjeok_web.documents.rendering import PrintFoot, definitions
from hakjeok_web.documents.rendering.isolated import RenderProcess, side_by_side
from hakjeok_web.documents.rendering.merging import merge_pdfs
from tests.bench import measuring
from tests.bench.measuring import Row, Target
from tests.served import PROJECT

FOOT = PrintFoot("김담임", datetime(2024, 5, 7, 10, 42), "출결 확인")  # noqa: DTZ001 - the wall clock
TWO_PAGES = PROJECT / "tests" / "web" / "documents" / "data" / "outing.toml"
THOUSAND = 1_000


def papers() -> list[Row]:
    with RenderProcess() as process:
        rows = [
            _one("form 2-3 as PDF, warm", Target(ms=60), process, "pdf"),
            _one("form 2-3 as HWPX, warm", Target(ms=15), process, "hwpx"),
        ]
    return [*rows, _thousand()]


def _one(name: str, target: Target, process: RenderProcess, format: str) -> Row:
    sample, numbers = definitions()["2-3"].sample, itertools.count()

    def act() -> None:
        process.render("2-3", format, {**sample, "student_name": f"박하나{next(numbers)}"}, FOOT)

    times = measuring.times_of(act, times=40, warm=5)
    row = Row(name, "one page", measuring.median(times), measuring.p95(times))
    row.target, row.is_met = str(target), target.is_met_by(row)
    return row


def _thousand() -> Row:
    """By two processes, merged into one file; the peak is of the larger of the two."""
    target, data = Target(ms=60_000, mb=300), tomllib.loads(TWO_PAGES.read_text(encoding="utf-8"))
    seen: set[int] = set()
    begun = time.perf_counter()
    with tempfile.TemporaryFile() as file:
        made = side_by_side(_maker(data, seen), range(THOUSAND))
        merge_pdfs(_watched(made, seen, peaks := []), file, title="체험학습 신청서")
    taken = round((time.perf_counter() - begun) * 1000)
    row = Row("papers of two pages in one PDF", f"{THOUSAND:,} papers", taken, peak_mb=max(peaks))
    row.per_second = round(THOUSAND / taken * 1000)
    row.target, row.is_met = str(target), target.is_met_by(row)
    return row


def _maker(data, seen: set[int]) -> Callable[[RenderProcess, int], bytes]:
    def make(process: RenderProcess, number: int) -> bytes:
        seen.add(process.process.pid)
        values = {**data["sample"], "pupil": f"선우하늘{number}"}
        return process.render(data["id"], "pdf", values, FOOT, data).content

    return make


def _watched(made, seen: set[int], peaks: list[float]):
    """What is made, while the largest size of the processes is noted now and then."""
    for number, each in enumerate(made):
        if number % 50 == 49:
            peaks.append(measuring.peak_mb(seen))
        yield each
