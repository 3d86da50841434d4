"""Seen before a month is closed (마감 점검): reports that never came, requests that wait, papers that differ."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from hakjeok.korean import with_particle
from hakjeok_web.absences.models import AbsenceRequest
from hakjeok_web.absences.sentences import period
from hakjeok_web.attendance.closing_checks import Asked, Check
from hakjeok_web.attendance.models import Kind
from hakjeok_web.attendance.month import Month, Pupil, end_of
from hakjeok_web.config.templatetags.korean import short_date
from hakjeok_web.documents.actions import reference
from hakjeok_web.schools.models import SchoolClass

State = AbsenceRequest.State
OPEN, DIFFERS, NO_REPORT = "결재하지 않은 결석신고·체험학습", "결재한 문서와 다른 출결", "받지 않은 결석신고서"
PROVED = (Kind.ILLNESS, Kind.OTHER)  # what a report of absence has to prove; as absences.outstanding asks


def requests_and_papers(asked: Asked) -> Iterator[Check]:
    """Every kind of check for all classes. One query."""
    last = end_of(asked.first_on) - timedelta(days=1)
    pupils = [pupil.id for _, month in asked.months for pupil in month.pupils]
    rows = AbsenceRequest.objects.filter(student_id__in=pupils, from_on__lte=last, to_on__gte=asked.first_on)
    found: dict = {}
    for each in rows.exclude(state=State.CANCELLED).select_related("document__school").defer("document__values"):
        found.setdefault(each.student_id, []).append(each)
    for school_class, month in asked.months:
        for pupil in month.pupils:
            requests = found.get(pupil.id, ())
            yield from _without_report(requests, pupil, school_class, month)
            for request in requests:
                yield from _checks(request, pupil, school_class, month)


def _checks(request: AbsenceRequest, pupil: Pupil, school_class: SchoolClass, month: Month) -> Iterator[Check]:
    if request.state == State.RECEIVED:
        yield _open(request, pupil, school_class)
    elif request.document is not None and request.document.is_approved:
        yield from _differing(request, pupil, school_class, month)


def _without_report(
    requests: Iterable[AbsenceRequest], pupil: Pupil, school_class: SchoolClass, month: Month
) -> Iterator[Check]:
    """Once the month is closed the obligation to get the report goes; so it is told before, with the days."""
    told = [(each.from_on, each.to_on) for each in requests]
    cells = ((day, month.cell(pupil.id, day)) for day in month.school_days if pupil.belongs(day))
    absent = [day for day, cell in cells if cell.is_absence and cell.kind in PROVED]
    days = [day for day in absent if not any(first <= day <= last for first, last in told)]
    if days:
        listed = ", ".join(short_date(day) for day in days)
        text = f"{pupil.number}번 {pupil.name}: {listed} 결석의 결석신고서를 받지 않았습니다."
        links = (("결석신고서 받기", f"/absence-reports/new/?student={pupil.id}"),)
        yield Check(
            school_class.pk, NO_REPORT, text, page=25, links=links, students=frozenset({pupil.id}), count=len(days)
        )


def _open(request: AbsenceRequest, pupil: Pupil, school_class: SchoolClass) -> Check:
    days = period(request.from_on, request.to_on)
    word = with_particle(request.get_kind_display(), "을", "를")
    text = f"{pupil.number}번 {pupil.name}의 {days} {word} 아직 결재하지 않았습니다."
    links = (("신청 보기", address_of(request)),)
    return Check(school_class.pk, OPEN, text, page=25, links=links, students=frozenset({pupil.id}))


def _differing(request: AbsenceRequest, pupil: Pupil, school_class: SchoolClass, month: Month) -> Iterator[Check]:
    paper = reference(request.document)
    for day in month.school_days:
        if request.from_on <= day <= request.to_on and month.cell(pupil.id, day).note != paper:
            text = f"{pupil.number}번 {pupil.name}의 {short_date(day)} 출결이 결재한 문서 {paper}와 다릅니다."
            links = (("신청 보기", address_of(request)), ("출석부", f"/registers/{school_class.pk}/{day}/"))
            yield Check(school_class.pk, DIFFERS, text, links=links, students=frozenset({pupil.id}))


def address_of(request: AbsenceRequest) -> str:
    return f"{'/field-trips/' if request.is_trip else '/absence-reports/'}{request.pk}/"
