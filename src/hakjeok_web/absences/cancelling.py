"""Taking a request back (신청 취소): who may, and what becomes of its days and of its paper."""

from django.db import transaction

from hakjeok_web.absences import actions, queries
from hakjeok_web.absences.judging import judge
from hakjeok_web.absences.models import AbsenceRequest
from hakjeok_web.absences.wanted import Wanted
from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.documents.models import Document

Act, State = actions.Act, AbsenceRequest.State


@transaction.atomic
def cancel(*, request: AbsenceRequest, seen: int, reason: str, by: Actor) -> AbsenceRequest:
    """Take a request back (취소); what its paper wrote into the register becomes what it was before.

    Raises:
        Refused: there is no reason, somebody changed it first, or a month of its days is closed.

    """
    if not reason.strip():
        raise Refused(Reason("취소하는 까닭이 비어 있습니다. 누가 왜 취소하는지 적어 주세요.", field="reason"))
    locked = actions.lock(request, seen)
    if locked.state == State.CANCELLED:
        raise Refused(actions.done_before(locked))
    there = actions.days_or_refusal(locked.student, locked.from_on, by)
    actions.require_writer(by, locked.kind, there, locked.from_on)
    _require_not_on_its_way(locked)
    _require_canceller(locked, by)
    actions.take_back(locked, there.school_days(Wanted.of(locked)), there, by)
    locked.state = State.CANCELLED
    actions.save(locked)
    actions.note(locked, Act.CANCELLED, by, reason.strip())
    _retell(locked, by)
    actions.tell(locked, by)
    return locked


def _retell(cancelled: AbsenceRequest, by: Actor) -> None:
    """The paper of several requests tells those that are left."""
    left = [each for each in queries.on_one_paper(cancelled) if each.state == State.RECEIVED]
    if left and left[0].pk != cancelled.pk:
        there = actions.days_or_refusal(cancelled.student, left[0].from_on, by)
        actions.rewrite_paper(left[0], judge(Wanted.of(left[0]), there), by)


def _require_canceller(request: AbsenceRequest, by: Actor) -> None:
    """What was approved and has begun stands in the register: no teacher takes it back alone."""
    if not may_cancel(request, by):
        raise Refused(
            "결재가 끝나고 이미 시작한 신청은 학적 담당이나 교감·교장이 취소합니다. 까닭을 알려 부탁해 주세요. "
            "학생이 일찍 돌아왔으면 ‘일찍 마침’을 눌러 주세요."
        )


def may_cancel(request: AbsenceRequest, by: Actor) -> bool:
    """Whether the person may take it back as it stands (신청 취소)."""
    is_undecided = request.state == State.RECEIVED or request.from_on > by.today
    return is_undecided or by.may_write(Menu.REOPENING)


def _require_not_on_its_way(request: AbsenceRequest) -> None:
    if request.document and request.document.state == Document.State.SUBMITTED:
        raise Refused("결재 중인 문서가 있습니다. 먼저 문서를 회수하거나 반려를 받은 뒤에 취소해 주세요.")
