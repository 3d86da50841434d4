"""Ending an approved request early (일찍 마침): the pupil came to school before its last day."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from hakjeok_web.absences import actions, papers, sentences
from hakjeok_web.absences.models import AbsenceRequest, RequestAct
from hakjeok_web.absences.wanted import Wanted
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.config.templatetags.korean import short_date
from hakjeok_web.documents.models import Document

State = AbsenceRequest.State


@transaction.atomic
def end_early(*, request: AbsenceRequest, returned_on: date, told: str, seen: int, by: Actor) -> AbsenceRequest:
    """From the day of return on, the request's days leave the register and count as not taken.

    The approved paper stays as it is; the request ends with the last school day before the return, and from there
    the report of a trip is due. A report that was begun already tells the days that are left.

    Raises:
        Refused: it is not approved, somebody changed it first, the day is none of it, or a month is closed.

    """
    locked = actions.lock(request, seen)
    there = actions.days_or_refusal(locked.student, locked.from_on, by)
    actions.require_writer(by, locked.kind, there, locked.from_on)
    _require_approved(locked)
    days = there.school_days(Wanted.of(locked))
    _require_day(locked, days, returned_on, by.today)
    actions.take_back(locked, [day for day in days if day >= returned_on], there, by)
    before = sentences.period(locked.from_on, locked.to_on)
    taken = [day for day in days if day < returned_on]
    locked.to_on = max(taken)
    actions.save(locked)
    papers.shorten_report(locked.report, taken, by)
    actions.note(locked, RequestAct.Kind.ENDED, by, _told(locked, before, told), on=returned_on)
    actions.tell(locked, by)
    return locked


def _told(request: AbsenceRequest, before: str, told: str) -> str:
    return " ".join(filter(None, (f"{before} → {sentences.period(request.from_on, request.to_on)}", told.strip())))


def _require_approved(request: AbsenceRequest) -> None:
    if request.state == State.RECEIVED:
        raise Refused("아직 결재하지 않은 신청입니다. ‘고치기’에서 마지막 날을 바꿔 주세요.")
    if request.state != State.APPROVED:
        raise Refused(f"‘{request.get_state_display()}’ 상태라 기간을 줄일 수 없습니다. 승인된 신청만 줄입니다.")
    if request.report and request.report.state == Document.State.SUBMITTED:
        raise Refused("보고서를 결재 중입니다. 보고서를 회수하거나 반려를 받은 뒤에 기간을 줄여 주세요.")


def _require_day(request: AbsenceRequest, days: Sequence[date], returned_on: date, today: date) -> None:
    if returned_on not in days:
        period = sentences.period(request.from_on, request.to_on)
        text = f"등교한 날은 신청 기간({period})의 수업일이어야 합니다. 날짜를 확인해 주세요."
    elif returned_on == days[0]:
        text = f"첫날({short_date(returned_on)})부터 등교했으면 남는 날이 없습니다. ‘신청 취소’를 해 주세요."
    elif returned_on > today:
        text = "아직 오지 않은 날입니다. 학생이 등교한 뒤에 적어 주세요."
    else:
        return
    raise Refused(Reason(text, field="returned_on"))
