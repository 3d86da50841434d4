"""`python -m tests.bench`: measure speed and size on a school of 1,000 pupils, through the real server.

Prints a table with the targets beside it and writes var/bench.json. Every number is of this machine and this hour;
nothing is asserted. The queries of a page are counted apart from its times; `x bare` is the ratio to the plain SQL
(or the plain computation) for the same answer in the same run; `peak MB` is the largest resident size that a web
process reached during the row, and for the rows of memory the sum of all processes' proportional sizes.
"""

import os
import sys
import time

from tests import served
from tests.bench import measuring
from tests.bench import site as bench_site
from tests.bench.measuring import Row, Target

SECONDS_TO_REST = 6


def main() -> None:
    begun = time.monotonic()
    made, cast = bench_site.prepare()
    with served.serving(made, "--port", str(made.port)):
        bench_site.use(made)
        rows = measured(made, cast)
    path = served.PROJECT / "var" / "bench.json"
    measuring.write(rows, path)
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    sys.stdout.write(f"\n{measuring.table(rows)}\n\n{time.monotonic() - begun:.0f} s; load {load}; written to {path}\n")


def measured(made, cast) -> list[Row]:
    from tests.bench import computing, imports, pages
    from tests.bench.counting import count

    stage = pages.Stage(made, cast)
    rows = [_memory(made, "memory at rest, just opened")]
    said("pages")
    rows += pages.read_pages(stage, count)
    said("saves")
    rows += [pages.save_a_day(stage, count), pages.eight_at_once(stage), pages.lightest_page(stage, count)]
    said("imports")
    rows.append(imports.import_rosters(stage))
    said("decisions, obligations, papers")
    rows += [*computing.decisions(), computing.obligations(stage), *computing.papers()]
    return [*rows, _memory(made, "memory at rest, after all this")]


def _memory(made, name: str) -> Row:
    target = Target(mb=400)
    time.sleep(SECONDS_TO_REST)
    processes = [number for number in _processes(made) if number != os.getpid()]
    row = Row(name, f"{len(processes)} processes", peak_mb=measuring.resting_mb(processes), target=str(target))
    row.is_met = target.is_met_by(row)
    return row


def _processes(made) -> set[int]:
    """The supervisor, and everything that it has started."""
    return {*served.children(made), *served.supervisors(made)}


def said(what: str) -> None:
    sys.stderr.write(f"{what} …\n")


if __name__ == "__main__":
    main()
