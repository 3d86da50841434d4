"""What must be true of a school's rows at any time (불변식), asked of the database without changing it."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

from hakjeok.vocabulary import Status
from hakjeok_web.accounts import access_log
from hakjeok_web.accounts.models import AccessChain, IdempotencyKey
from hakjeok_web.attendance.month import end_of
from hakjeok_web.config import clock
from hakjeok_web.config.templatetags.korean import korean_date
from hakjeok_web.obligations import actions, rules
from hakjeok_web.obligations.facts import school_facts
from hakjeok_web.obligations.models import Obligation
from hakjeok_web.schools.facts import YearCalendars, calendars_of
from hakjeok_web.schools.models import SchoolYear
from hakjeok_web.students import facts as ledger
from hakjeok_web.students.models import Student

KEYS_KEPT_FOR = timedelta(hours=48)


@dataclass(frozen=True)
class Finding:
    """Something that is not as it must be: where, what, and what to do."""

    place: str
    what: str
    remedy: str
    is_error: bool = True

    def __str__(self) -> str:
        return f"{self.place}: {self.what} → {self.remedy}"


def findings_of(school_id: uuid.UUID, today: date) -> Iterator[Finding]:
    """Everything that is wrong in a school, which the transaction must have entered."""
    for check in CHECKS:
        yield from check(school_id, today)


def access_chain(school_id: uuid.UUID, today: date) -> Iterator[Finding]:
    """The access log follows from its own beginning to its recorded end."""
    if not AccessChain.objects.filter(school_id=school_id).exists():
        yield Finding("조회 기록", "사슬의 처음이 없습니다.", "학교를 만든 명령을 다시 실행해 주세요.")
        return
    broken = access_log.first_break(school_id)
    if broken is not None:
        yield Finding(
            f"조회 기록 {broken}번",
            "앞 기록과 이어지지 않습니다. 고치거나 지운 기록이 있습니다.",
            "이 번호 앞까지만 믿을 수 있습니다. 백업의 조회 기록과 견주어 주세요.",
        )


def projections(school_id: uuid.UUID, today: date) -> Iterator[Finding]:
    """What a pupil's row says is what his ledger says, and the ledger is lawful and without a gap."""
    students = list(Student.objects.filter(school_id=school_id))
    told = ledger.events_of([student.pk for student in students])
    seqs = {student: (count, last) for student, count, last in _rows(_SEQS, school=school_id)}
    for student in students:
        standing = ledger.latest_standing(told[student.pk])
        count, last = seqs.get(student.pk, (0, 0))
        folded = (standing.status.value, standing.status not in ledger.CLOSED, standing.grade, last)
        kept = (student.standing, student.is_open, student.grade, student.last_seq)
        if folded != kept:
            yield Finding(
                f"학생 {student.pk}",
                f"학적 상태가 다릅니다. 학생 행에는 {_state(kept)}, 학적변동으로 계산하면 {_state(folded)}입니다.",
                "학적변동이 맞으면 학생 행의 네 값을 계산한 값으로 고쳐 주세요.",
            )
        if count != last:
            yield Finding(f"학생 {student.pk}", "학적변동의 순번이 빠져 있습니다.", "백업에서 빠진 줄을 찾아 주세요.")
        for reason in ledger.why_unlawful(told[student.pk]):
            yield Finding(f"학생 {student.pk}", reason.text, "학적반영취소나 정정으로 바로잡아 주세요.")


def _state(projected: tuple) -> str:
    standing, is_open, grade, last = projected
    known = Status(standing).korean if standing in list(Status) else standing
    return f"‘{known}, {'열림' if is_open else '닫힘'}, {grade or '–'}학년, {last}줄’"


_SEQS = "SELECT student_id, count(*), max(seq) FROM students_recordchange WHERE school_id = %(school)s GROUP BY 1"
_ENTRY_DAYS = """
SELECT c.school_year_id, c.grade, c.number, e.date, count(*) FROM attendance_attendanceentry e
  JOIN schools_schoolclass c ON c.id = e.school_class_id WHERE e.school_id = %(school)s GROUP BY 1, 2, 3, 4 ORDER BY 4
"""
_STRANGERS = """
SELECT e.student_id, e.date FROM attendance_attendanceentry e WHERE e.school_id = %(school)s AND NOT EXISTS (
  SELECT 1 FROM students_classplacement p WHERE p.student_id = e.student_id AND p.school_class_id = e.school_class_id
     AND p.from_on <= e.date AND (p.to_on IS NULL OR p.to_on >= e.date)) ORDER BY e.date
"""
_HISTORY = """
SELECT e.student_id, e.date FROM attendance_attendanceentry e
  LEFT JOIN LATERAL (SELECT form, kind FROM attendance_entrychange h
      WHERE h.student_id = e.student_id AND h.date = e.date ORDER BY id DESC LIMIT 1) h ON true
 WHERE e.school_id = %(school)s AND (e.form, e.kind) IS DISTINCT FROM (h.form, h.kind) ORDER BY e.date
"""


def entries(school_id: uuid.UUID, today: date) -> Iterator[Finding]:
    """Entries stand on school days, belong to pupils of the class, and are what their history says."""
    calendars = _calendars(school_id)
    for year, grade, number, day, count in _rows(_ENTRY_DAYS, school=school_id):
        name = calendars[year].name_of(day, grade)
        if name:
            yield Finding(
                f"{grade}-{number} 출석부 {korean_date(day)}",
                f"수업이 없는 날({name})에 출결 {count}건이 있습니다.",
                "학사일정에서 수업일로 되돌리거나 출석부에서 그날의 출결을 지워 주세요.",
            )
    for student, day in _rows(_STRANGERS, school=school_id):
        yield Finding(
            f"학생 {student} {korean_date(day)}",
            "그 반 학생이 아닌 날에 출결이 있습니다.",
            "반·번호의 날짜를 살펴보고 맞지 않는 출결을 지워 주세요.",
        )
    for student, day in _rows(_HISTORY, school=school_id):
        yield Finding(
            f"학생 {student} {korean_date(day)}",
            "출결이 마지막 입력 이력과 다릅니다.",
            "이력이 없이 바뀐 값입니다. 출석부에서 바른 값을 다시 적어 주세요.",
        )


_DAYS = """
SELECT c.school_year_id, c.grade, c.number, d.date, d.taken_at, d.is_closed,
       (SELECT kind FROM attendance_registeract a WHERE a.school_class_id = c.id AND a.date = d.date
           AND a.kind IN ('take', 'untake') ORDER BY a.at DESC, a.id DESC LIMIT 1)
  FROM attendance_registerday d JOIN schools_schoolclass c ON c.id = d.school_class_id
 WHERE d.school_id = %(school)s ORDER BY d.date
"""
_MONTHS = """
SELECT c.school_year_id, c.grade, c.number, m.first_on, m.version, m.is_closed,
       (SELECT kind FROM attendance_registeract a WHERE a.school_class_id = c.id AND a.date = m.first_on
           AND a.kind IN ('close_month', 'reopen_month') ORDER BY a.at DESC, a.id DESC LIMIT 1),
       ARRAY(SELECT d.date FROM attendance_registerday d WHERE d.school_class_id = c.id AND d.taken_at IS NOT NULL
                AND date_trunc('month', d.date) = m.first_on),
       (SELECT max(version) FROM attendance_entrychange h WHERE h.school_class_id = c.id
           AND date_trunc('month', h.date) = m.first_on),
       (SELECT json_agg(json_build_array(from_on, to_on)) FROM students_classplacement p
         WHERE p.school_class_id = c.id)
  FROM attendance_registermonth m JOIN schools_schoolclass c ON c.id = m.school_class_id
 WHERE m.school_id = %(school)s ORDER BY m.first_on
"""


def register_days(school_id: uuid.UUID, today: date) -> Iterator[Finding]:
    """Days taken or closed are school days; a closed day is taken; the state is what the last act made it."""
    calendars = _calendars(school_id)
    for year, grade, number, day, taken_at, is_closed, act in _rows(_DAYS, school=school_id):
        place = f"{grade}-{number} 출석부 {korean_date(day)}"
        if (taken_at or is_closed) and not calendars[year].of(grade).is_school_day(day):
            yield Finding(place, "수업이 없는 날을 확인했거나 마감했습니다.", "학사일정을 살펴봐 주세요.")
        if is_closed and taken_at is None:
            yield Finding(place, "확인하지 않은 날이 마감되어 있습니다.", "하루 마감취소를 하고 출석을 확인해 주세요.")
        if (taken_at is not None) != (act == "take"):
            yield Finding(
                place, "출석 확인 상태가 확인 기록과 다릅니다.", "출석부에서 그날의 출석을 다시 확인해 주세요."
            )


def register_months(school_id: uuid.UUID, today: date) -> Iterator[Finding]:
    """A closed month has no school day 확인 전; the state is what the last act made it; versions only rise."""
    calendars = _calendars(school_id)
    for year, grade, number, first_on, version, is_closed, act, taken, written, stays in _rows(
        _MONTHS, school=school_id
    ):
        place = f"{grade}-{number} {first_on.year}년 {first_on.month}월"
        days = calendars[year].of(grade).between(first_on, end_of(first_on) - timedelta(days=1))
        if is_closed and any(day not in taken and _is_inhabited(stays, day) for day in days):
            yield Finding(place, "마감한 달에 확인하지 않은 날이 있습니다.", "마감취소를 하고 출석을 확인해 주세요.")
        if is_closed != (act == "close_month"):
            yield Finding(place, "마감 상태가 마감 기록과 다릅니다.", "마감취소나 마감을 다시 해 주세요.")
        if written is not None and written > version:
            yield Finding(place, "입력 이력이 달의 판보다 새것입니다.", "백업에서 되살린 표가 섞였는지 살펴봐 주세요.")


def _is_inhabited(stays: list | None, day: date) -> bool:
    return any(start <= day.isoformat() and (end is None or end >= day.isoformat()) for start, end in stays or ())


_OVERLAPS = """
SELECT DISTINCT a.student_id FROM students_classplacement a JOIN students_classplacement b
    ON b.student_id = a.student_id AND b.id <> a.id
   AND daterange(a.from_on, a.to_on, '[]') && daterange(b.from_on, b.to_on, '[]') WHERE a.school_id = %(school)s
"""
_SHARED = """
SELECT c.grade, c.number, a.number, least(a.id, b.id) FROM students_classplacement a JOIN students_classplacement b
    ON b.school_class_id = a.school_class_id AND b.number = a.number AND b.id > a.id
   AND daterange(a.from_on, a.to_on, '[]') && daterange(b.from_on, b.to_on, '[]')
  JOIN schools_schoolclass c ON c.id = a.school_class_id WHERE a.school_id = %(school)s
"""
_GONE = """
SELECT s.id FROM students_student s JOIN students_classplacement p ON p.student_id = s.id
 WHERE s.school_id = %(school)s AND NOT s.is_open AND p.to_on IS NULL
"""


def placements(school_id: uuid.UUID, today: date) -> Iterator[Finding]:
    """A pupil has one place at a time, a number one pupil, and who is gone has none."""
    for (student,) in _rows(_OVERLAPS, school=school_id):
        yield Finding(f"학생 {student}", "같은 날에 반이 두 개입니다.", "반·번호에서 앞 반의 끝난 날을 고쳐 주세요.")
    for grade, number, seat, _ in _rows(_SHARED, school=school_id):
        yield Finding(
            f"{grade}-{number} {seat}번",
            "같은 날에 두 학생이 같은 번호를 씁니다.",
            "한 학생의 번호를 바꿔 주세요.",
        )
    for (student,) in _rows(_GONE, school=school_id):
        yield Finding(
            f"학생 {student}", "학교를 떠났는데 반이 남아 있습니다.", "반의 끝난 날을 학적변동일로 고쳐 주세요."
        )


_NUMBERS = """
SELECT s.year, s.last, count(d.id), coalesce(max(d.number), 0) FROM documents_numberseries s
  LEFT JOIN documents_document d ON d.school_id = s.school_id AND extract(year FROM d.approved_on) = s.year
 WHERE s.school_id = %(school)s GROUP BY 1, 2
UNION ALL
SELECT extract(year FROM d.approved_on)::int, 0, count(*), max(d.number) FROM documents_document d
 WHERE d.school_id = %(school)s AND d.number IS NOT NULL AND NOT EXISTS (
   SELECT 1 FROM documents_numberseries s WHERE s.school_id = d.school_id
      AND s.year = extract(year FROM d.approved_on)) GROUP BY 1
"""


def document_numbers(school_id: uuid.UUID, today: date) -> Iterator[Finding]:
    """The numbers of a year's papers run from 1 to the last one given, without a gap."""
    for year, last, count, highest in _rows(_NUMBERS, school=school_id):
        if not last == count == highest:
            yield Finding(
                f"{year}년 문서번호",
                f"마지막으로 준 번호는 {last}번인데 문서는 {count}건, 가장 큰 번호는 {highest}번입니다.",
                "빠진 문서를 백업에서 찾아 주세요.",
            )


def obligations(school_id: uuid.UUID, today: date) -> Iterator[Finding]:
    """The kept obligations are those that the rules give; asked only where they were computed from today's basis."""
    if not actions.is_fresh(school_id, today):
        yield Finding("할 일", "오늘 상태로 아직 계산하지 않았습니다.", "할 일 화면을 열면 계산합니다.", is_error=False)
        return
    found = school_facts(school_id, today)
    wanted = {_told(duty) for duty in rules.duties(found)} if found else set()
    kept = {_told(row) for row in Obligation.objects.filter(school_id=school_id)}
    for told in sorted(wanted ^ kept):
        what = "계산하면 있어야 하는데 없습니다." if told in wanted else "계산하면 없어야 하는데 있습니다."
        yield Finding(f"할 일 {told[0]}", what, "`hakjeok manage recompute_obligations`로 다시 계산해 주세요.")


def _told(row: Any) -> tuple:
    return (row.key, row.audience, row.title, row.detail, row.due_on, row.url)


def old_keys(school_id: uuid.UUID, today: date) -> Iterator[Finding]:
    """Idempotency keys older than 48 hours are of no use any more; only told."""
    old = IdempotencyKey.objects.filter(school_id=school_id, at__lt=clock.now() - KEYS_KEPT_FOR).count()
    if old:
        yield Finding("중복 방지 번호", f"48시간이 지난 것이 {old}개 있습니다.", "지워도 됩니다.", is_error=False)


CHECKS: tuple[Callable[[uuid.UUID, date], Iterator[Finding]], ...] = (
    access_chain,
    projections,
    entries,
    register_days,
    register_months,
    placements,
    document_numbers,
    obligations,
    old_keys,
)


def _calendars(school_id: uuid.UUID) -> dict[uuid.UUID, YearCalendars]:
    return {year.pk: calendars_of(year) for year in SchoolYear.objects.filter(school_id=school_id)}


def _rows(sql: str, **wanted: Any) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, wanted)
        return cursor.fetchall()
