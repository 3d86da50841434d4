"""Registrations as their pages show them (미인정결석학생 등록 화면)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, Q

from hakjeok.absence.close_entry import CloseEntryFacts, close_entry
from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.attendance import registrations
from hakjeok_web.attendance.cases import Case
from hakjeok_web.attendance.models import AbsenceRegistration, RegistrationReport
from hakjeok_web.config.reasons import reasons_of
from hakjeok_web.config.templatetags.korean import korean_time
from hakjeok_web.students.models import ClassPlacement, Student

COLUMNS = (
    "학생", "최초미인정결석일자", "10일째", "사유", "복귀일자", "복귀 구분", "보고 순번", "보고", "상태", "접수일",
)  # fmt: skip


def within(actor: Actor):
    """The registrations within reach, the open ones first."""
    found = AbsenceRegistration.objects.filter(school_id=actor.school_id)
    reach = actor.readable_classes(Menu.ABSENCE_CASES)
    if reach is not None:
        today = ClassPlacement.objects.filter(school_class_id__in=reach, from_on__lte=actor.today)
        here = today.filter(Q(to_on=None) | Q(to_on__gte=actor.today)).values("student_id")
        found = found.filter(student_id__in=here)
    reports = RegistrationReport.objects.select_related("document")
    ordered = found.order_by("-returned_on", "first_absence_on", "id")
    return ordered.select_related("student").prefetch_related(Prefetch("reports", reports))


def rows_of(found: Iterable[AbsenceRegistration]) -> list[dict[str, Any]]:
    """Each registration with its pupil's place and the last report that stands. Two queries."""
    found = list(found)
    places = ClassPlacement.objects.filter(student__in=[each.student_id for each in found])
    last = places.select_related("school_class").order_by("student", "-from_on").distinct("student")
    seats = {place.student_id: f"{place.school_class.short_name} {place.number}번" for place in last}
    return [
        {
            "registration": each,
            "place": seats.get(each.student_id, ""),
            "report": next((report for report in each.reports.all() if not report.dropped_at), None),
        }
        for each in found
    ]


def line_of(row: dict[str, Any]) -> list[Any]:
    """A row of the Excel file."""
    each, report = row["registration"], row["report"]
    return [
        f"{row['place']} {each.student.name}".strip(), each.first_absence_on, each.tenth_on, each.reason,
        each.returned_on, each.get_closed_as_display(), report.number if report else None,
        report.kind if report else "", report.state if report else "", report.received_on if report else None,
    ]  # fmt: skip


def context_of(pupil: Student, case: Case | None, today: date) -> dict[str, Any]:
    """What the page of one pupil shows: dates, reports, the close that is due."""
    found = AbsenceRegistration.objects.filter(student=pupil).first()
    reports = RegistrationReport.objects.filter(registration=found).select_related(
        "reported_by", "document__school", "dropped_by", "noted_by"
    )
    change = registrations.change_of(found) if found and found.is_open else None
    back = case.facts.returned_on if case else None
    is_back = found is not None and found.is_open and back is not None and back > found.first_absence_on
    returned = close_entry(CloseEntryFacts(returned_on=back)) if is_back else None
    return {
        "pupil": pupil,
        "case": case,
        "registration": found,
        "reports": list(reports) if found else [],
        "change": change,
        "returned": returned,
        "reasons": reasons_of(case.ladder) if case else None,
        "close_reasons": reasons_of(change.decided if change else returned) if change or returned else None,
        "to_register": _to_register(found, case),
    }


def _to_register(found: AbsenceRegistration | None, case: Case | None) -> str:
    """`new`, `reopen`, `correct`: what a registration would be now; empty where nothing is to be registered."""
    if case is None or not case.ladder.register:
        return ""
    if found is None:
        return "new"
    if not found.is_open:
        return "reopen"
    now = (case.ladder.first_absence_date, case.ladder.tenth_day)
    return "correct" if now != (found.first_absence_on, found.tenth_on) else "again"


def tell(request, report: RegistrationReport, what: str) -> None:
    """What became of a report; of a double, whose stays (p.28)."""
    if report.dropped_at is None:
        messages.success(request, f"{what}. 보고 순번은 {report.number}입니다.")
        return
    first = registrations.twin_of(report)
    who = f"{first.reported_by.name} 선생님이 {korean_time(first.reported_at)}에" if first else "앞에서"
    number = f"(순번 {first.number})" if first else ""
    messages.warning(
        request,
        f"{who} 같은 내용{number}을 먼저 보고했습니다. 나중 보고(순번 {report.number})는 삭제하고 앞의 보고를 "
        "남깁니다(p.28).",
    )
