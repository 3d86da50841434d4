"""A roster of a thousand pupils into an empty school: sent, looked at, applied."""

import io
import re
import time

from python_calamine import CalamineWorkbook

from tests.bench import bare, measuring
from tests.bench.measuring import Row, Target
from tests.bench.pages import Stage
from tests.bench.school import Size, roster_file
from tests.served import children

SEEN = re.compile(rb'name="seen" value="([^"]+)"')


def import_rosters(stage: Stage) -> Row:
    target, size = Target(ms=2000), Size()
    content, workers = roster_file(size, stage.cast["year"]), children(stage.made, "web")
    measuring.forget_peaks(workers)
    times = [_import(stage, school, content) for school in stage.cast["empty"]]
    row = Row("importing a roster", "1,000 rows", measuring.median(times[1:]), measuring.p95(times[1:]))
    row.target, row.peak_mb = str(target), measuring.peak_mb(workers)
    row.ratio = round(row.median_ms / _bare_ms(stage, content), 1)
    row.is_met = target.is_met_by(row)
    return row


def _import(stage: Stage, school: dict, content: bytes) -> float:
    browser, begun = stage.browser(school["registrar"]), time.perf_counter()
    _expect(browser.post_file("/imports/upload/", "roster.xlsx", content), 302)
    roster = browser.location
    preview = _expect(browser.get(roster), 200)
    seen = SEEN.search(preview).group(1).decode()
    _expect(browser.post(f"{roster}application/", seen=seen), 302)
    return (time.perf_counter() - begun) * 1000


def _expect(answer: tuple[int, bytes], status: int) -> bytes:
    if answer[0] != status:
        raise RuntimeError(f"expected {status}, not {answer[0]}: {answer[1][-2000:].decode(errors='replace')}")
    return answer[1]


def _bare_ms(stage: Stage, content: bytes) -> float:
    """Reading the cells, and writing a thousand persons and pupils without anything around them."""

    def act() -> None:
        CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        with stage.plain.transaction(force_rollback=True):
            stage.plain.execute(bare.NEW_PUPILS, stage.parameters())

    return measuring.median(measuring.times_of(act, times=20, warm=2))
