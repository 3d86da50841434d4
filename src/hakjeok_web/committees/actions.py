"""Verbs on committees (위원회): made for a school year, members appointed and let go, results reported."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from hakjeok.dates import last_of_school_year
from hakjeok_web.accounts.models import Staff
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.committees.models import Attendance, Committee, Member
from hakjeok_web.config import clock
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.config.templatetags.korean import korean_date


@dataclass(frozen=True)
class Seat:
    """A seat to be given (위촉): to one of the staff, or to a named person from outside."""

    position: str
    role: str
    from_on: date
    to_on: date
    staff: Staff | None = None
    name: str = ""
    affiliation: str = ""
    external: bool = False
    field: str = ""


@transaction.atomic
def make_committee(*, kind: str, year: int, by: Actor) -> Committee:
    """Begin a committee for a school year.

    Raises:
        Refused: there is one already.

    """
    made, is_new = Committee.objects.get_or_create(
        school_id=by.school_id, kind=kind, year=year, defaults={"made_by": by.user}
    )
    if not is_new:
        raise Refused(Reason(f"{made}는 이미 있습니다. 위원회 목록에서 열어 주세요.", "kind"))
    return made


@transaction.atomic
def appoint(*, committee: Committee, seat: Seat, by: Actor) -> Member:
    """Give a seat (위촉). Whether the whole committee is lawful then, its page says.

    Raises:
        Refused: nobody or two are named, the term is upside down, or this person has a seat already.

    """
    _locked(committee)
    name = _name_of(seat)
    if seat.to_on < seat.from_on:
        raise Refused(Reason("임기 끝나는 날이 시작일보다 빠릅니다. 두 날짜를 살펴봐 주세요.", "to_on"))
    _require_free(committee, seat, name)
    return Member.objects.create(
        school_id=committee.school_id, committee=committee, staff=seat.staff, name=name, affiliation=seat.affiliation,
        position=seat.position, role=seat.role, external=seat.external, field=seat.field, from_on=seat.from_on,
        to_on=seat.to_on, appointed_by=by.user,
    )  # fmt: skip


def _locked(committee: Committee) -> Committee:
    return Committee.objects.select_for_update().get(pk=committee.pk)


def _name_of(seat: Seat) -> str:
    if seat.staff is None and not seat.name:
        raise Refused(Reason("누구인지 적지 않았습니다. 교직원을 고르거나 성명을 적어 주세요.", "name"))
    if seat.staff is not None and seat.name:
        raise Refused(Reason("교직원과 성명을 함께 적었습니다. 둘 가운데 하나만 남겨 주세요.", "name"))
    if seat.staff is not None and seat.external:
        raise Refused(Reason("이 학교의 교직원은 외부위원이 될 수 없습니다. 외부위원 표시를 지워 주세요.", "external"))
    return seat.staff.user.name if seat.staff else seat.name


def _require_free(committee: Committee, seat: Seat, name: str) -> None:
    seats = Member.objects.filter(committee=committee, from_on__lte=seat.to_on, to_on__gte=seat.from_on)
    same = seats.filter(staff=seat.staff) if seat.staff else seats.filter(name=name, affiliation=seat.affiliation)
    if held := same.first():
        text = f"{held.name} 위원의 임기({korean_date(held.from_on)}~{korean_date(held.to_on)})와 겹칩니다. "
        raise Refused(Reason(text + "먼저 그 임기를 끝내거나 다른 날짜를 적어 주세요.", "from_on"))


@transaction.atomic
def end_seat(*, member: Member, last_on: date, reason: str, by: Actor) -> Member:
    """Let a member go before his term is over (해촉). The seat stays in the history.

    Raises:
        Refused: somebody ended it before, the day lies outside his term, or he sat in a meeting after it.

    """
    locked = Member.objects.select_for_update().get(pk=member.pk)
    if locked.ended_at:
        raise Refused(f"{locked.ended_by.name} 님이 먼저 임기를 끝냈습니다. 위원회 화면에서 확인해 주세요.")
    if not locked.sits_on(last_on):
        term = f"{korean_date(locked.from_on)}~{korean_date(locked.to_on)}"
        raise Refused(Reason(f"임기({term}) 안의 날짜가 아닙니다. 임기 안의 날을 적어 주세요.", "last_on"))
    _require_no_meeting_after(locked, last_on)
    locked.to_on, locked.end_reason, locked.ended_by, locked.ended_at = last_on, reason, by.user, clock.now()
    locked.save(update_fields=["to_on", "end_reason", "ended_by", "ended_at"])
    return locked


def _require_no_meeting_after(member: Member, last_on: date) -> None:
    came = Attendance.objects.filter(member=member, state=Attendance.State.PRESENT).select_related("meeting")
    latest = max((each.meeting for each in came), key=lambda meeting: meeting.planned_at, default=None)
    if latest and latest.held_on > last_on:
        text = f"{korean_date(latest.held_on)} 제{latest.number}차 회의에 출석했습니다. 그날이나 그 뒤를 적어 주세요."
        raise Refused(Reason(text, "last_on"))


@transaction.atomic
def mark_reported(*, committee: Committee, reported_on: date, by: Actor) -> Committee:
    """Note that the results of the regular meetings were reported to the office (정기 개최 결과 보고, p.13).

    Raises:
        Refused: somebody noted it before, or the day lies outside the year or ahead.

    """
    locked = _locked(committee)
    if locked.reported_on:
        told = f"{locked.reported_by.name} 님이 {korean_date(locked.reported_on)} 보고로 먼저 적었습니다."
        raise Refused(Reason(told, "reported_on"))
    if not date(locked.year, 1, 1) <= reported_on <= min(by.today, last_of_school_year(locked.year)):
        text = f"{locked.year}학년도의 날짜이고 오늘까지여야 합니다. 보고한 날을 적어 주세요."
        raise Refused(Reason(text, "reported_on"))
    locked.reported_on, locked.reported_by = reported_on, by.user
    locked.save(update_fields=["reported_on", "reported_by"])
    return locked
