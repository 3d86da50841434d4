"""What a closing does not forbid but tells (살펴볼 것): missing reasons and measures."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.urls import reverse

from hakjeok.absence.actions import ActionCode
from hakjeok.absence.ladder import VISIT_FROM_DAY
from hakjeok.attendance.remark import LONG
from hakjeok_web.attendance.cases import Case, Task, case_of, read_cases
from hakjeok_web.attendance.closing_checks import Asked, Check, day_url
from hakjeok_web.attendance.models import AttendanceEntry, Form, Kind
from hakjeok_web.attendance.month import Month, Pupil, end_of
from hakjeok_web.attendance.monthly_leave import days_beyond, sentence
from hakjeok_web.attendance.runs import Run, runs_in
from hakjeok_web.config.templatetags.korean import short_date
from hakjeok_web.schools.models import SchoolClass

NO_REASON, NO_MEASURE, STEPS_LEFT = "사유가 빈 결석", "조치가 없는 3일 이상 미인정결석", "남은 미인정결석 조치"
ONCE_A_MONTH = "월 1일을 넘은 출석인정"
REASON_PAGE, MEASURE_PAGE, MONTHLY_PAGE = 30, 27, 25
LOOKS_BACK = timedelta(days=31)  # further than any long absence is short
WRITTEN_IF_LONG = (Kind.ILLNESS, Kind.UNEXCUSED)
# What a call of every day does not replace; the telephone itself is asked for by the day's obligations.
STEPS = frozenset(ActionCode) - {ActionCode.PHONE_DAILY}

Absences = dict[tuple[uuid.UUID, str], dict[date, str]]  # of a pupil and a kind: days with their reasons


def missing_reasons(asked: Asked) -> Iterator[Check]:
    """기타결석 even of one day, and long absences, are written with their reason (p.30). One query."""
    before = _absences_before(asked)
    for school_class, month in asked.months:
        for pupil in month.pupils:
            yield from _of_other(pupil, school_class, month)
            for kind in WRITTEN_IF_LONG:
                yield from _of_long(pupil, kind, school_class, asked, before)


def _absences_before(asked: Asked) -> Absences:
    """Absences in the weeks before and in the month itself: a long one may have begun earlier."""
    rows = AttendanceEntry.objects.filter(
        school_class__in=asked.classes,
        form=Form.ABSENCE,
        kind__in=WRITTEN_IF_LONG,
        date__gte=asked.first_on - LOOKS_BACK,
        date__lt=end_of(asked.first_on),
    )
    found: Absences = defaultdict(dict)
    for student, kind, day, reason in rows.values_list("student_id", "kind", "date", "reason"):
        found[student, kind][day] = reason
    return found


def _of_other(pupil: Pupil, school_class: SchoolClass, month: Month) -> Iterator[Check]:
    cells = [(day, month.cell(pupil.id, day)) for day in month.school_days if pupil.belongs(day)]
    days = [day for day, cell in cells if cell.is_absence and cell.kind == Kind.OTHER and not cell.reason]
    if days:
        text = f"{pupil.number}번 {pupil.name}: 기타결석 {len(days)}일의 사유가 비어 있습니다."
        yield _no_reason(school_class, pupil, days, f"{text} 기타결석은 하루라도 사유를 적습니다.")


def _of_long(pupil: Pupil, kind: str, school_class: SchoolClass, asked: Asked, before: Absences) -> Iterator[Check]:
    calendar = asked.calendars.of(school_class.grade)
    days = before.get((pupil.id, kind), {})
    for first, last in runs_in(days, calendar):
        length = calendar.count(first, last)
        is_long = last >= asked.first_on and length >= LONG.at(calendar.school_year).whole
        if is_long and not any(reason for day, reason in days.items() if first <= day <= last):
            text = (
                f"{pupil.number}번 {pupil.name}: {_span((first, last))} {Kind(kind).label}결석 {length}일의 "
                "사유가 비어 있습니다. 장기결석은 사유를 적습니다."
            )
            yield _no_reason(school_class, pupil, [max(first, asked.first_on)], text)


def _no_reason(school_class: SchoolClass, pupil: Pupil, days: Sequence[date], text: str) -> Check:
    addresses = ((day, f"{day_url(school_class.pk, day)}#pupil-{pupil.id}") for day in days)
    return Check(
        school_class.pk, NO_REASON, text, page=REASON_PAGE, students=frozenset({pupil.id}), count=len(days),
        links=tuple((f"{short_date(day)} 출결", address) for day, address in addresses),
    )  # fmt: skip


def _span(run: Run) -> str:
    first, last = run
    return short_date(first) if first == last else f"{short_date(first)}~{short_date(last)}"


def monthly_leave(asked: Asked) -> Iterator[Check]:
    """생리통 is authorized once a month; a further day follows the rules of an illness (p.25). No query."""
    for school_class, month in asked.months:
        for pupil in month.pupils:
            if days := days_beyond(month, pupil.id):
                yield _beyond_a_month(school_class, pupil, days)


def _beyond_a_month(school_class: SchoolClass, pupil: Pupil, days: Sequence[date]) -> Check:
    links = tuple((f"{short_date(day)} 출결", f"{day_url(school_class.pk, day)}#pupil-{pupil.id}") for day in days[1:])
    return Check(
        school_class.pk, ONCE_A_MONTH, sentence(pupil, days), page=MONTHLY_PAGE, students=frozenset({pupil.id}),
        links=links,
    )  # fmt: skip


def missing_measures(asked: Asked) -> Iterator[Check]:
    """Unexcused absences of three days or more and what the ladder still asks for (p.27). One query."""
    year = asked.classes[0].school_year
    classes = [each.pk for each in asked.classes]
    for case in read_cases(year, asked.calendars, today=asked.today, classes=classes):
        for run in case.facts.runs:
            if _is_asked_for(run, case, asked.first_on):
                yield from _of_run(run, case)


def _is_asked_for(run: Run, case: Case, first_on: date) -> bool:
    calendar = case.facts.calendar
    in_month = run[0] < end_of(first_on) and run[1] >= first_on
    return in_month and calendar.count(*run) >= VISIT_FROM_DAY.at(calendar.school_year).whole


def _of_run(run: Run, case: Case) -> Iterator[Check]:
    """What was open when the run ended, and still is: the case as of the run's last day, with all measures since."""
    facts = case.facts
    then = case_of(replace(facts, known=frozenset(day for day in facts.known if day <= run[1])))
    left = [task for task in then.undone if task.code in STEPS] if then else []
    if left:
        since_then = any(on >= run[0] for code, on in facts.measures if code in STEPS)
        yield _measure_check(STEPS_LEFT if since_then else NO_MEASURE, run, case, left)


def _measure_check(title: str, run: Run, case: Case, left: list[Task]) -> Check:
    facts, names = case.facts, ", ".join(dict.fromkeys(task.title for task in left))
    days = facts.calendar.count(*run)
    address = reverse("attendance:case", args=(facts.student_id,))
    return Check(
        facts.school_class_id,
        title,
        f"{facts.number}번 {facts.name}: {_span(run)} 미인정결석 연속 {days}일. 하지 않은 조치: {names}.",
        page=MEASURE_PAGE,
        links=(("조치 적기", f"{address}?code={left[0].code}"),),
        students=frozenset({facts.student_id}),
    )
