"""Verbs on the way of a paper (상신·결재·반려·회수). Each locks the paper first, so that of two at once one is told."""

from collections.abc import Sequence

from django.db import transaction

from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.approvals import dispatching
from hakjeok_web.approvals.lines import DRAFTER_DECIDES, Circle, Place, Seat
from hakjeok_web.approvals.models import ApprovalAct, ApprovalStep
from hakjeok_web.approvals.people import called, deputized
from hakjeok_web.approvals.retention import kept_years_of
from hakjeok_web.config import clock
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.config.templatetags.korean import korean_time
from hakjeok_web.documents.actions import complete_document, content_digest, submit_document
from hakjeok_web.documents.models import Document
from hakjeok_web.documents.wordings import definition_of

Act = ApprovalAct.Kind
State = Document.State
LONGEST_OPINION = 500


@transaction.atomic
def submit(*, document: Document, line: Sequence[Place], by: Actor) -> Document:
    """Send a complete draft up its line (상신), or finish it at once where the rule lets its drafter decide.

    Raises:
        Refused: it is not the drafter's draft, something is missing in it, the line is not lawful, or an effect of the
            final approval is not.

    """
    seats = Circle(document, by).seats(line)
    submitted = submit_document(document=document, by=by)
    ApprovalStep.objects.bulk_create(_step(submitted, seat) for seat in seats)
    _note(submitted, Act.SUBMIT, by)
    if not seats:
        _finish(submitted, by)
    return submitted


def _step(document: Document, seat: Seat) -> ApprovalStep:
    return ApprovalStep(
        school_id=document.school_id, document=document, round=document.round, position=seat.position, kind=seat.kind,
        staff=seat.who.staff, title=seat.who.staff.title, is_delegated=seat.is_delegated,
    )  # fmt: skip


@transaction.atomic
def approve(*, document: Document, round: int, by: Actor, opinion: str = "") -> Document:
    """Sign at one's place of the line (검토·협조·결재); the last one finishes the paper with number and effects.

    `round` is the submission that the person saw: a paper that was changed meanwhile is not signed unseen.

    Raises:
        Refused: it is not this person's turn, somebody acted first, the content changed, or an effect is not lawful;
            then nothing is approved.

    """
    locked, step = _at_my_turn(document, round, by)
    if ApprovalAct.objects.filter(document=locked, round=round, kind=Act.APPROVE, by=by.user).exists():
        raise Refused(
            "이 문서에 이미 결재해 다른 사람을 대신할 수 없습니다. 반려하거나 대결할 사람을 다시 정해 주세요."
        )
    _note(locked, Act.APPROVE, by, step=step, opinion=opinion)
    _move_on(locked, by)
    return locked


@transaction.atomic
def send_back(*, document: Document, round: int, by: Actor, opinion: str) -> Document:
    """Give the paper back to its drafter with an opinion (반려).

    Raises:
        Refused: there is no opinion, it is not this person's turn, or somebody acted first.

    """
    if not opinion.strip():
        raise Refused(Reason("반려하는 까닭이 비어 있습니다. 무엇을 고쳐야 하는지 의견에 적어 주세요.", "opinion"))
    locked, step = _at_my_turn(document, round, by)
    _note(locked, Act.RETURN, by, step=step, opinion=opinion)
    return _given_back(locked, State.RETURNED)


@transaction.atomic
def withdraw(*, document: Document, by: Actor) -> Document:
    """Take one's paper back before the first approver has acted (회수).

    Raises:
        Refused: it is somebody else's, it is not on its way, or somebody has acted.

    """
    locked = _locked(document)
    if locked.drafted_by_id != by.user.pk:
        raise Refused("이 문서는 기안한 사람만 회수할 수 있습니다.")
    acted = _last_act(locked)
    if acted is not None and acted.kind != Act.SUBMIT:
        raise Refused(f"{told(acted)} 그래서 회수할 수 없습니다. 고쳐야 하면 결재할 사람에게 반려를 부탁해 주세요.")
    if locked.state != State.SUBMITTED:
        raise Refused(f"{locked.get_state_display()} 문서라 회수할 것이 없습니다. 문서를 다시 열어 확인해 주세요.")
    _note(locked, Act.WITHDRAW, by)
    return _given_back(locked, State.WITHDRAWN)


def _locked(document: Document) -> Document:
    return Document.objects.select_for_update(of=("self",)).select_related("school", "form").get(pk=document.pk)


def _at_my_turn(document: Document, round: int, by: Actor) -> tuple[Document, ApprovalStep]:
    """The paper, locked, and the step at which the actor may act now."""
    locked = _locked(document)
    if not by.may_write(Menu.APPROVALS):
        raise Refused("결재할 권한이 없습니다. 학교권한관리자에게 결재함 권한을 요청해 주세요.")
    if locked.drafted_by_id == by.user.pk:
        raise Refused(DRAFTER_DECIDES)
    if locked.state != State.SUBMITTED or locked.round != round:
        raise Refused(_came_too_late(locked))
    if locked.digest is None or bytes(locked.digest) != content_digest(locked):
        raise Refused(
            "상신한 뒤에 문서가 바뀌었습니다. 결재할 수 없습니다. 기안한 사람에게 다시 상신해 달라고 해 주세요."
        )
    return locked, _my_step(locked, by)


def _my_step(document: Document, by: Actor) -> ApprovalStep:
    steps = ApprovalStep.objects.filter(document=document, round=document.round).select_related("staff__user")
    mine = deputized(by) | {by.staff_id}
    done = {act.step_id: act for act in ApprovalAct.objects.filter(step__in=steps).select_related("by")}
    at_turn = [step for step in steps if step.position == document.turn]
    for step in at_turn:
        if step.staff_id in mine and step.pk not in done:
            return step
    for step in steps:
        if step.staff_id in mine and step.pk in done:
            raise Refused(told(done[step.pk]))
    waiting = "·".join(called(step.staff) for step in at_turn if step.pk not in done)
    if any(step.staff_id in mine for step in steps):
        raise Refused(f"아직 차례가 아닙니다. 지금은 {waiting} 차례입니다.")
    raise Refused(f"이 문서의 결재선에 없어 결재할 수 없습니다. 지금은 {waiting} 차례입니다.")


def _came_too_late(document: Document) -> str:
    acted = _last_act(document)
    first = told(acted) if acted else ""
    return f"{first} 지금은 ‘{document.get_state_display()}’ 문서입니다. 문서를 다시 열어 확인해 주세요.".strip()


def _last_act(document: Document) -> ApprovalAct | None:
    acts = ApprovalAct.objects.filter(document=document, round=document.round)
    return acts.select_related("by", "step").order_by("at", "id").last()


def told(act: ApprovalAct) -> str:
    """Who did what and when, as the second of two is told."""
    return f"{act.title} {act.by.name} 선생님이 {korean_time(act.at)}에 먼저 {word_of(act)}했습니다."


def word_of(act: ApprovalAct) -> str:
    """What an act is called: a reviewer 검토, a consenting one 협조, the last one 결재."""
    return act.step.get_kind_display() if act.kind == Act.APPROVE and act.step else act.get_kind_display()


def _note(document: Document, kind: str, by: Actor, *, step: ApprovalStep | None = None, opinion: str = "") -> None:
    if len(opinion) > LONGEST_OPINION:
        raise Refused(Reason(f"의견은 {LONGEST_OPINION}자까지 적을 수 있습니다. 줄여 주세요.", "opinion"))
    replaced = step.staff if step and step.staff_id != by.staff_id else None
    ApprovalAct.objects.create(
        school_id=document.school_id, document=document, round=document.round, step=step, kind=kind, by=by.user,
        title=by.role_title, in_place_of=replaced, opinion=opinion.strip(), at=clock.now(), digest=document.digest,
    )  # fmt: skip


def _move_on(document: Document, by: Actor) -> None:
    """To the next place once everybody at this one has signed; after the last place the paper is finished."""
    open_steps = ApprovalStep.objects.filter(document=document, round=document.round, acts=None).order_by("position")
    following = open_steps.first()
    if following is None:
        _finish(document, by)
    elif following.position != document.turn:
        document.turn = following.position
        document.save(update_fields=["turn"])


def _finish(document: Document, by: Actor) -> None:
    """Number, effects and dispatches in this very transaction: all of it or nothing."""
    document.kept_years = kept_years_of(definition_of(document))
    document.save(update_fields=["kept_years"])  # before the number, after which nothing changes any more
    complete_document(document=document, by=by)
    dispatching.plan_dispatches(document)


def _given_back(document: Document, state: str) -> Document:
    document.state, document.turn = state, 0
    document.save(update_fields=["state", "turn"])
    return document
