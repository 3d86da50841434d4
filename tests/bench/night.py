"""`python -m tests.bench.night SCHOOLS …`: the nightly computation of ever more schools by two real workers.

Prints as JSON, for each size, a first night (everything is new) and the next one (a class in ten has a day more to
take): seconds, seconds on a processor, seconds of plain SQL for the same answer, and the largest sum of what all
processes take together.
"""

import json
import os
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import psycopg

from hakjeok_web.platform import embedded, site
from hakjeok_web.platform.database import DATABASE
from tests import served
from tests.bench import bare, many_schools, measuring
from tests.bench.site import built, use

PATH = served.PROJECT / "var" / "bench-night" / "site.toml"
WORKER = [sys.executable, "-m", "hakjeok_web.platform", "worker", "--queues=obligations"]
WORKERS = 2
LONGEST_NIGHT = 1800
SECONDS_BETWEEN = 2  # a night has a whole second for a name
READY = "SELECT count(*) FROM procrastinate_workers"
LEFT = "SELECT count(*) FROM procrastinate_jobs WHERE queue_name = 'obligations' AND status IN ('todo', 'doing')"
FAILED = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'"
PUPILS = "SELECT count(*) FROM students_student"
WRITTEN = "SELECT count(*) FROM obligations_obligation WHERE computed_at >= %s"
FORGOTTEN = (
    "TRUNCATE obligations_obligation, obligations_computation, procrastinate_jobs, procrastinate_workers CASCADE"
)
NEXT_NIGHT = """
UPDATE attendance_registerday d SET taken_at = NULL, taken_by_id = NULL
  FROM schools_schoolclass c WHERE c.id = d.school_class_id AND c.grade = 1 AND c.number < 5
   AND d.date = (SELECT max(date) FROM attendance_registerday)
"""
AS_BEFORE = """
UPDATE attendance_registerday
   SET taken_at = date + time '12:00', taken_by_id = (SELECT user_id FROM accounts_staff LIMIT 1)
 WHERE taken_at IS NULL
"""


def main(sizes: list[int]) -> None:
    made = site.create(
        PATH, kind="school", name="가온교육지원청", school="한빛초등학교",
        administrator_name="권관리", administrator_login="administrator",
    )  # fmt: skip
    server = embedded.ensure_running(made.postgres_directory)
    with psycopg.connect(**server.dsn("superuser", "postgres"), autocommit=True) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{DATABASE}" WITH (FORCE)')
        admin.execute(f'CREATE DATABASE "{DATABASE}" OWNER hakjeok_owner')
    built(made, "night")
    use(made)
    with psycopg.connect(**server.dsn("superuser", DATABASE), autocommit=True) as db:
        told = [each for schools in sizes for each in _nights(made, db, schools)]
    embedded.leave(server)
    sys.stdout.write(json.dumps(told) + "\n")


def _nights(made: site.Site, db: psycopg.Connection, schools: int) -> list[dict]:
    grown = many_schools.grow(db, schools)
    db.execute(FORGOTTEN)
    with _workers(made, db):
        first = _night(made, db, "first night")
        db.execute(NEXT_NIGHT)
        time.sleep(SECONDS_BETWEEN)
        following = _night(made, db, "next night")
    db.execute(AS_BEFORE)
    return [each | {"schools": schools, "grown": grown} for each in (first, following)]


@contextmanager
def _workers(made: site.Site, db: psycopg.Connection):
    """Two workers that wait for the night."""
    environment = served.environment(HAKJEOK_SITE=str(made.path))
    working = [subprocess.Popen(WORKER, env=environment, cwd=served.PROJECT) for _ in range(WORKERS)]
    try:
        served.wait_until(lambda: _count(db, READY) == WORKERS)
        yield
    finally:
        for each in working:
            each.terminate()
        for each in working:
            each.wait()


def _night(made: site.Site, db: psycopg.Connection, name: str) -> dict:
    from hakjeok_web.config import clock
    from hakjeok_web.obligations import jobs

    sizes, over = [], threading.Event()
    watching = threading.Thread(target=_watch, args=(made, sizes, over))
    watching.start()
    begun, at, busy = time.perf_counter(), clock.now(), _cpu(made)
    jobs.recompute_every_school(timestamp=int(time.time()))
    served.wait_until(lambda: _count(db, LEFT) == 0, LONGEST_NIGHT)
    seconds, busy = time.perf_counter() - begun, _cpu(made) - busy
    over.set()
    watching.join()
    if failed := _count(db, FAILED):
        raise SystemExit(f"{failed} schools failed")
    return {
        "night": name, "pupils": _count(db, PUPILS), "seconds": round(seconds, 2), "cpu": round(busy, 2),
        "bare": round(_bare(db), 2), "mb": round(max(sizes), 1), "written": db.execute(WRITTEN, [at]).fetchone()[0],
    }  # fmt: skip


def _watch(made: site.Site, sizes: list[float], over: threading.Event) -> None:
    while not over.wait(1) or not sizes:
        sizes.append(_resting(made))


def _resting(made: site.Site) -> float:
    """Workers and database, what they share counted once; this process looks on."""
    total = 0.0
    for number in set(served.children(made)) - {os.getpid()}:
        try:
            total += measuring.resting_mb([number])
        except OSError:
            continue  # it has just ended
    return total


def _cpu(made: site.Site) -> float:
    return measuring.cpu_seconds_with_ended(set(served.children(made)) - {os.getpid()})


def _bare(db: psycopg.Connection) -> float:
    """The absences and open days of every school as plain SQL, one school after the other."""
    schools = db.execute("SELECT id FROM schools_school").fetchall()
    begun = time.perf_counter()
    for (school,) in schools:
        db.execute(bare.OPEN_DUTIES, {"school": school}).fetchall()
    return time.perf_counter() - begun


def _count(db: psycopg.Connection, asked: str) -> int:
    return db.execute(asked).fetchone()[0]


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]])
