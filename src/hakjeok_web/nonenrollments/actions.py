"""Verbs on children who never came (미취학 아동): listed, corrected, cared for, and at last let go."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from hakjeok.dates import school_year_of
from hakjeok_web.accounts.policies import Actor, Menu, Scope
from hakjeok_web.attendance.voiding import require_voidable, require_words
from hakjeok_web.config import clock
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.config.templatetags.korean import korean_date, korean_time
from hakjeok_web.documents.models import Document
from hakjeok_web.nonenrollments.models import ChildMeasure, NonEnrolledChild
from hakjeok_web.schools import queries as schools

State = NonEnrolledChild.State
LONGEST_NOTE = 300


@transaction.atomic
def add_child(*, facts: Mapping[str, Any], by: Actor) -> NonEnrolledChild:
    """Put a child on the list of those who did not come (미취학 아동 올리기).

    Raises:
        Refused: no right, already on the list, or the entrance day is of no opened year or still to come.

    """
    _require_writer(by)
    _require_entrance_day(facts["entrance_on"], by)
    _require_no_twin(facts, by)
    return NonEnrolledChild.objects.create(school_id=by.school_id, changed_by=by.user, changed_at=clock.now(), **facts)


@transaction.atomic
def correct_child(*, child: NonEnrolledChild, facts: Mapping[str, Any], seen: int, by: Actor) -> NonEnrolledChild:
    """Correct what is known of a child. `seen` is the version that was being corrected.

    Raises:
        Refused: no right, somebody corrected it meanwhile, or as `add_child`.

    """
    _require_writer(by)
    locked = _locked(child)
    if locked.version != seen:
        at = korean_time(locked.changed_at)
        raise Refused(f"{locked.changed_by.name} 선생님이 {at}에 먼저 고쳤습니다. 화면을 새로 열어 다시 고쳐 주세요.")
    _require_entrance_day(facts["entrance_on"], by)
    _require_no_twin(facts, by, besides=locked)
    for name, value in facts.items():
        setattr(locked, name, value)
    return _saved(locked, by)


@transaction.atomic
def close_child(*, child: NonEnrolledChild, state: str, on: date, by: Actor) -> NonEnrolledChild:
    """End the care for a child: he entered, moved away, was exempted or deferred (관리 끝내기).

    Raises:
        Refused: no right, ended before, or an impossible day.

    """
    _require_writer(by)
    locked = _locked(child)
    if not locked.is_open:
        raise Refused(
            f"{locked.changed_by.name} 선생님이 먼저 ‘{locked.get_state_display()}’으로 적어 관리를 끝냈습니다."
        )
    if state not in State.values or state == State.OPEN:
        raise Refused(Reason("어떻게 되었는지 고르지 않았습니다. 하나를 골라 주세요.", "state"))
    if not locked.entrance_on <= on <= by.today:
        raise Refused(Reason("입학기일부터 오늘까지의 날짜로 적어 주세요.", "on"))
    locked.state, locked.closed_on = state, on
    return _saved(locked, by)


@transaction.atomic
def record_child_measure(
    *,
    child: NonEnrolledChild,
    code: str,
    done_on: date,
    by: Actor,
    note: str = "",
    document: Document | None = None,
    means: str = "",
    contact: str = "",
    contact_phone: str = "",
) -> ChildMeasure:
    """Add a measure about a child (조치 기록); it is never edited, a later one corrects it or takes it back.

    Raises:
        Refused: no right (without a document), an unknown code, a day to come, or nothing told of it.

    """
    if document is None:
        _require_writer(by)
        require_words(code, note)
    if code not in ChildMeasure.Code.values or code == ChildMeasure.Code.VOID:
        raise Refused(Reason("무엇을 했는지 고르지 않았습니다. 목록에서 골라 주세요.", "code"))
    if done_on > by.today:
        raise Refused(
            Reason(f"{korean_date(done_on)}은 아직 오지 않은 날입니다. 한 날짜를 오늘까지로 적어 주세요.", "done_on")
        )
    return ChildMeasure.objects.create(
        school_id=child.school_id, child=child, code=code, done_on=done_on, note=note.strip(), document=document,
        means=means, contact=contact.strip(), contact_phone=contact_phone.strip(), recorded_by=by.user,
    )  # fmt: skip


@transaction.atomic
def void_child_measure(*, measure: ChildMeasure, reason: str, by: Actor) -> ChildMeasure:
    """Take a measure back that was written down wrongly (잘못 적음).

    Raises:
        Refused: no right, no reason, a paper says it, or somebody took it back first.

    """
    _require_writer(by)
    child = _locked(measure.child)
    require_voidable(measure, reason)
    ChildMeasure.objects.create(
        school_id=child.school_id, child=child, code=ChildMeasure.Code.VOID, voids=measure, done_on=by.today,
        note=reason.strip(), recorded_by=by.user,
    )  # fmt: skip
    return measure


def _saved(child: NonEnrolledChild, by: Actor) -> NonEnrolledChild:
    child.version, child.changed_by, child.changed_at = child.version + 1, by.user, clock.now()
    child.save()
    return child


def _locked(child: NonEnrolledChild) -> NonEnrolledChild:
    locked = NonEnrolledChild.objects.select_for_update(of=("self",)).select_related("changed_by")
    return locked.get(pk=child.pk)


def _require_writer(by: Actor) -> None:
    if by.right(Menu.ABSENCE_CASES).writes != Scope.SCHOOL:
        raise Refused("미취학 아동은 학적 담당이 관리합니다(p.11).")


def _require_entrance_day(entrance_on: date, by: Actor) -> None:
    year = schools.year_of(by.school_id, by.today)
    if year is None or school_year_of(entrance_on) != year.year:
        raise Refused(Reason("입학기일이 이번 학년도의 날이 아닙니다. 날짜를 고쳐 주세요.", "entrance_on"))
    if entrance_on > by.today:
        raise Refused(Reason("입학기일이 아직 오지 않았습니다. 입학기일이 지난 뒤에 올려 주세요(p.11).", "entrance_on"))


def _require_no_twin(facts: Mapping[str, Any], by: Actor, besides: NonEnrolledChild | None = None) -> None:
    same = {key: facts[key] for key in ("entrance_on", "name", "birth_on")}
    found = NonEnrolledChild.objects.filter(school_id=by.school_id, **same).exclude(state=State.MISTAKEN)
    if besides is not None:
        found = found.exclude(pk=besides.pk)
    first = found.select_related("changed_by").first()
    if first is not None:
        who, at = first.changed_by.name, korean_time(first.changed_at)
        raise Refused(Reason(f"이름과 생년월일이 같은 아동이 이미 있습니다. {who} 선생님이 {at}에 적었습니다.", "name"))
