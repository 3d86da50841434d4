"""kill -9 of server, worker and database at any moment loses nothing confirmed and leaves nothing half-written."""

import contextlib
import http.client
import random
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from datetime import date, timedelta

import pytest
from tests import served
from tests.bench.school import Size, roster_file
from tests.bench.site import built
from tests.journeys.killing import Killer, Person, Teacher, Witness

from hakjeok_web.platform import embedded, site

pytestmark = pytest.mark.xdist_group("serve")
SEED = 4711
KILLS = 50
KILLS_OF_ONE_IMPORT = 4
MOST_TRIES = 20
PRINTS = 6
SECONDS_TO_BE_RESCUED = 300  # a rescue looks once a minute, and a busy machine may kill its worker anew
SIX_HUNDRED = Size(classes=(4, 4, 4, 4, 4, 4), pupils_a_class=25)
SEEN = re.compile(rb'name="seen" value="([^"]+)"')


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A real site, safe against power cuts like any other, with two classes and an empty school beside."""
    found = site.create(
        tmp_path_factory.mktemp("killed") / "site.toml", kind="school", name="한빛초등학교", school="한빛초등학교",
        port=served.free_port(), administrator_name="권관리", administrator_login="administrator", durable=True,
    )  # fmt: skip
    yield found
    embedded.remove(found.postgres_directory)


@pytest.fixture(scope="module")
def cast(made):
    return built(made, "kill")


@pytest.fixture(scope="module")
def story(made, cast):
    """Everything happens here, once; the tests look at what is left."""
    with served.serving(made) as started:
        told = Story(started, cast)
        told.keep_the_register_while_parts_are_killed()
        told.import_while_parts_are_killed()
        told.wait_for_the_jobs()
        yield told


class Story:
    def __init__(self, started, cast):
        self.started, self.made, self.cast = started, started.made, cast
        self.killer, self.witness = Killer(started, SEED), Witness(started.made)
        self.registrar = Person(self.made, cast["registrar"])
        self.jobs, self.observed = [], []

    def keep_the_register_while_parts_are_killed(self):
        stop, days = threading.Event(), _school_days(date.fromisoformat(self.cast["month"]))
        self.teachers = [
            Teacher(self.made, each, days, seed, stop) for seed, each in enumerate(self.cast["classes"], start=1)
        ]
        paper, chance = self._paper(), random.Random(SEED)
        for teacher in self.teachers:
            teacher.start()
        while self.killer.count < KILLS:
            time.sleep(chance.uniform(0.2, 1.2))
            if len(self.jobs) < PRINTS and chance.random() < 0.5:
                self._order_files(paper)
            self.killer.kill_one()
        stop.set()
        for teacher in self.teachers:
            teacher.join(120)

    def _paper(self):
        """A form 2-3, to be printed again and again."""
        pupil = self.cast["classes"][0]["pupils"][3]
        fields = {
            "addressee": "김민수", "student_name": "박하준", "visit_datetime": "2026-05-07T15:30",
            "visit_place": "교무실", "school_phone": "02-0000-0001", "issue_date": "2026-05-04",
            "principal_seal": "한빛초등학교장", "act": "submit",
        }  # fmt: skip
        status, content = self.registrar.browser.post(f"/forms/2-3/?student={pupil}", **fields)
        assert status == 302, content.decode()
        return self.registrar.browser.location

    def _order_files(self, paper):
        kind = ("pdf", "hwpx")[len(self.jobs) % 2]
        status, _ = self.registrar.insist(lambda browser: browser.post(f"{paper}files/", format=kind))
        assert status == 302
        self.jobs.append(self.registrar.browser.location.strip("/").rpartition("/")[2])

    def import_while_parts_are_killed(self):
        content = roster_file(SIX_HUNDRED, self.cast["year"])
        for empty in self.cast["empty"]:
            self._import(Person(self.made, empty["registrar"]), empty["school"], content)
        self.killer.kill("postmaster")  # what was confirmed must outlive this too
        self.observed.append([self.what_stands(self.cast["empty"][-1]["school"])])

    def _import(self, importer, school, content):
        """One roster, sent off until it is applied, with something killed after a random part of a second."""
        importer.insist(lambda browser: browser.post_file("/imports/upload/", "roster.xlsx", content))
        roster, seen = importer.browser.location, [self.what_stands(school)]
        while seen[-1][0] != "applied":
            is_spared = len(seen) > KILLS_OF_ONE_IMPORT
            self._apply_once(importer, roster, None if is_spared else self.killer.chance.uniform(0.02, 0.8))
            seen.append(self.what_stands(school))
            assert len(seen) < MOST_TRIES, seen
        self.observed.append(seen)

    def _apply_once(self, importer, roster, killed_after):
        _, preview = importer.insist(lambda browser: browser.get(roster))
        found = SEEN.search(preview)
        if found is None:  # applied after all: its COMMIT was under way when the last look was taken
            return
        fingerprint = found.group(1).decode()
        blow = threading.Timer(killed_after or 0, self._strike)
        if killed_after:
            blow.start()
        with contextlib.suppress(OSError, http.client.HTTPException):  # the record tells what was done
            importer.browser.post(f"{roster}application/", seen=fingerprint)
        importer.browser.close()
        if killed_after:
            blow.join()

    def _strike(self):
        self.killer.kill_one("web worker", "backend", "backend")

    def what_stands(self, school):
        """State of a school's import, and the number of rows of each kind that it makes."""
        made = {
            "students_student": "*",
            "students_recordchange": "DISTINCT student_id",
            "students_classplacement": "*",
            "schools_schoolclass": "*",
            "documents_document": "*",
        }
        counts = ", ".join(
            f"(SELECT count({what}) FROM {name} WHERE school_id = i.school_id)" for name, what in made.items()
        )
        return self.witness.rows(f"SELECT state, {counts} FROM students_rosterimport i WHERE school_id = %s", school)[0]

    def wait_for_the_jobs(self):
        """Until no paper waits or is being made, or what happened to those that still do is told."""
        open_jobs = "SELECT id, state, done, created_at FROM documents_job WHERE state IN ('waiting', 'running')"
        deadline = time.monotonic() + SECONDS_TO_BE_RESCUED
        while left := self.witness.rows(open_jobs):
            told = "SELECT id, task_name, status, attempts, worker_id, args FROM procrastinate_jobs ORDER BY id"
            assert time.monotonic() < deadline, (left, self.witness.rows(told))
            time.sleep(0.5)


def _school_days(month):
    days = [month + timedelta(days=each) for each in range(28)]
    return [str(day) for day in days if day.weekday() < 5 and day.day > 12]


def test_at_least_fifty_were_killed_and_of_every_kind(story):
    assert story.killer.count >= 50
    assert all(story.killer.kills.values()), story.killer.kills


def test_nobody_was_told_anything_but_that_it_was_saved(story):
    assert [teacher.problem for teacher in story.teachers] == ["", ""]
    assert all(len(teacher.confirmed) > 50 for teacher in story.teachers)


def test_every_confirmed_cell_stands_as_it_was_last_confirmed(story):
    found = dict(_entries(story))
    last = {(cell.pupil, cell.day): (cell.form, cell.kind, cell.version) for cell in _confirmed(story)}
    assert {place: found.get(place) for place in last} == last


def test_every_confirmed_cell_has_exactly_one_line_of_history(story):
    rows = story.witness.rows(
        "SELECT student_id::text, date::text, form, kind, version, count(*) FROM attendance_entrychange"
        " GROUP BY 1, 2, 3, 4, 5"
    )
    lines = {(pupil, day, form, kind, version): count for pupil, day, form, kind, version, count in rows}
    told = Counter((cell.pupil, cell.day, cell.form, cell.kind, cell.version) for cell in _confirmed(story))
    assert set(told.values()) == {1}
    assert {line: lines.get(line) for line in told} == dict(told)


def test_there_is_no_history_that_nobody_was_told_of(story):
    assert story.witness.number("SELECT count(*) FROM attendance_entrychange") == len(list(_confirmed(story)))


def test_the_last_line_of_each_cell_s_history_is_the_cell(story):
    rows = story.witness.rows(
        "SELECT DISTINCT ON (student_id, date) student_id::text, date::text, form, kind, version"
        " FROM attendance_entrychange ORDER BY student_id, date, id DESC"
    )
    assert {(pupil, day): tuple(rest) for pupil, day, *rest in rows} == dict(_entries(story))


def _entries(story):
    rows = story.witness.rows(
        "SELECT student_id::text, date::text, form, kind, version FROM attendance_attendanceentry"
    )
    return [((pupil, day), tuple(rest)) for pupil, day, *rest in rows]


def _confirmed(story):
    return (cell for teacher in story.teachers for cell in teacher.confirmed)


def test_the_import_was_whole_or_absent_at_every_look(story):
    absent, whole = ("preview", 0, 0, 0, 0, 0), ("applied", 600, 600, 600, 24, 1)
    assert {row for seen in story.observed for row in seen} == {absent, whole}
    assert all(seen == sorted(seen, key=lambda each: each == whole) for seen in story.observed)


def test_every_ordered_paper_was_made_once(story):
    rows = story.witness.rows(
        "SELECT j.id::text, j.state, count(f.id) FROM documents_job j"
        " LEFT JOIN documents_generatedfile f ON f.job_id = j.id GROUP BY j.id"
    )
    found = {job: (state, files) for job, state, files in rows}
    assert len(story.jobs) == PRINTS
    assert {job: found.get(job) for job in story.jobs} == dict.fromkeys(story.jobs, ("done", 1))
    assert set(found.values()) == {("done", 1)}


def test_hakjeok_check_finds_nothing(story):
    checked = subprocess.run(
        [sys.executable, "-m", "hakjeok_web.platform", "manage", "check_site"],
        env=served.environment(HAKJEOK_SITE=str(story.made.path)),
        cwd=served.PROJECT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
