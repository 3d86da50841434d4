"""Verbs on requests (접수·고침·취소·보고서). Each locks the pupil first: of two people at once, one is told."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from django.db import transaction

from hakjeok_web.absences import papers, queries, register, sentences
from hakjeok_web.absences.judging import Judgement, judge
from hakjeok_web.absences.models import AbsenceRequest, RequestAct
from hakjeok_web.absences.pupil_days import PupilDays, lock_pupil, pupil_days
from hakjeok_web.absences.wanted import FIELDS, Wanted
from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.attendance.models import Kind
from hakjeok_web.config import clock
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.config.templatetags.korean import korean_date, korean_time
from hakjeok_web.documents.actions import save_draft
from hakjeok_web.documents.models import Document
from hakjeok_web.students.models import Student

Act = RequestAct.Kind
State, Outcome = AbsenceRequest.State, AbsenceRequest.Outcome
MENUS = {AbsenceRequest.Kind.REPORT: Menu.ABSENCE_REPORTS, AbsenceRequest.Kind.TRIP: Menu.FIELD_TRIPS}

# Functions told of every change inside its transaction (by, pupil); filled in by the layers above when they start.
after_change: list[Callable[[Actor, uuid.UUID], None]] = []


@transaction.atomic
def receive(*, student: Student, wanted: Wanted, by: Actor, paper: Document | None = None) -> AbsenceRequest:
    """Take a request in (접수) and begin its paper, or go on with the one that the guardian has written.

    Raises:
        Refused: what is asked for cannot be, or is not this person's to enter.

    """
    judged = _judged(student, wanted, by)
    made = AbsenceRequest(
        school_id=student.school_id, student=student, entered_by=by.user, entered_at=clock.now(), document=paper
    )
    _fill(made, wanted)
    if paper is None and (subject := papers.paper_subject(student.pk, by)) is not None:
        made.document = papers.begin_paper(wanted.kind, subject, by, papers.values_of(judged))
    elif paper is not None and paper.is_editable and not queries.stands_on(paper):
        made.document = papers.complete(paper, judged, by)
    made.save(force_insert=True)
    note(made, Act.RECEIVED, by, f"{made.get_how_display()}", on=wanted.received_on)
    _note_permissions(made, None, by)
    tell(made, by)
    return made


def _judged(student: Student, wanted: Wanted, by: Actor) -> Judgement:
    lock_pupil(student.pk)
    there = days_or_refusal(student, wanted.from_on, by)
    require_writer(by, wanted.kind, there, wanted.from_on)
    judged = judge(wanted, there)
    if judged.against:
        raise Refused(*judged.against)
    return judged


def days_or_refusal(student: Student, on: date, by: Actor) -> PupilDays:
    """The pupil's year of that day.

    Raises:
        Refused: the year has not been opened.

    """
    there = pupil_days(student, on, today=by.today)
    if there is None:
        day = korean_date(on)
        raise Refused(
            Reason(
                f"{day}은 이 학교가 연 학년도의 날이 아닙니다. 날짜를 고쳐 주세요. 새 학년도이면 학적 담당에게 "
                "학년도를 열어 달라고 해 주세요.",
                field="from_on",
            )
        )
    return there


def require_writer(by: Actor, kind: str, there: PupilDays, day: date) -> None:
    """Refuse who does not enter requests about this pupil."""
    place = there.place_on(day) or there.place_on(by.today)
    if place is not None and not by.may_write_class(MENUS[kind], place.school_class_id):
        raise Refused("이 학생의 신청은 담임교사나 학적 담당이 접수합니다. 담임교사에게 알려 주세요.")


def _fill(request: AbsenceRequest, wanted: Wanted) -> None:
    for name in FIELDS:
        setattr(request, name, getattr(wanted, name))


def _note_permissions(made: AbsenceRequest, before: Wanted | None, by: Actor) -> None:
    if made.phone_approved_on and (before is None or before.phone_approved_on != made.phone_approved_on):
        note(made, Act.PHONE, by, on=made.phone_approved_on)
    if made.exception_reason and (before is None or before.exception_reason != made.exception_reason):
        note(made, Act.EXCEPTION, by, made.exception_reason)


@transaction.atomic
def change(*, request: AbsenceRequest, wanted: Wanted, seen: int, by: Actor) -> AbsenceRequest:
    """Correct a request that is not yet decided; its paper, where it can still be written on, goes along.

    Raises:
        Refused: somebody changed it first, it is on its line or decided, or what is asked for cannot be.

    """
    locked = lock(request, seen)
    _require_open(locked)
    before = Wanted.of(locked)
    judged = _judged(locked.student, replace(wanted, id=locked.pk), by)
    _fill(locked, wanted)
    save(locked)
    rewrite_paper(locked, judged, by)
    note(locked, Act.CHANGED, by, sentences.period(locked.from_on, locked.to_on))
    _note_permissions(locked, before, by)
    tell(locked, by)
    return locked


def _require_open(request: AbsenceRequest) -> None:
    if request.state != State.RECEIVED:
        raise Refused(f"{request.get_state_display()}한 신청이라 고칠 수 없습니다. 취소하고 새로 접수해 주세요.")
    if request.document and request.document.state == Document.State.SUBMITTED:
        raise Refused("결재 중인 신청이라 고칠 수 없습니다. 문서를 회수하거나 반려를 받은 뒤에 고쳐 주세요.")


def rewrite_paper(request: AbsenceRequest, judged: Judgement, by: Actor) -> None:
    """Let the paper say what its requests say, where it can still be written on by this person."""
    paper = request.document
    if paper is None or not paper.is_editable or paper.drafted_by_id != by.user.pk:
        return
    alike = queries.on_one_paper(request)
    days = sum(len(days_of(each, by)) for each in alike) if len(alike) > 1 else 0
    values = papers.rewritten(paper, papers.of_several(papers.values_of(judged), alike, days))
    save_draft(document=paper, values=values, seen=paper.version, by=by)


def days_of(request: AbsenceRequest, by: Actor) -> tuple[date, ...]:
    """The school days of a request."""
    return days_or_refusal(request.student, request.from_on, by).school_days(Wanted.of(request))


@transaction.atomic
def begin_paper(*, request: AbsenceRequest, by: Actor) -> Document:
    """A new draft for a request whose paper was thrown away; the one that is there, where there is one.

    Raises:
        Refused: the request is decided, or the person writes no papers about the pupil.

    """
    locked = lock(request)
    if locked.document and locked.document.state != Document.State.DISCARDED:
        return locked.document
    _require_open(locked)
    judged = _judged(locked.student, Wanted.of(locked), by)
    locked.document = papers.begin_paper(locked.kind, _subject(locked, by), by, papers.values_of(judged))
    save(locked)
    return locked.document


def _subject(request: AbsenceRequest, by: Actor):
    subject = papers.paper_subject(request.student_id, by)
    if subject is None:
        raise Refused("이 학생의 서식을 쓸 권한이 없습니다. 담임교사나 학적 담당에게 부탁해 주세요.")
    return subject


def take_back(request: AbsenceRequest, days: Sequence[date], there: PupilDays, by: Actor) -> None:
    """On those of the days on which the register still says what the paper wrote: what stood there before it."""
    paper = request.document
    if paper is None or not paper.is_approved:
        return
    before = register.before_paper(there, register.written_days(there, days, paper), paper)
    register.write(there, before, paper=paper, by=by, right=MENUS[request.kind])


@transaction.atomic
def contacted(*, request: AbsenceRequest, on: date, told: str, by: Actor) -> RequestAct:
    """The pupil got in touch with his teacher during a long trip (p.23).

    Raises:
        Refused: the day is not one of the trip.

    """
    there = days_or_refusal(request.student, request.from_on, by)
    require_writer(by, request.kind, there, request.from_on)
    if not request.from_on <= on <= min(request.to_on, by.today):
        days = sentences.period(request.from_on, request.to_on)
        raise Refused(Reason(f"연락한 날은 체험학습 기간({days}) 안이고 오늘까지여야 합니다(p.23).", field="on"))
    return note(request, Act.CONTACTED, by, told.strip(), on=on)


@transaction.atomic
def take_report(*, request: AbsenceRequest, on: date, confirmed: bool, seen: int, by: Actor) -> AbsenceRequest:
    """The report of a trip came in (보고서 받음); in time and confirmed, the trip is closed as authorized (p.22).

    Raises:
        Refused: the trip is not over or not approved, or somebody changed it first.

    """
    locked = lock(request, seen)
    _, judged = _reported(locked, on, by)
    if locked.report_on != on:
        note(locked, Act.REPORTED, by, on=on)
    locked.report_on = on
    locked.report_confirmed_on = by.today if confirmed else None
    if confirmed and judged.kind == Kind.AUTHORIZED:
        _close(locked, Outcome.AUTHORIZED, by)
    save(locked)
    tell(locked, by)
    return locked


def _reported(request: AbsenceRequest, on: date, by: Actor) -> tuple[PupilDays, Judgement]:
    there = days_or_refusal(request.student, request.from_on, by)
    require_writer(by, request.kind, there, request.from_on)
    if request.state != State.APPROVED:
        raise Refused(f"‘{request.get_state_display()}’ 상태라 보고서를 받을 수 없습니다. 승인된 체험학습만 받습니다.")
    if on > by.today:
        raise Refused(Reason("아직 오지 않은 날입니다. 보고서를 받은 날을 적어 주세요.", field="report_on"))
    judged = judge(replace(Wanted.of(request), report_on=on), there)
    early = [each for each in judged.against if each.field == "report_on"]
    if early:
        raise Refused(*early)
    return there, judged


@transaction.atomic
def make_unexcused(*, request: AbsenceRequest, seen: int, by: Actor) -> AbsenceRequest:
    """Close a trip whose report is late or missing: its days become unexcused (p.35).

    Raises:
        Refused: the report is in time, or may still come.

    """
    locked = lock(request, seen)
    on = locked.report_on or by.today
    there, judged = _reported(locked, on, by)
    if judged.trip is None or on <= judged.trip.report_due:
        raise Refused("보고서 기한이 아직 지나지 않았거나 기한 안에 냈습니다. 보고서를 받아 확인해 주세요(p.22).")
    days = register.written_days(there, judged.days, locked.document)
    unexcused = {day: (judged.form, Kind.UNEXCUSED.value, Wanted.of(locked).words) for day in days}
    register.write(there, unexcused, paper=locked.document, by=by, right=MENUS[locked.kind])
    note(locked, Act.UNEXCUSED, by, "보고서가 늦음" if locked.report_on else "보고서를 내지 않음")
    _close(locked, Outcome.UNEXCUSED, by)
    save(locked)
    tell(locked, by)
    return locked


@transaction.atomic
def begin_report(*, request: AbsenceRequest, reason: str, by: Actor) -> Document:
    """The draft of the report page; for a late report, `reason` asks for the principal's decision (학교장 결정).

    Raises:
        Refused: the trip is not approved or not over.

    """
    locked = lock(request)
    if locked.report and locked.report.state != Document.State.DISCARDED:
        return locked.report
    _, judged = _reported(locked, locked.report_on or by.today, by)
    if reason.strip():
        locked.exception_reason = reason.strip()
        note(locked, Act.EXCEPTION, by, reason.strip())
    locked.report = papers.begin_report(locked, judged, _subject(locked, by), by)
    save(locked)
    return locked.report


def _close(request: AbsenceRequest, outcome: str, by: Actor, decision: str = "") -> None:
    request.state, request.outcome = State.CLOSED, outcome
    note(request, Act.CLOSED, by, f"{Outcome(outcome).label} {decision}".strip())


def by_decision(request: AbsenceRequest) -> str:
    """What the history says where the principal used his right to decide (학교장 결정)."""
    return f"학교장 결정: {request.exception_reason}" if request.exception_reason else ""


def close_authorized(request: AbsenceRequest, by: Actor) -> None:
    """The approved report closes the trip."""
    _close(request, Outcome.AUTHORIZED, by, by_decision(request))
    save(request)
    tell(request, by)


def approve(request: AbsenceRequest, by: Actor) -> None:
    """The approved paper has written its days."""
    request.state = State.APPROVED
    save(request)
    note(request, Act.APPROVED, by, by_decision(request))
    tell(request, by)


def lock(request: AbsenceRequest, seen: int | None = None) -> AbsenceRequest:
    """The request as it stands now, held until the act is done.

    Raises:
        Refused: somebody changed it since it was seen.

    """
    lock_pupil(request.student_id)
    rows = AbsenceRequest.objects.select_for_update(of=("self",)).select_related(
        "student", "document__school", "report"
    )
    locked = rows.get(pk=request.pk)
    if seen is not None and locked.version != seen:
        raise Refused(done_before(locked))
    return locked


def done_before(request: AbsenceRequest) -> str:
    """Who did what and when, as the second of two is told."""
    act = request.acts.select_related("by").last()
    if act is None:
        return "다른 사람이 먼저 고쳤습니다. 화면을 새로 열어 확인해 주세요."
    return (
        f"{act.by.name} 선생님이 {korean_time(act.at)}에 먼저 했습니다({act.get_kind_display()}). "
        "지금 내용을 보고 다시 골라 주세요."
    )


def save(request: AbsenceRequest) -> None:
    """Keep it under its next version."""
    request.version += 1
    request.save()


def note(request: AbsenceRequest, kind: str, by: Actor, text: str = "", *, on: date | None = None) -> RequestAct:
    """One line of the request's history."""
    return RequestAct.objects.create(
        school_id=request.school_id, request=request, kind=kind, on=on or by.today, note=text[:300], by=by.user,
        at=clock.now(),
    )  # fmt: skip


def tell(request: AbsenceRequest, by: Actor) -> None:
    """Let the layers above know (할 일)."""
    for each in after_change:
        each(by, request.student_id)
