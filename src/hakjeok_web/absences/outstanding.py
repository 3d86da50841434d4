"""What is outstanding about absences (받을 것·결재할 것), for a whole school or some pupils in one query."""

import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from typing import Any

from django.db import connection

from hakjeok.attendance.classify import BY_A_DIAGNOSIS_OF_THE_TERM
from hakjeok.attendance.field_trip import REPORTED
from hakjeok.attendance.illness_evidence import DEADLINE
from hakjeok.dates import days_later
from hakjeok.source import Source, Step
from hakjeok_web.absences.models import AbsenceRequest
from hakjeok_web.attendance.diagnosed import TermDiagnosis, term_diagnoses
from hakjeok_web.schools.facts import YearCalendars
from hakjeok_web.schools.figures import TRIP_APPLY_BEFORE, TRIP_REPORT_WITHIN, Figure
from hakjeok_web.schools.models import SchoolYear

Kind = AbsenceRequest.Kind


class What(StrEnum):
    """What there is to be done."""

    NO_REPORT = "absence.report"
    REPORT_OPEN = "absence.report_open"
    TRIP_OPEN = "trip.approval"
    TRIP_REPORT = "trip.report"


@dataclass(frozen=True)
class Outstanding:
    """One thing that somebody still has to hand in or to decide."""

    what: What
    title: str
    student: uuid.UUID
    pupil: str
    school_class: uuid.UUID
    first: date
    last: date
    due: date
    url: str
    step: Step


_PLACE = """
  JOIN students_student s ON s.id = {of}.student_id
  JOIN LATERAL (SELECT school_class_id, number FROM students_classplacement
                 WHERE student_id = s.id AND from_on <= %(today)s AND (to_on IS NULL OR to_on >= %(today)s)
                 ORDER BY from_on DESC LIMIT 1) p ON true
  JOIN schools_schoolclass c ON c.id = p.school_class_id AND c.school_year_id = %(year)s
"""
_WHO = "s.id, c.grade || '-' || c.number || ' ' || p.number || '번 ' || s.name, c.id, c.grade"
# What the school set of a figure when the request was received, in the same round trip; `rulings.on` says the same.
_OWN = """
(SELECT g.value FROM schools_ruling g WHERE g.school_year_id = c.school_year_id AND g.figure = '{figure}'
    AND g.from_on <= r.received_on ORDER BY g.from_on DESC, g.place DESC LIMIT 1)
"""
# Only constants are put together; what comes from the rows is a parameter.
_REQUESTS = f"""
SELECT {_WHO}, r.id, r.kind, r.state, r.from_on, r.to_on, coalesce(r.told->'documents', '[]') = '[]', r.reason,
       {_OWN.format(figure=TRIP_APPLY_BEFORE.name)}, {_OWN.format(figure=TRIP_REPORT_WITHIN.name)}
  FROM absences_absencerequest r {_PLACE.format(of="r")}
 WHERE r.school_id = %(school)s AND r.state IN ('received', 'approved')
   AND (r.kind = 'field_trip' OR r.state = 'received')
   AND {{which}}
"""  # noqa: S608
# Absences that a report has to prove, in months that are still open: what is closed is settled.
_ABSENCES = f"""
SELECT {_WHO}, e.date
  FROM attendance_attendanceentry e {_PLACE.format(of="e")}
 WHERE e.school_id = %(school)s AND e.form = 'absence' AND e.kind IN ('illness', 'other')
   AND e.date BETWEEN %(first)s AND %(today)s
   AND {{which}}
   AND NOT EXISTS (SELECT 1 FROM attendance_registermonth m WHERE m.school_class_id = e.school_class_id
                      AND m.is_closed AND m.first_on = date_trunc('month', e.date)::date)
   AND NOT EXISTS (SELECT 1 FROM absences_absencerequest r WHERE r.student_id = e.student_id
                      AND r.state <> 'cancelled' AND e.date BETWEEN r.from_on AND r.to_on)
 ORDER BY s.id, e.date
"""  # noqa: S608


# Two statements for one round trip; `which` is a condition on the pupils s.
ROWS = f"{_REQUESTS}; {_ABSENCES}"
_WHICH = "(%(students)s::uuid[] IS NULL OR s.id = ANY(%(students)s::uuid[]))"


def read_outstanding(
    school_year: SchoolYear, calendars: YearCalendars, *, today: date, students: Collection[uuid.UUID] | None = None
) -> list[Outstanding]:
    """Requests that wait and absences without a report. One query."""
    wanted = {
        "school": school_year.school_id, "year": school_year.pk, "first": school_year.first_on, "today": today,
        "students": None if students is None else list(students),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(ROWS.format(which=_WHICH), wanted)
        return outstanding_of(cursor, calendars, today)


def outstanding_of(cursor: Any, calendars: YearCalendars, today: date) -> list[Outstanding]:
    """What the cursor, standing at the first of the two statements of `ROWS`, has found."""
    found = cursor.fetchall()
    cursor.nextset()
    runs = list(_runs(cursor.fetchall(), calendars))
    diagnoses = _diagnoses(found)
    requests = [_of_request(row, calendars, today, diagnoses) for row in found]
    return [*filter(None, requests), *runs]


def _diagnoses(rows: Iterable[tuple]) -> Sequence[TermDiagnosis]:
    """Those that spare a paper (학기 진단서, p.26). One query, and none where no report waits for such a paper."""
    asked = [row for row in rows if row[9] and row[10] in BY_A_DIAGNOSIS_OF_THE_TERM]
    if not asked:
        return ()
    return term_diagnoses({row[0] for row in asked}, min(row[7] for row in asked), max(row[8] for row in asked))


def _of_request(
    row: tuple, calendars: YearCalendars, today: date, diagnoses: Iterable[TermDiagnosis]
) -> Outstanding | None:
    student, pupil, school_class, grade, key, kind, state, first, last, lacks_papers, reason, before, within = row
    who = {"student": student, "pupil": pupil, "school_class": school_class, "first": first, "last": last}
    if kind == Kind.REPORT:
        is_proved = any(each.student == student and each.proves(reason, (first, last)) for each in diagnoses)
        return _open_report(who, key, lacks_papers=lacks_papers and not is_proved)
    if state == AbsenceRequest.State.RECEIVED:
        return _open_trip(who, key, before, calendars.of(grade).school_year, today)
    return _trip_without_report(who, key, within, calendars.of(grade), today)


def _open_report(who: dict[str, Any], key: uuid.UUID, *, lacks_papers: bool) -> Outstanding:
    title = "결석신고 증빙서류 받기" if lacks_papers else "결석신고서 결재 받기"
    due = days_later(who["first"], DEADLINE.whole)
    return Outstanding(What.REPORT_OPEN, title, due=due, url=f"/absence-reports/{key}/", step=_report_step(), **who)


def _report_step() -> Step:
    text = f"결석신고서와 증빙서류는 결석한 날부터 {DEADLINE.whole}일 이내에 받아 학교장의 승인을 받습니다."
    return Step(text, DEADLINE.source)


def _in_force(figure: Figure, own: Decimal | None, year: int) -> tuple[int, Source]:
    """The days of a period, and where it stands: in the school's own rule, or in the handbook."""
    if own is not None:
        return int(own), figure.left_by
    found = figure.parameter.at(year)
    return found.whole, found.source


def _open_trip(who: dict[str, Any], key: uuid.UUID, own: Decimal | None, year: int, today: date) -> Outstanding | None:
    """Asked after from the last day of applying on: it must be approved before it begins (p.35)."""
    before, source = _in_force(TRIP_APPLY_BEFORE, own, year)
    due = days_later(who["first"], -1)
    if today < min(due, days_later(who["first"], -before)):
        return None
    step = Step("교외체험학습은 시작하기 전에 학교장의 승인을 받습니다.", source)
    return Outstanding(
        What.TRIP_OPEN, "교외체험학습 결재 받기", due=due, url=f"/field-trips/{key}/", step=step, **who
    )  # fmt: skip


def _trip_without_report(
    who: dict[str, Any], key: uuid.UUID, own: Decimal | None, calendar, today: date
) -> Outstanding | None:
    days = calendar.between(who["first"], who["last"])
    if not days or days[-1] >= today:
        return None
    within, source = _in_force(TRIP_REPORT_WITHIN, own, calendar.school_year)
    by_rule, source = ("", REPORTED) if own is None else ("학교 규정에 따라 ", source)
    step = Step(f"보고서는 {by_rule}끝난 뒤 {within}일 이내에 받아야 출석으로 인정할 수 있습니다.", source)
    return Outstanding(
        What.TRIP_REPORT, "교외체험학습 보고서 받기", due=days_later(days[-1], within),
        url=f"/field-trips/{key}/report/", step=step, **who,
    )  # fmt: skip


def _runs(rows: Iterable[tuple], calendars: YearCalendars) -> Iterator[Outstanding]:
    """Absences that follow one another need one report."""
    for (student, pupil, school_class, grade), of_pupil in groupby(rows, key=lambda row: row[:4]):
        numbers = calendars.of(grade).number_of
        days = [row[4] for row in of_pupil if row[4] in numbers]
        for _, run in groupby(enumerate(days), key=lambda each: numbers[each[1]] - each[0]):
            first, *_, last = [days_of[1] for days_of in run] * 2
            yield Outstanding(
                What.NO_REPORT, "결석신고서 받기", student, pupil, school_class, first, last,
                due=days_later(first, DEADLINE.whole), url=f"/absence-reports/new/?student={student}",
                step=_report_step(),
            )  # fmt: skip
