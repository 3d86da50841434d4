"""`python -m tests.bench.office`: ladder and out of quota for 38,000 pupils, one after the other.

Runs in a process of its own, so that its memory is its own; prints seconds, and megabytes before and after.
"""

import json
import random
import resource
import sys
import time
from collections.abc import Iterator
from datetime import date

from hakjeok.absence.ladder import LadderFacts, ladder
from hakjeok.absence.out_of_quota import OutOfQuotaFacts, out_of_quota
from hakjeok.school_calendar import Calendar, Period

PUPILS, ABSENCES = 38_000, 10  # 380,000 absences in all
CALENDAR = Calendar(
    school_year=2024,
    first_day=date(2024, 3, 4),
    last_day=date(2025, 2, 7),
    breaks=(Period(from_=date(2024, 7, 24), to=date(2024, 8, 25)), Period(from_=date(2025, 1, 1), to=date(2025, 2, 2))),
)
TODAY = date(2024, 12, 20)


def absences() -> Iterator[tuple[date, ...]]:
    """Ten unexcused days for each pupil: scattered ones, and a run for every third."""
    chance, days = random.Random(38), CALENDAR.between(CALENDAR.first_day, TODAY)
    for number in range(PUPILS):
        if number % 3 == 0:
            first = chance.randrange(len(days) - ABSENCES)
            yield days[first : first + ABSENCES]
        else:
            yield tuple(sorted(chance.sample(days, ABSENCES)))


def decide_all() -> int:
    """Both decisions for everybody; how many have to be registered."""
    total = CALENDAR.count()
    registered = 0
    for days in absences():
        placed = ladder(LadderFacts(absences=days, calendar=CALENDAR, today=TODAY))
        out_of_quota(OutOfQuotaFacts(total_days=total, absences=days, calendar=CALENDAR, today=TODAY))
        registered += placed.longest >= ABSENCES
    return registered


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    for _ in zip(range(1000), absences(), strict=False):
        pass
    before, begun = _megabytes(), time.perf_counter()
    registered = decide_all()
    told = {"seconds": time.perf_counter() - begun, "before": before, "after": _megabytes(), "registered": registered}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
