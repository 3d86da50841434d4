"""What has to be done, by whom, until when and why (할 일의 규칙): from facts to obligations. Reads nothing.

Dates that the handbook does not give are the school's practice (학교 관행) and say so in their reasons.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hakjeok.absence.actions import ActionCode
from hakjeok.dates import spoken_date
from hakjeok.result import Result
from hakjeok.school_calendar import Calendar
from hakjeok.schooldays.plan import CutCause, Plan, PlanFacts, plan
from hakjeok.source import Step
from hakjeok_web.absences.outstanding import Outstanding
from hakjeok_web.attendance.cases import OUT_OF_QUOTA, Case, Code, Task
from hakjeok_web.attendance.models import AbsenceRegistration
from hakjeok_web.attendance.month import end_of, month_of
from hakjeok_web.attendance.registrations import ChangeOfRecord
from hakjeok_web.config.templatetags.korean import short_date
from hakjeok_web.nonenrollments.cases import ChildCase
from hakjeok_web.schools.facts import YearCalendars
from hakjeok_web.schools.models import GRADES, SchoolYear

TAKE, CLOSE = "register.take", "register.close"
NONENROLLMENT = "admission.nonenrollment"
LADDER, QUOTA = "absence.ladder", "absence.out_of_quota"
TOO_SHORT, NO_HOMEROOM = "calendar.too_short", "class.no_homeroom"

HOMEROOM, REGISTRAR, PRINCIPAL, ADMIN = "homeroom", "registrar", "principal", "school_admin"
CLOSE_BY_SCHOOL_DAY = 5  # of the next month; the school's practice
PRACTICE = "학교 관행으로 정한 기한입니다. 도움자료에는 날짜가 없습니다."

# Who acts in the school. What the handbook lays on the principal (유선 연락, 가정방문) the homeroom teacher does for
# him; the summons and the police request are also shown to the principal himself.
WHO_ACTS: Mapping[str, tuple[str, ...]] = {
    ActionCode.PHONE_DAILY: (HOMEROOM,),
    ActionCode.HOME_VISIT: (HOMEROOM,),
    ActionCode.SUMMONS: (HOMEROOM, PRINCIPAL),
    ActionCode.REGISTER: (HOMEROOM,),
    ActionCode.REPORT_OFFICE: (REGISTRAR,),
    ActionCode.REPORT_DONG: (REGISTRAR,),
    ActionCode.MONTHLY_CHECK: (HOMEROOM,),
    ActionCode.POLICE_REQUEST: (REGISTRAR, PRINCIPAL),
    ActionCode.ABUSE_REPORT: (HOMEROOM, REGISTRAR),
    ActionCode.RETURN_REPORT: (HOMEROOM,),
    Code.WATCH_CARD: (HOMEROOM,),
    Code.QUOTA_NOTICE: (HOMEROOM, REGISTRAR),
    OUT_OF_QUOTA: (REGISTRAR,),
}
OF_QUOTA = (OUT_OF_QUOTA, Code.QUOTA_NOTICE)


@dataclass(frozen=True)
class Duty:
    """One obligation as a value: the row that the database keeps of it."""

    rule: str
    key: str
    audience: str
    title: str
    detail: str
    due_on: date
    url: str
    reasons: tuple[Mapping[str, Any], ...] = ()
    student: uuid.UUID | None = None
    school_class: uuid.UUID | None = None


@dataclass(frozen=True)
class ClassFacts:
    """A class of the year with what is decided about its days and months."""

    id: uuid.UUID
    grade: int
    number: int
    pupils: int
    stays: tuple[tuple[date, date | None], ...]  # from when to when pupils belong to it
    taken: frozenset[date]
    closed: frozenset[date]  # firsts of months
    without_homeroom_since: date | None

    @property
    def name(self) -> str:
        return f"{self.grade}학년 {self.number}반"

    def has_pupils(self, first: date, last: date) -> bool:
        return any(start <= last and (end is None or end >= first) for start, end in self.stays)


@dataclass(frozen=True)
class SchoolFacts:
    """A whole school on a day."""

    school_year: SchoolYear
    calendars: YearCalendars
    classes: tuple[ClassFacts, ...]
    cases: tuple[Case, ...]
    today: date
    children: tuple[ChildCase, ...] = ()
    closings: tuple[tuple[AbsenceRegistration, ChangeOfRecord], ...] = ()
    outstanding: tuple[Outstanding, ...] = ()  # papers about absences


def duties(facts: SchoolFacts) -> Iterator[Duty]:
    """Everything that has to be done in a school."""
    for each in facts.classes:
        yield from class_duties(each, facts)
    for case in facts.cases:
        yield from case_duties(case)
    for child in facts.children:
        yield from child_duties(child)
    for registration, change in facts.closings:
        yield closing_duty(registration, change)
    yield from map(paper_duty, facts.outstanding)
    yield from calendar_duties(facts)


def class_duties(each: ClassFacts, facts: SchoolFacts) -> Iterator[Duty]:
    """The days to be taken, the months to be closed, the missing homeroom teacher of a class."""
    calendar = facts.calendars.of(each.grade)
    for day in calendar.between(calendar.first_day, facts.today):
        if day not in each.taken and each.has_pupils(day, day):
            yield take_duty(each.id, f"{each.name} {each.pupils}명", day)
    yield from _months_to_close(each, facts)
    if each.without_homeroom_since is not None:
        yield _missing_homeroom(each, max(each.without_homeroom_since, facts.school_year.first_on), facts)


def take_duty(school_class: uuid.UUID, detail: str, day: date) -> Duty:
    """Take the attendance of a class's day (출석 확인)."""
    return Duty(
        rule=TAKE,
        key=f"{TAKE}:{school_class}:{day}",
        audience=HOMEROOM,
        title="출석 확인",
        detail=detail,
        due_on=day,
        url=f"/registers/{school_class}/{day}/",
        school_class=school_class,
    )


def _months_to_close(each: ClassFacts, facts: SchoolFacts) -> Iterator[Duty]:
    calendar = facts.calendars.of(each.grade)
    first_on = month_of(calendar.first_day)
    while end_of(first_on) <= facts.today:
        days = days_of_month(calendar, first_on)
        if days and first_on not in each.closed and each.has_pupils(days[0], days[-1]):
            yield close_duty(each.id, each.name, first_on, calendar)
        first_on = end_of(first_on)


def close_duty(school_class: uuid.UUID, name: str, first_on: date, calendar: Calendar) -> Duty:
    """Close a class's month that is over (월 출결 마감)."""
    next_month = end_of(first_on)
    due = calendar.nth_from(next_month, CLOSE_BY_SCHOOL_DAY)
    if due is None or due >= end_of(next_month):
        due = next_month + timedelta(days=6)  # no lessons in the next month: within its first week
    return Duty(
        rule=CLOSE,
        key=f"{CLOSE}:{school_class}:{first_on:%Y-%m}",
        audience=HOMEROOM,
        title=f"{first_on.month}월 출결 마감",
        detail=name,
        due_on=due,
        url=f"/register-closings/{school_class}/{first_on:%Y-%m}/",
        reasons=({"text": f"다음 달 {CLOSE_BY_SCHOOL_DAY}번째 수업일까지 마감합니다. {PRACTICE}"},),
        school_class=school_class,
    )


def days_of_month(calendar: Calendar, first_on: date) -> tuple[date, ...]:
    """The school days of a month."""
    return calendar.between(first_on, end_of(first_on) - timedelta(days=1))


def _missing_homeroom(each: ClassFacts, since: date, facts: SchoolFacts) -> Duty:
    return Duty(
        rule=NO_HOMEROOM,
        key=f"{NO_HOMEROOM}:{each.id}",
        audience=ADMIN,
        title="담임 지정",
        detail=f"{each.name} {each.pupils}명",
        due_on=since,
        url=f"/settings/classes/{facts.school_year.year}/",
        reasons=({"text": f"담임교사가 없으면 출석을 확인하고 마감할 사람이 없습니다. {PRACTICE}"},),
        school_class=each.id,
    )


def case_duties(case: Case) -> Iterator[Duty]:
    """What is still to be done about a pupil's unexcused absence, for everybody who acts."""
    for task in case.open_tasks:
        for audience in WHO_ACTS.get(task.code, (HOMEROOM,)):
            yield _case_duty(case, task, audience)


def _case_duty(case: Case, task: Task, audience: str) -> Duty:
    rule = QUOTA if task.code in OF_QUOTA else LADDER
    decided = case.forecast if rule == QUOTA else case.ladder
    days = f" · 연속 {case.days}일" if case.days else ""
    return Duty(
        rule=rule,
        key=f"{rule}:{task.code}:{case.facts.student_id}:{task.since}:{audience}",
        audience=audience,
        title=task.title,
        detail=f"{case.facts.place} {case.facts.name}{days}",
        due_on=task.due,
        url=f"/absence-cases/{case.facts.student_id}/#{task.code}",
        reasons=tuple(reasons_of_steps(task.reasons, decided)),
        student=case.facts.student_id,
        school_class=case.facts.school_class_id,
    )


def child_duties(case: ChildCase) -> Iterator[Duty]:
    """What is still to be done about a child who never came (미취학 아동): the registrar's, who keeps the list."""
    for task in case.open_tasks:
        yield Duty(
            rule=NONENROLLMENT,
            key=f"{NONENROLLMENT}:{task.code}:{case.child.pk}:{task.since}",
            audience=REGISTRAR,
            title=task.title,
            detail=f"미취학 아동 · {case.decided.day_no}일차",  # no name, no own page: the list logs pupils, he is none
            due_on=task.due,
            url="/absence-cases/children/",
            reasons=tuple(reasons_of_steps(task.reasons, case.decided)),
        )


def closing_duty(registration: AbsenceRegistration, change: ChangeOfRecord) -> Duty:
    """Close the registration of a pupil whose record changed, within three days (p.29)."""
    return Duty(
        rule=LADDER,
        key=f"{LADDER}:{Code.CLOSE_ENTRY}:{registration.student_id}:{change.approved_on}",
        audience=REGISTRAR,
        title="미인정결석 등록 복귀 처리",
        detail=registration.student.name,
        due_on=change.decided.report_by,
        url=f"/absence-cases/{registration.student_id}/registration/",
        reasons=tuple(reasons_of_steps(change.decided.because, change.decided)),
        student=registration.student_id,
    )


def reasons_of_steps(steps: Iterable[Step], decided: Result) -> Iterator[dict[str, Any]]:
    """Reasons as they are stored: sentence, page, law; warnings are marked as such."""
    for step in steps:
        yield {"text": step.text, "page": step.source.page, "law": step.source.law or ""}
    for warning in decided.warnings:
        yield {"text": warning, "warning": True}


def paper_duty(each: Outstanding) -> Duty:
    """An outstanding paper about an absence (결석신고서·체험학습 보고서), asked of the homeroom teacher."""
    until = f"~{short_date(each.last)}" if each.last != each.first else ""
    return Duty(
        rule=each.what.value,
        key=f"{each.what.value}:{each.student}:{each.first}",
        audience=HOMEROOM,
        title=each.title,
        detail=f"{each.pupil} · {short_date(each.first)}{until}",
        due_on=each.due,
        url=each.url,
        reasons=({"text": each.step.text, "page": each.step.source.page, "law": each.step.source.law or ""},),
        student=each.student,
        school_class=each.school_class,
    )


def calendar_duties(facts: SchoolFacts) -> Iterator[Duty]:
    """Grades whose year is too short (수업일수 부족, p.88), for the administrator and the registrar."""
    for grade in GRADES:
        found = _plan_of(facts, grade)
        missing = found.minimum - facts.calendars.of(grade).count()
        if missing > 0:
            for audience in (ADMIN, REGISTRAR):
                yield _too_short(facts, grade, found, missing, audience)


def _plan_of(facts: SchoolFacts, grade: int) -> Plan:
    year = facts.school_year
    return plan(
        PlanFacts(
            planned_days=facts.calendars.of(grade).count(),
            cause=CutCause(year.cut_cause) if year.cut_cause else None,
            school_year=year.year,
            council_reviewed=year.council_reviewed_on is not None,
        )
    )


def _too_short(facts: SchoolFacts, grade: int, found: Plan, missing: int, audience: str) -> Duty:
    calendar = facts.calendars.of(grade)
    return Duty(
        rule=TOO_SHORT,
        key=f"{TOO_SHORT}:{facts.school_year.year}:{grade}:{audience}",
        audience=audience,
        title="수업일수 채우기",
        detail=f"{grade}학년 · 수업일 {calendar.count()}일, {missing}일 모자람",
        due_on=calendar.first_day,
        url=f"/settings/calendar/{facts.school_year.year}/",
        reasons=(
            *reasons_of_steps(found.because, found),
            {"text": f"수업일수는 {spoken_date(calendar.first_day)} 학년도를 시작하기 전에 맞춥니다. {PRACTICE}"},
        ),
    )
