"""`python -m tests.bench`: measure speed and size on a school of 1,000 pupils, through the real server.

The nightly computation is measured on a support office of 38,000 pupils; with `metro` (`make bench SIZE=metro`) on a
city of 380,000 too, whose rows take minutes to make.

Prints a table with the targets beside it and writes var/bench.json. Every number is of this machine and this hour;
nothing is asserted. The queries of a page are counted apart from its times; `x bare` is the ratio to the plain SQL
(or the plain computation) for the same answer in the same run; `CPU ms` is what all processes of the site together
spend on one request, or in a night; `peak MB` is the largest resident size that a web process reached during the row,
and for the rows of memory and of nights the sum of all processes' proportional sizes.
"""

import os
import sys
import time

from tests import served
from tests.bench import computing, measuring
from tests.bench import site as bench_site
from tests.bench.measuring import Row, Target

IDLE_LOAD = 0.7
SECONDS_TO_OPEN, SECONDS_TO_REST = 6, 40


def main(size: str = "office") -> None:
    begun, busy = time.monotonic(), os.getloadavg()[0]
    made, cast = bench_site.prepare()
    with served.serving(made, "--port", str(made.port)):
        bench_site.use(made)
        rows = measured(made, cast)
    said("nights")
    rows += computing.nights(size)
    path = served.PROJECT / "var" / "bench.json"
    measuring.write(rows, path)
    sys.stdout.write(f"\n{measuring.table(rows)}\n\n{time.monotonic() - begun:.0f} s; written to {path}\n")
    if busy > IDLE_LOAD:
        sys.stdout.write(
            f"Other programs were at work (load {busy:.1f} at the start): the times are too long, CPU ms is not.\n"
        )


def measured(made, cast) -> list[Row]:
    from tests.bench import imports, pages, papers
    from tests.bench.counting import count

    stage = pages.Stage(made, cast)
    rows = [_memory(made, "memory at rest, just opened", SECONDS_TO_OPEN)]
    said("pages")
    rows += pages.read_pages(stage, count)
    said("saves")
    rows += [pages.save_a_day(stage, count), pages.eight_at_once(stage), pages.lightest_page(stage, count)]
    rows.append(pages.close_the_school(stage))
    said("imports")
    rows.append(imports.import_rosters(stage))
    said("decisions, obligations, papers")
    rows += [pages.decision_by_http(stage), *computing.decisions(), computing.obligations(stage), *papers.papers()]
    stage.close()
    return [*rows, _memory(made, "memory at rest, after all this", SECONDS_TO_REST)]


def _memory(made, name: str, rest: float) -> Row:
    target = Target(mb=400)
    time.sleep(rest)
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
    main(*sys.argv[1:])
