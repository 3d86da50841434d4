"""The committee of the demonstration school (시범 위원회): a meeting that is over, and one that is to come."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from hakjeok.dates import first_of_school_year, last_of_school_year, school_year_of
from hakjeok_web.accounts.models import Staff
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.committees import actions, deliberation, meeting_actions
from hakjeok_web.committees.actions import Seat
from hakjeok_web.committees.models import AgendaItem, Attendance, Committee, Meeting, Member
from hakjeok_web.students.models import Student

# Login of one of the staff, or the name of somebody from outside; role; where he comes from.
MEMBERS = (
    ("gyojang", "", "principal", ""),
    ("gyogam", "", "vice_principal", ""),
    ("gyomu", "", "head_teacher", ""),
    ("", "차경찰", "police", "가온경찰서"),
    ("", "문보호", "parent", "학부모"),
)
AT, PLACE = time(15, 30), "회의실"
DAYS_BEFORE, DAYS_AHEAD = 7, 6


def add_committee(posts: Mapping[str, Staff], *, by: Actor) -> None:
    """Through the very acts of a registrar. The meetings are about two pupils of 4-2."""
    year = school_year_of(by.today)
    committee = actions.make_committee(kind=Committee.Kind.COMPULSORY_EDUCATION, year=year, by=by)
    members = [_appoint(committee, each, posts, by) for each in MEMBERS]
    pupils = list(Student.objects.filter(grade=4).order_by("birth_on", "name")[:2])
    before = max(by.today - timedelta(days=DAYS_BEFORE), first_of_school_year(year))
    _decide(_plan(committee, before, pupils[0], "취학의무 유예 심의", by), members, by)
    ahead = min(by.today + timedelta(days=DAYS_AHEAD), last_of_school_year(year))
    _plan(committee, ahead, pupils[1], "취학의무 유예 신청 심의", by)


def _appoint(committee: Committee, each: tuple, posts: Mapping[str, Staff], by: Actor) -> Member:
    login, name, role, affiliation = each
    seat = Seat(
        staff=posts.get(login), name=name, role=role, affiliation=affiliation, external=not login,
        position="chair" if role == "principal" else "member",
        from_on=first_of_school_year(committee.year), to_on=last_of_school_year(committee.year),
    )  # fmt: skip
    return actions.appoint(committee=committee, seat=seat, by=by)


def _plan(committee: Committee, day: date, pupil: Student, subject: str, by: Actor) -> Meeting:
    item = meeting_actions.NewItem(
        kind=AgendaItem.Kind.DEFERMENT, subject=subject, pupil_id=pupil.pk, reason="질병 치료", proposer=by.user.name
    )
    at = timezone.make_aware(datetime.combine(day, AT))
    plan = meeting_actions.Plan(session=Meeting.Session.OCCASIONAL, planned_at=at, place=PLACE)
    return meeting_actions.plan_meeting(committee=committee, plan=plan, item=item, by=by)


def _decide(meeting: Meeting, members: list[Member], by: Actor) -> None:
    marks = {each.pk: (Attendance.State.PRESENT, "") for each in members}
    meeting = meeting_actions.save_attendance(meeting=meeting, marks=marks, seen=meeting.version, by=by)
    meeting = meeting_actions.open_meeting(meeting=meeting, acting_chair=None, seen=meeting.version, by=by)
    item = meeting.items.get()
    deliberation.add_statement(
        item=item, speaker=members[2], text="진단서로 한 학년도의 치료가 필요함을 확인했습니다.", by=by
    )
    count = deliberation.Count(in_favour=5, against=0, abstained=0)
    deliberation.record_vote(item=item, count=count, summary="진단서를 확인하고 한 학년도 유예를 승인함", by=by)
    seen = Meeting.objects.get(pk=meeting.pk).version
    meeting_actions.close_meeting(meeting=meeting, seen=seen, by=by)
