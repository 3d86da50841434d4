"""Saying who is away and who signs meanwhile (부재 등록)."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from hakjeok_web.accounts.models import Staff
from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.approvals.models import Deputy
from hakjeok_web.config import clock
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.config.templatetags.korean import korean_date


def may_register_for_all(by: Actor) -> bool:
    """Who may change the school's rules also says who is away; everybody else only for himself."""
    return by.may_write(Menu.APPROVAL_RULES)


@transaction.atomic
def register_absence(*, staff: Staff, deputy: Staff, from_on: date, to_on: date, reason: str, by: Actor) -> Deputy:
    """From now on the deputy signs for the absent person, also what waits for him already (대결).

    Raises:
        Refused: it is somebody else's absence, the days are past or the wrong way round, the deputy is away himself or
            no colleague, or there is another absence in these days.

    """
    if staff.pk != by.staff_id and not may_register_for_all(by):
        raise Refused(Reason("다른 사람의 부재는 학교권한관리자가 등록합니다.", "staff"))
    _require_days(from_on, to_on, by.today)
    if staff.pk == deputy.pk:
        raise Refused(Reason("자기 자신은 대결할 수 없습니다. 다른 사람을 골라 주세요.", "deputy"))
    if not deputy.is_serving(from_on) or not deputy.is_serving(to_on):
        raise Refused(
            Reason(f"{deputy.user.name} 선생님은 그 기간에 근무하지 않습니다. 다른 사람을 골라 주세요.", "deputy")
        )
    list(
        Staff.objects.select_for_update().filter(pk__in=(staff.pk, deputy.pk)).order_by("pk")
    )  # two at once: one waits
    _require_nobody_else_away(staff, deputy, from_on, to_on)
    return Deputy.objects.create(
        school_id=by.school_id, staff=staff, deputy=deputy, from_on=from_on, to_on=to_on, reason=reason.strip(),
        registered_by=by.user,
    )  # fmt: skip


def _require_days(from_on: date, to_on: date, today: date) -> None:
    if to_on < from_on:
        raise Refused(Reason("끝나는 날이 시작일보다 앞섭니다. 날짜를 고쳐 주세요.", "to_on"))
    if to_on < today:
        raise Refused(Reason(f"{korean_date(to_on)}은 이미 지났습니다. 오늘이나 그 뒤로 적어 주세요.", "to_on"))


def _require_nobody_else_away(staff: Staff, deputy: Staff, from_on: date, to_on: date) -> None:
    meanwhile = Deputy.objects.filter(from_on__lte=to_on, to_on__gte=from_on, ended_at=None)
    for other in meanwhile.filter(Q(staff__in=(staff, deputy)) | Q(deputy=staff)).select_related("staff__user"):
        days = f"{korean_date(other.from_on)}~{korean_date(other.to_on)}"
        if other.staff_id == staff.pk:
            raise Refused(Reason(f"{days}에 이미 부재로 등록했습니다. 먼저 그 부재를 끝내 주세요.", "from_on"))
        if other.staff_id == deputy.pk:
            raise Refused(
                Reason(f"{deputy.user.name} 선생님도 {days}에 부재입니다. 다른 사람을 골라 주세요.", "deputy")
            )
        raise Refused(
            Reason(
                f"{days}에 {other.staff.user.name} 선생님을 대신하고 있습니다. 그 대결자를 먼저 바꿔 주세요.", "from_on"
            )
        )


@transaction.atomic
def end_absence(*, absence: Deputy, by: Actor) -> Deputy:
    """He is back, or was never away (부재 끝내기): from now on he signs himself.

    Raises:
        Refused: it is somebody else's absence, or it has ended.

    """
    locked = Deputy.objects.select_for_update().get(pk=absence.pk)
    if locked.staff_id != by.staff_id and not may_register_for_all(by):
        raise Refused("다른 사람의 부재는 학교권한관리자가 끝냅니다.")
    if locked.ended_at:
        raise Refused("이미 끝낸 부재입니다. 화면을 새로 열어 확인해 주세요.")
    locked.ended_at, locked.ended_by = clock.now(), by.user
    locked.save(update_fields=["ended_at", "ended_by"])
    return locked
