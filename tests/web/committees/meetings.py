"""Lawful committees and meetings, made through the actions, for tests."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from hakjeok_web.committees import actions, deliberation, meeting_actions
from hakjeok_web.committees.actions import Seat
from hakjeok_web.committees.deliberation import Count
from hakjeok_web.committees.meeting_actions import NewItem, Plan
from hakjeok_web.committees.models import Attendance, Committee, Meeting
from tests import builders

FIRST, LAST = date(2024, 3, 1), date(2025, 2, 28)
# Five members: the principal in the chair, two from inside, two from outside and of two lines of work.
OTHERS = (
    ("한부장", "head_teacher", False, ""),
    ("이보건", "nurse", False, ""),
    ("최경찰", "police", True, "가온경찰서"),
    ("문학부모", "parent", True, "학부모"),
)
EARLY = (
    ("한부장", "head_teacher", False, ""),
    ("정교사", "teacher", False, ""),
    ("문학부모", "parent", True, "학부모"),
    ("배전문", "expert", True, "가온대학교"),
)


def a_committee(by, *, chair=None, kind=Committee.Kind.COMPULSORY_EDUCATION, others=None):
    """A committee of 2024 and its members, the chair first. Fewer `others` make it unlawful."""
    early = kind == Committee.Kind.EARLY_PROMOTION
    chair = chair or builders.a_staff("vice_principal" if early else "principal", school=by.school_id)
    made = actions.make_committee(kind=kind, year=2024, by=by)
    members = [_seat(made, by, position="chair", role=chair.role, staff=chair)]
    for name, role, external, affiliation in OTHERS if others is None and not early else others or EARLY:
        seat = {"name": name, "role": role, "external": external, "affiliation": affiliation}
        members.append(_seat(made, by, position="member", **seat))
    return made, members


def _seat(committee, by, **facts):
    return actions.appoint(committee=committee, seat=Seat(from_on=FIRST, to_on=LAST, **facts), by=by)


def an_item(pupil=None, **facts) -> NewItem:
    about = {"pupil_id": pupil.pk} if pupil else {"child_name": "하늘이"}
    return NewItem(**{"kind": "deferment", "subject": "취학의무 유예 심의", "reason": "질병"} | about | facts)


def a_plan(day=builders.TODAY, **facts) -> Plan:
    at = datetime(day.year, day.month, day.day, 15, 30, tzinfo=ZoneInfo("Asia/Seoul"))
    return Plan(**{"session": "occasional", "planned_at": at, "place": "교무실"} | facts)


def a_meeting(committee, by, *, pupil=None, item=None, plan=None) -> Meeting:
    """Planned for 15:30 of today, about one pupil, or about a child who has not entered yet."""
    return meeting_actions.plan_meeting(
        committee=committee, plan=plan or a_plan(), item=item or an_item(pupil), by=by
    )  # fmt: skip


def attend(meeting, members, by, *, absent=()):
    marks = {
        each.pk: (Attendance.State.ABSENT, "출장") if each in absent else (Attendance.State.PRESENT, "")
        for each in members
    }
    return meeting_actions.save_attendance(meeting=meeting, marks=marks, seen=again(meeting).version, by=by)


def open_(meeting, by, *, acting_chair=None):
    return meeting_actions.open_meeting(
        meeting=meeting, acting_chair=acting_chair, seen=again(meeting).version, by=by
    )  # fmt: skip


def an_open_meeting(committee, members, by, *, absent=(), **facts) -> Meeting:
    meeting = a_meeting(committee, by, **facts)
    attend(meeting, members, by, absent=absent)
    return open_(meeting, by)


def vote(item, by, in_favour, against=0, abstained=0, summary="한 학년도 유예"):
    return deliberation.record_vote(item=item, count=Count(in_favour, against, abstained), summary=summary, by=by)


def close(meeting, by):
    return meeting_actions.close_meeting(meeting=meeting, seen=again(meeting).version, by=by)


def again(meeting) -> Meeting:
    return Meeting.objects.select_related("committee").get(pk=meeting.pk)
