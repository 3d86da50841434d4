"""Keeping the obligations equal to what the rules say (할 일 계산): for a whole school, or for what an act touched."""

import json
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from hakjeok.dates import days_later, school_year_of
from hakjeok_web.absences.outstanding import ROWS as PAPERS
from hakjeok_web.absences.outstanding import Outstanding, outstanding_of, read_outstanding
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.attendance.actions import Touched
from hakjeok_web.attendance.case_rows import rows_of, wanted_of
from hakjeok_web.attendance.cases import Case, cases_of_rows, read_cases
from hakjeok_web.attendance.consigned import told
from hakjeok_web.attendance.month import end_of, month_of
from hakjeok_web.config import clock
from hakjeok_web.obligations import rules
from hakjeok_web.obligations.facts import school_facts
from hakjeok_web.obligations.rules import Duty
from hakjeok_web.schools.facts import calendars_of
from hakjeok_web.schools.queries import year_of

_WANTED = """
WITH wanted AS (
  SELECT * FROM jsonb_to_recordset(%(wanted)s::jsonb) AS w(
    rule text, key text, audience text, title text, detail text, due_on date, url text, reasons jsonb,
    student uuid, school_class uuid, first date, last date))
"""
_COLUMNS = (
    "(id, school_id, rule, key, audience, title, detail, due_on, url, reasons, student_id, school_class_id, "
    "computed_at)"
)
_VALUES = (
    "gen_random_uuid(), %(school)s, rule, key, audience, title, detail, due_on, url, reasons, student, school_class, "
    "%(now)s"
)
# Only constants are put together; what comes from the rows is a parameter.
_REPLACE = f"""{_WANTED},
gone AS (
  DELETE FROM obligations_obligation o WHERE o.school_id = %(school)s
     AND (%(students)s::uuid[] IS NULL OR o.student_id = ANY(%(students)s::uuid[]))
     AND o.key NOT IN (SELECT key FROM wanted) RETURNING 1),
put AS (
  INSERT INTO obligations_obligation AS o {_COLUMNS} SELECT {_VALUES} FROM wanted
  ON CONFLICT (school_id, key) DO UPDATE
     SET audience = excluded.audience, title = excluded.title, detail = excluded.detail, due_on = excluded.due_on,
         url = excluded.url, reasons = excluded.reasons, student_id = excluded.student_id,
         school_class_id = excluded.school_class_id, computed_at = excluded.computed_at
   WHERE (o.audience, o.title, o.detail, o.due_on, o.url, o.reasons, o.student_id, o.school_class_id) IS DISTINCT FROM
         (excluded.audience, excluded.title, excluded.detail, excluded.due_on, excluded.url, excluded.reasons,
          excluded.student_id, excluded.school_class_id) RETURNING 1)
SELECT (SELECT count(*) FROM put), (SELECT count(*) FROM gone)
"""  # noqa: S608

# The days and months of one class: settled ones go, open ones come; then the cases of the touched pupils and of those
# absent on the school day before, because a day that is taken (or no longer is) ends or begins their runs.
_DAYS = f"""{_WANTED},
judged AS (
  SELECT w.*, coalesce(CASE WHEN w.rule = 'register.take' THEN (
           SELECT d.taken_at IS NOT NULL FROM attendance_registerday d
            WHERE d.school_class_id = w.school_class AND d.date = w.first)
         ELSE (
           SELECT m.is_closed FROM attendance_registermonth m
            WHERE m.school_class_id = w.school_class AND m.first_on = date_trunc('month', w.first)::date)
         END, false) AS settled,
         (SELECT count(*) FROM students_classplacement p WHERE p.school_class_id = w.school_class
             AND p.from_on <= w.last AND (p.to_on IS NULL OR p.to_on >= w.first)) AS pupils
    FROM wanted w),
gone AS (
  DELETE FROM obligations_obligation o USING judged j WHERE o.school_id = %(school)s AND o.key = j.key AND j.settled),
put AS (
  INSERT INTO obligations_obligation {_COLUMNS}
  SELECT gen_random_uuid(), %(school)s, rule, key, audience, title,
         CASE WHEN rule = 'register.take' THEN detail || ' ' || pupils || '명' ELSE detail END,
         due_on, url, reasons, student, school_class, %(now)s
    FROM judged WHERE NOT settled AND pupils > 0
  ON CONFLICT (school_id, key) DO NOTHING)
"""  # noqa: S608
_TOUCHED_PUPILS = """
s.id IN (SELECT unnest(%(students)s::uuid[]) UNION
         SELECT e.student_id FROM attendance_attendanceentry e
          WHERE e.school_class_id = %(school_class)s AND e.date = ANY(%(before)s::date[])
            AND e.form = 'absence' AND e.kind = 'unexcused')
"""
# A computation of the whole school waits for acts that have told of themselves, and they for it: otherwise it would
# put back what they have just settled. Acts of different classes do not wait for one another. Sent before the
# statement that reads, in the same round trip, so that this one sees what was waited for.
_LOCK = "pg_advisory_xact_lock{}(hashtextextended('obligations:' || %(school)s, 0))"
_LOCKED_DAYS = f"SELECT {_LOCK.format('_shared')}; {_DAYS}"
_PAPERS = PAPERS.format(which=_TOUCHED_PUPILS)

# What the obligations rest on besides the register and the measures, both of which tell when they change.
_BASIS = """
md5(concat_ws('|',
  (SELECT string_agg(concat_ws(',', id, version, cut_cause, council_reviewed_on, first_on, last_on), ';' ORDER BY id)
     FROM schools_schoolyear WHERE school_id = %(school)s),
  (SELECT count(*) FROM schools_ruling WHERE school_id = %(school)s),
  (SELECT concat_ws(',', count(*), max(id::text), sum(grade * 100 + number))
     FROM schools_schoolclass WHERE school_id = %(school)s),
  (SELECT concat_ws(',', count(*), max(id::text), sum(from_on - date '2000-01-01'), sum(to_on - date '2000-01-01'),
                    count(to_on)) FROM accounts_homeroom WHERE school_id = %(school)s),
  (SELECT concat_ws(',', count(*), max(id::text), sum(from_on - date '2000-01-01'), sum(to_on - date '2000-01-01'),
                    count(to_on)) FROM students_classplacement WHERE school_id = %(school)s),
  (SELECT concat_ws(',', count(*), sum(version)) FROM nonenrollments_nonenrolledchild WHERE school_id = %(school)s),
  (SELECT count(*) FROM nonenrollments_childmeasure WHERE school_id = %(school)s),
  (SELECT count(*) FROM attendance_absenceregistration WHERE school_id = %(school)s AND returned_on IS NULL),
  (SELECT count(*) FROM students_recordchange WHERE school_id = %(school)s
     AND kind IN ('exemption', 'deferment', 'out_of_quota'))))
"""
_REMEMBER = """
INSERT INTO obligations_computation (id, school_id, day, computed_at, basis)
VALUES (gen_random_uuid(), %(school)s, %(today)s, %(now)s, %(basis)s)
ON CONFLICT (school_id) DO UPDATE SET day = excluded.day, computed_at = excluded.computed_at, basis = excluded.basis
"""
# Alone with the school, what its obligations will rest on and what they rested on when they were computed today. Read
# before everything else: what changes meanwhile makes the computation stale, not wrong for good.
_ALONE = f"""
SELECT {_LOCK.format("")};
SELECT {_BASIS}, (SELECT basis FROM obligations_computation WHERE school_id = %(school)s AND day = %(today)s)
"""  # noqa: S608
_IS_FRESH = (
    f"SELECT 1 FROM obligations_computation WHERE school_id = %(school)s AND day = %(today)s AND basis = {_BASIS}"  # noqa: S608
)


@dataclass(frozen=True)
class Recomputed:
    """How many rows a computation put in anew (or changed) and took away."""

    put: int
    removed: int


def recompute(school_id: uuid.UUID, today: date) -> Recomputed:
    """Compute all obligations of a school anew: new ones come, fulfilled ones go, equal ones stay as they are.

    Runs in the caller's transaction, which must have entered the school. Six to seven statements.
    """
    basis, _ = _alone_with(school_id, today)
    return _compute(school_id, today, basis)


def _alone_with(school_id: uuid.UUID, today: date) -> tuple[str, str | None]:
    """Wait until nobody else changes the school's obligations; what they rest on now, and did when computed today."""
    with connection.cursor() as cursor:
        cursor.execute(_ALONE, {"school": str(school_id), "today": today})
        cursor.nextset()
        return cursor.fetchone()


def _compute(school_id: uuid.UUID, today: date, basis: str) -> Recomputed:
    found = school_facts(school_id, today)
    wanted = list(rules.duties(found)) if found else []
    done = _replace(school_id, wanted, students=None)
    with connection.cursor() as cursor:
        cursor.execute(_REMEMBER, {"school": school_id, "today": today, "now": clock.now(), "basis": basis})
    return done


def recompute_if_stale(school_id: uuid.UUID, today: date) -> bool:
    """Compute anew where it was not done today, or calendar, classes, homerooms or pupils changed since. One query."""
    if is_fresh(school_id, today):
        return False
    basis, computed_from = _alone_with(school_id, today)
    if basis == computed_from:
        return False  # somebody else was faster
    _compute(school_id, today, basis)
    return True


def is_fresh(school_id: uuid.UUID, today: date) -> bool:
    """Whether the obligations were computed today from what is in force now. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_IS_FRESH, {"school": school_id, "today": today})
        return cursor.fetchone() is not None


def recompute_touched(touched: Touched) -> None:
    """After an act on the register or a measure: its days, and the pupils whose absences it may have changed.

    One statement; a second one where pupils are concerned.
    """
    school_year = touched.school_class.school_year
    if school_year.year != school_year_of(touched.by.today):
        return  # obligations are those of today's school year
    cases, papers = _touched_pupils(touched)
    students = touched.students | touched.others | {case.facts.student_id for case in cases}
    if students:
        _replace(touched.by.school_id, _duties_of_pupils(cases, papers), students=students)


def recompute_pupil(by: Actor, student: uuid.UUID) -> None:
    """After an act on a request of a pupil: everything that is to be done about him. Four queries."""
    school_year = year_of(by.school_id, by.today)
    if school_year is None:
        return
    calendars = calendars_of(school_year)
    cases = read_cases(school_year, calendars, today=by.today, students=[student])
    papers = read_outstanding(school_year, calendars, today=by.today, students=[student])
    _replace(by.school_id, _duties_of_pupils(cases, papers), students=[student])


def _duties_of_pupils(cases: Iterable[Case], papers: Iterable[Outstanding]) -> list[Duty]:
    return [*(duty for case in cases for duty in rules.case_duties(case)), *map(rules.paper_duty, papers)]


def _replace(school_id: uuid.UUID, wanted: Iterable[Duty], *, students: Collection[uuid.UUID] | None) -> Recomputed:
    with connection.cursor() as cursor:
        cursor.execute(
            _REPLACE,
            {
                "school": school_id,
                "wanted": _as_json(vars(duty) for duty in wanted),
                "students": None if students is None else list(students),
                "now": clock.now(),
            },
        )
        return Recomputed(*cursor.fetchone())


def _touched_pupils(touched: Touched) -> tuple[list[Case], list[Outstanding]]:
    """Bring the days and months of a class up to date, and read what its act may have changed about pupils."""
    school_class, school_year = touched.school_class, touched.school_class.school_year
    calendars = calendars_of(school_year)
    calendar = calendars.of(school_class.grade)
    eves = (calendar.previous_or_same(days_later(day, -1)) for day in touched.days)
    wanted = {
        "school": str(touched.by.school_id),
        "school_class": school_class.pk,
        "wanted": _as_json(_candidates(touched, calendar)),
        "before": [eve for eve in eves if eve],
        "students": list(touched.students | touched.others),
        "now": clock.now(),
    }
    today = touched.by.today
    wanted |= wanted_of(school_year, today) | {"classes": [school_class.pk], "end": days_later(today, 1)}
    with connection.cursor() as cursor:
        cases = f"{_LOCKED_DAYS}{rows_of(_TOUCHED_PUPILS)}"
        cursor.execute(f"{cases}; {_PAPERS}; {told.source.stays_of_classes}", wanted)
        cursor.nextset()
        rows = cursor.fetchall()
        cursor.nextset()
        papers = outstanding_of(cursor, calendars, today)
        cursor.nextset()
        stays = told.source.stays(cursor.fetchall())
        return cases_of_rows(rows, calendars, today=today, stays=stays), papers


def _candidates(touched: Touched, calendar) -> Iterable[dict]:
    """What would have to be done about the touched days, were it still open."""
    school_class, today = touched.school_class, touched.by.today
    for day in touched.days:
        if day <= today and calendar.is_school_day(day):
            duty = rules.take_duty(school_class.pk, str(school_class), day)
            yield vars(duty) | {"first": day, "last": day}
    for first_on in {month_of(day) for day in touched.days}:
        days = rules.days_of_month(calendar, first_on)
        if days and end_of(first_on) <= today:
            duty = rules.close_duty(school_class.pk, str(school_class), first_on, calendar)
            yield vars(duty) | {"first": days[0], "last": days[-1]}


def _as_json(rows: Iterable[dict]) -> str:
    return json.dumps(list(rows), cls=DjangoJSONEncoder, ensure_ascii=False)
