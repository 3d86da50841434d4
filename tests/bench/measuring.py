"""Times, sizes and the table."""

import json
import os
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

TIMES = 40
WARM = 16


@dataclass
class Row:
    """One line of the table. What was not measured is None; a row whose code is missing says so in `note`."""

    name: str
    size: str
    median_ms: float | None = None
    p95_ms: float | None = None
    queries: int | None = None
    ratio: float | None = None
    peak_mb: float | None = None
    per_second: float | None = None
    cpu_ms: float | None = None
    target: str = ""
    is_met: bool | None = None
    note: str = ""


@dataclass(frozen=True)
class Target:
    """What the row should reach: at most milliseconds, queries, megabytes; at least a number a second."""

    ms: float | None = None
    queries: int | None = None
    per_second: float | None = None
    mb: float | None = None

    def __str__(self) -> str:
        parts = [
            f"<= {self.ms:g} ms" if self.ms else "",
            f"<= {self.queries} queries" if self.queries else "",
            f">= {self.per_second:g}/s" if self.per_second else "",
            f"<= {self.mb:g} MB" if self.mb else "",
        ]
        return ", ".join(filter(None, parts))

    def is_met_by(self, row: Row) -> bool | None:
        pairs = [(row.median_ms, self.ms), (row.queries, self.queries), (row.peak_mb, self.mb)]
        met = [measured <= most for measured, most in pairs if measured is not None and most is not None]
        if self.per_second and row.per_second is not None:
            met.append(row.per_second >= self.per_second)
        return all(met) if met else None


def times_of(act: Callable[[], object], times: int = TIMES, warm: int = WARM) -> list[float]:
    """Milliseconds of each of `times` runs, after some that do not count."""
    for _ in range(warm):
        act()
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        act()
        taken.append((time.perf_counter() - begun) * 1000)
    return taken


def median(times: Iterable[float]) -> float:
    return round(statistics.median(times), 2)


def p95(times: Iterable[float]) -> float:
    ordered = sorted(times)
    return round(ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))], 2)


def forget_peaks(processes: Iterable[int]) -> None:
    """Let the kernel count the largest size of each process anew."""
    for number in processes:
        Path(f"/proc/{number}/clear_refs").write_text("5")


def peak_mb(processes: Iterable[int]) -> float:
    """The largest resident size that one of the processes has had."""
    return round(max(_kilobytes(number, "status", "VmHWM") for number in processes) / 1024, 1)


def resting_mb(processes: Iterable[int]) -> float:
    """What all processes together take, memory that they share counted once (PSS)."""
    return round(sum(_kilobytes(number, "smaps_rollup", "Pss") for number in processes) / 1024, 1)


def cpu_ms(processes: Iterable[int]) -> dict[int, float]:
    """Milliseconds for which each process has been on a processor; other programs' work does not lengthen it."""
    tick = 1000 / os.sysconf("SC_CLK_TCK")
    return {number: ticks * tick for number in processes if (ticks := _ticks(number)) is not None}


def cpu_seconds_with_ended(processes: Iterable[int]) -> float:
    """Seconds on a processor of the processes and of those that they have started and outlived, all together."""
    ticks = ((_ticks(number) or 0) + (_ticks(number, of="ended children") or 0) for number in processes)
    return sum(ticks) / os.sysconf("SC_CLK_TCK")


def _ticks(number: int, of: str = "itself") -> int | None:
    """In user and in system mode; None where the process has ended."""
    try:
        after_name = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    place = 11 if of == "itself" else 13
    return int(after_name[place]) + int(after_name[place + 1])


def _kilobytes(number: int, file: str, field: str) -> int:
    lines = Path(f"/proc/{number}/{file}").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{field}:"))


HEADINGS = ("name", "size", "median", "p95", "queries", "x bare", "peak MB", "per s", "CPU ms", "target", "")


def table(rows: Iterable[Row]) -> str:
    """The rows for the terminal."""
    lines = [HEADINGS, *(_line(row) for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEADINGS))]
    left = (0, 1, 9, 10)
    return "\n".join(
        "  ".join(
            text.ljust(width) if place in left else text.rjust(width)
            for place, (text, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _line(row: Row) -> tuple[str, ...]:
    verdict = {True: "met", False: "MISSED", None: ""}[row.is_met]
    numbers = (row.median_ms, row.p95_ms, row.queries, row.ratio, row.peak_mb, row.per_second, row.cpu_ms)
    return (row.name, row.size, *map(_number, numbers), row.target, row.note or verdict)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.1f}"


def write(rows: Iterable[Row], path: Path) -> None:
    told = {"rows": [asdict(row) for row in rows]}
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
