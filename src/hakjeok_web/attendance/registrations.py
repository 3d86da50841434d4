"""Registering an unexcused absentee, reporting, submitting and closing it (미인정결석학생 등록·보고·제출·복귀 처리)."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.db.models import Max

from hakjeok.absence.close_entry import CloseEntry, CloseEntryFacts, ClosingChange, close_entry
from hakjeok.dates import school_year_of
from hakjeok_web.accounts.policies import Actor, Menu, Scope
from hakjeok_web.attendance.cases import Case
from hakjeok_web.attendance.measures import record_measure
from hakjeok_web.attendance.models import AbsenceMeasure, AbsenceRegistration, RegistrationReport
from hakjeok_web.config import clock
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.config.templatetags.korean import korean_date, korean_time
from hakjeok_web.documents import registry
from hakjeok_web.documents.models import Document
from hakjeok_web.students.models import RecordChange, Student

DEFINITION = "absence-registration"
Code = AbsenceMeasure.Code
Closing = AbsenceRegistration.Closing
OPEN = (*Document.EDITABLE, Document.State.SUBMITTED)
_WORDS = {
    "number": "보고 순번",
    "kind": "구분",
    "first_absence_on": "최초미인정결석일자",
    "tenth_on": "연속 10일이 되는 날",
    "returned_on": "복귀일자",
    "reason": "사유",
    "remark": "비고",
}


def make_known() -> None:
    """Tell the papers' layer what the approval of a submission causes (제출)."""
    registry.readable_values[DEFINITION] = _WORDS
    registry.on_approval(
        registry.Effect("submit_registration", "미인정결석학생 보고를 교육지원청에 제출합니다.", DEFINITION, _submit)
    )


@transaction.atomic
def register(*, case: Case, reason: str, remark: str = "", by: Actor) -> RegistrationReport:
    """Register a pupil and report him (등록·대상학생 보고); one who was registered before is not added again (p.37).

    The dates are those of the rule: nobody types them. A report that says what an earlier one says gets a number and
    is deleted at once; the earlier one stays (p.28).

    Raises:
        Refused: no right, no reason, or the absence is not to be registered (yet).

    """
    _require_teacher(case, by)
    if not reason.strip():
        raise Refused(Reason("사유가 비어 있습니다. 파악한 미인정결석 사유를 적어 주세요.", "reason"))
    student = Student.objects.select_for_update(no_key=True).get(pk=case.facts.student_id)
    placed = case.ladder
    if not placed.register or placed.first_absence_date is None:
        raise Refused(_not_yet(case))
    registration, _ = AbsenceRegistration.objects.update_or_create(
        student=student,
        defaults={
            "school_id": student.school_id, "first_absence_on": placed.first_absence_date,
            "tenth_on": placed.tenth_day, "reason": reason.strip(), "remark": remark.strip(), "returned_on": None,
            "closed_as": "",
        },
    )  # fmt: skip
    report = _report(registration, by)
    if not report.dropped_at:
        _note(report, Code.REGISTER, by)
    return report


def _not_yet(case: Case) -> str:
    return (
        f"연속 {case.days}일째라 아직 등록하지 않습니다. 수업일수로 연속 10일이 되는 날, 또는 소재·안전을 모르거나 "
        "학대 징후가 있어 수사를 의뢰할 때 등록합니다(p.27)."
    )


@transaction.atomic
def report_return(*, case: Case, by: Actor) -> RegistrationReport:
    """Report that a registered pupil is back (복귀 보고), with the first day of attendance as the day of return.

    Raises:
        Refused: no right, he is not registered, or has not come back.

    """
    _require_teacher(case, by)
    registration = _locked(case.facts.student_id)
    if case.facts.returned_on is None or case.facts.returned_on <= registration.first_absence_on:
        raise Refused("아직 출석한 날이 없어 복귀를 보고할 수 없습니다. 출석부에서 출석한 날을 먼저 확인해 주세요.")
    return _close(registration, case.facts.returned_on, Closing.RETURNED, Code.RETURN, by)


@dataclass(frozen=True)
class ChangeOfRecord:
    """The change that ends a registration without a return (면제·유예·정원 외), and what the rule says of it."""

    closing: str
    approved_on: date
    decided: CloseEntry


def change_of(registration: AbsenceRegistration) -> ChangeOfRecord | None:
    """The change of the record since the absence began, on the day its paper was approved. One query."""
    since = RecordChange.objects.filter(
        student_id=registration.student_id, effective_on__gte=registration.first_absence_on, cancelled_by=None,
        kind__in=[each.value for each in ClosingChange],
    )  # fmt: skip
    found = since.select_related("document").order_by("seq").last()
    if found is None:
        return None
    on = found.document.approved_on or found.effective_on
    return ChangeOfRecord(
        found.kind, on, close_entry(CloseEntryFacts(change=ClosingChange(found.kind), approved_on=on))
    )


def closings_of(school_id: uuid.UUID) -> list[tuple[AbsenceRegistration, ChangeOfRecord]]:
    """The open registrations whose pupils' records have changed since. One query, and one for each of them."""
    open_ones = AbsenceRegistration.objects.filter(school_id=school_id, returned_on=None)
    changed = open_ones.filter(student__changes__kind__in=[each.value for each in ClosingChange]).distinct()
    found = ((each, change_of(each)) for each in changed.select_related("student"))
    return [(each, change) for each, change in found if change is not None]


@transaction.atomic
def close_for_change(*, student: Student, by: Actor) -> RegistrationReport:
    """Close the registration of a pupil whose record changed (학적변동에 따른 복귀 처리, p.29).

    Raises:
        Refused: no right, not registered, or no such change.

    """
    _require_registrar(by)
    registration = _locked(student.pk)
    change = change_of(registration)
    if change is None:
        raise Refused("면제·유예·정원 외 학적변동이 없습니다. 학적변동을 먼저 반영해 주세요.")
    return _close(registration, change.approved_on, change.closing, Code.CLOSE_ENTRY, by)


def _close(registration, on: date, closing: str, code: str, by: Actor) -> RegistrationReport:
    if not registration.is_open and (registration.returned_on, registration.closed_as) != (on, closing):
        raise Refused(f"이미 {korean_date(registration.returned_on)}에 복귀 처리한 등록입니다.")
    registration.returned_on, registration.closed_as = on, closing
    registration.save(update_fields=["returned_on", "closed_as"])
    report = _report(registration, by)
    if not report.dropped_at:
        _note(report, code, by)
    return report


@transaction.atomic
def request_approval(*, report: RegistrationReport, by: Actor) -> Document:
    """Draft the paper that submits a report to the support office (승인요청).

    Raises:
        Refused: no right, the report is deleted, or somebody has drafted it already.

    """
    _require_registrar(by)
    locked = _locked_report(report)
    if locked.dropped_at:
        raise Refused("삭제한 보고는 제출하지 않습니다. 남아 있는 앞의 보고를 제출해 주세요(p.28).")
    if locked.document is not None and locked.document.state != Document.State.DISCARDED:
        first = locked.document
        raise Refused(f"{first.drafted_by.name} 선생님이 먼저 승인을 요청했습니다({first.get_state_display()}).")
    student = locked.registration.student
    locked.document = Document.objects.create(
        school_id=locked.school_id, definition=DEFINITION, title=f"미인정결석학생 제출(순번 {locked.number})",
        values=_values(locked), pupil_id=student.pk, drafted_by=by.user,
    )  # fmt: skip
    locked.save(update_fields=["document"])
    return locked.document


def _values(report: RegistrationReport) -> dict[str, str]:
    registration = report.registration
    days = {
        "first_absence_on": report.first_absence_on, "tenth_on": report.tenth_on, "returned_on": report.returned_on,
    }  # fmt: skip
    told = {key: korean_date(day) for key, day in days.items() if day}
    return {
        "report": str(report.pk), "number": str(report.number), "kind": report.kind, **told,
        "reason": registration.reason, "remark": registration.remark,
    }  # fmt: skip


def _submit(document: Document, by: Actor) -> None:
    """The approval of a submission: the report is submitted, and this fulfils the report to the office."""
    report = _locked_report(RegistrationReport(pk=document.values["report"]))
    if report.dropped_at:
        raise Refused("삭제한 보고입니다. 이 문서를 반려해 주세요(p.28).")
    if not report.returned_on:
        _note(report, Code.REPORT_OFFICE, by, document)


@transaction.atomic
def note_receipt(*, report: RegistrationReport, on: date, received_by: str, by: Actor) -> RegistrationReport:
    """Note that the support office has it (접수).

    Raises:
        Refused: no right, not submitted yet, an impossible day, or somebody noted it first.

    """
    _require_registrar(by)
    locked = _locked_report(report)
    if locked.received_on:
        raise Refused(f"{locked.noted_by.name} 선생님이 먼저 {korean_date(locked.received_on)} 접수로 적었습니다.")
    if locked.document is None or not locked.document.is_approved:
        raise Refused("아직 제출하지 않은 보고입니다. 승인요청 문서의 결재가 끝나야 접수를 적을 수 있습니다.")
    if not locked.document.approved_on <= on <= by.today:
        raise Refused(Reason("접수일은 결재가 끝난 날부터 오늘까지로 적어 주세요.", "on"))
    locked.received_on, locked.received_by, locked.noted_by = on, received_by.strip(), by.user
    locked.save(update_fields=["received_on", "received_by", "noted_by"])
    return locked


@transaction.atomic
def drop(*, report: RegistrationReport, by: Actor) -> RegistrationReport:
    """Delete a report that was sent twice: the most recent number goes, the earlier stays (p.28).

    Raises:
        Refused: no right, it is not the most recent of its pupil, or it is on its way to approval.

    """
    _require_registrar(by)
    locked = _locked_report(report)
    if locked.dropped_at:
        raise Refused(f"{locked.dropped_by.name} 선생님이 {korean_time(locked.dropped_at)}에 먼저 삭제했습니다.")
    if locked.document is not None and locked.document.state != Document.State.DISCARDED:
        raise Refused("승인을 요청한 보고는 삭제할 수 없습니다. 먼저 그 기안을 회수해 삭제해 주세요.")
    standing = RegistrationReport.objects.filter(registration=locked.registration, dropped_at=None)
    if standing.exclude(pk=locked.pk).filter(year__gte=locked.year, number__gt=locked.number).exists():
        raise Refused("더 나중에 보고한 순번이 있습니다. 중복되면 최근 순번을 삭제하고 앞의 보고를 남깁니다(p.28).")
    if standing.exclude(pk=locked.pk).count() == 0:
        raise Refused("하나뿐인 보고는 삭제하지 않습니다. 같은 내용을 두 번 보고했을 때 최근 순번을 삭제합니다(p.28).")
    return _dropped(locked, by)


def _dropped(report: RegistrationReport, by: Actor) -> RegistrationReport:
    report.dropped_by, report.dropped_at = by.user, clock.now()
    report.save(update_fields=["dropped_by", "dropped_at"])
    return report


def twin_of(report: RegistrationReport) -> RegistrationReport | None:
    """The earlier report that says the same, where the last word before this one was the same. One query."""
    standing = RegistrationReport.objects.filter(registration=report.registration, dropped_at=None)
    last = standing.exclude(pk=report.pk).select_related("reported_by").first()
    same = ("first_absence_on", "tenth_on", "returned_on", "closed_as")
    is_same = last is not None and all(getattr(last, name) == getattr(report, name) for name in same)
    return last if is_same else None


def _report(registration: AbsenceRegistration, by: Actor) -> RegistrationReport:
    report = RegistrationReport.objects.create(
        school_id=registration.school_id, registration=registration, first_absence_on=registration.first_absence_on,
        tenth_on=registration.tenth_on, returned_on=registration.returned_on, closed_as=registration.closed_as,
        reported_by=by.user, reported_at=clock.now(), **_next_number(registration, by),
    )  # fmt: skip
    return _dropped(report, by) if twin_of(report) else report


def _next_number(registration: AbsenceRegistration, by: Actor) -> dict[str, int]:
    """The school's next number of the year; others who report wait for the end of this transaction."""
    year = school_year_of(by.today)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"reports:{registration.school_id}"])
    of_year = RegistrationReport.objects.filter(school_id=registration.school_id, year=year)
    return {"year": year, "number": (of_year.aggregate(last=Max("number"))["last"] or 0) + 1}


def _note(report: RegistrationReport, code: str, by: Actor, document: Document | None = None) -> None:
    record_measure(
        student=report.registration.student, code=code, done_on=by.today, by=by,
        note=f"{report.kind} 보고 순번 {report.number}", document=document,
    )  # fmt: skip


def _locked(student_id) -> AbsenceRegistration:
    Student.objects.select_for_update(no_key=True).get(pk=student_id)
    found = AbsenceRegistration.objects.filter(student_id=student_id).select_related("student").first()
    if found is None:
        raise Refused("등록하지 않은 학생입니다. 미인정결석학생으로 먼저 등록해 주세요.")
    return found


def _locked_report(report: RegistrationReport) -> RegistrationReport:
    RegistrationReport.objects.select_for_update().get(pk=report.pk)
    related = ("registration__student", "document__drafted_by", "noted_by", "dropped_by")
    return RegistrationReport.objects.select_related(*related).get(pk=report.pk)


def _require_teacher(case: Case, by: Actor) -> None:
    if not by.may_write_class(Menu.ABSENCE_CASES, case.facts.school_class_id):
        raise Refused("미인정결석학생의 등록과 복귀 보고는 그 반 담임교사나 학적 담당이 합니다.")


def _require_registrar(by: Actor) -> None:
    if by.right(Menu.ABSENCE_CASES).writes != Scope.SCHOOL:
        raise Refused("승인요청·제출·접수와 삭제는 학적 담당이 합니다(p.28).")
