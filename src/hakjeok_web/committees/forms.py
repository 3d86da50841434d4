"""What people type about committees and meetings, read forgivingly; the actions decide whether it may be."""

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from hakjeok.committee.compose import Role
from hakjeok_web.accounts.models import Staff
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.committees import pupils
from hakjeok_web.committees.actions import Seat
from hakjeok_web.committees.deliberation import Count
from hakjeok_web.committees.meeting_actions import NewItem, Plan
from hakjeok_web.committees.models import Attendance, Committee, Meeting, Member, Recusal
from hakjeok_web.committees.rules import KINDS_OF_ITEMS
from hakjeok_web.schools.forms import ActionForm, OnceForm, date_field

ROLES = [("", "골라 주세요"), *((each.value, each.korean) for each in Role)]
WRONG_NUMBER = "숫자가 아닙니다. 3처럼 숫자만 적어 주세요."


class KeyedForm(OnceForm):
    """A form of an act that is done once, however often it arrives."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)


def text_field(label: str, most: int, *, required: bool = True, hint: str = "", rows: int = 0) -> forms.CharField:
    shape = {"class": "krds-input", "autocomplete": "off"}
    widget = forms.Textarea(attrs={"class": "krds-input", "rows": rows}) if rows else forms.TextInput(attrs=shape)
    return forms.CharField(
        label=label, max_length=most, required=required, help_text=hint, widget=widget,
        error_messages={
            "required": f"{label} 칸이 비어 있습니다. 적어 주세요.",
            "max_length": f"{label} 칸이 너무 깁니다. {most}자 이하로 적어 주세요.",
        },
    )  # fmt: skip


def number_field(label: str, *, required: bool = True, hint: str = "", initial: int | None = None):
    return forms.IntegerField(
        label=label, min_value=0, max_value=99, required=required, help_text=hint, initial=initial,
        widget=forms.NumberInput(attrs={"class": "krds-input hj-short", "inputmode": "numeric"}),
        error_messages={
            "required": f"{label} 칸이 비어 있습니다. 없으면 0을 적어 주세요.", "invalid": WRONG_NUMBER,
            "min_value": "0보다 작습니다. 다시 적어 주세요.", "max_value": "99보다 큽니다. 다시 적어 주세요.",
        },
    )  # fmt: skip


def choice_field(label: str, choices, *, radio: bool = False, required: bool = True, hint: str = ""):
    return forms.ChoiceField(
        label=label, choices=choices, required=required, help_text=hint,
        widget=forms.RadioSelect if radio else forms.Select,
        error_messages={
            "required": f"{label} 칸을 고르지 않았습니다. 하나를 골라 주세요.",
            "invalid_choice": "목록에 없습니다. 목록에서 골라 주세요.",
        },
    )  # fmt: skip


class CommitteeForm(KeyedForm):
    """A committee of a school year."""

    kind = choice_field("위원회", Committee.Kind.choices, radio=True)
    year = forms.IntegerField(
        label="학년도", min_value=2000, max_value=2100,
        widget=forms.NumberInput(attrs={"class": "krds-input hj-short", "inputmode": "numeric"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), "학년도를 2024처럼 네 자리로 적어 주세요."
        ),
    )  # fmt: skip


class MemberForm(KeyedForm):
    """A seat for one of the staff, or for a person from outside."""

    staff = forms.ModelChoiceField(
        Staff.objects.none(), label="교직원", required=False, empty_label="교직원이 아님",
        help_text="이 학교의 교직원이면 여기에서 고릅니다.",
        error_messages={"invalid_choice": "목록에 없는 교직원입니다. 목록에서 골라 주세요."},
    )  # fmt: skip
    name = text_field("성명", 60, required=False, hint="교직원이 아니면 성명을 적습니다.")
    affiliation = text_field("소속", 60, required=False, hint="가온경찰서, 학부모처럼 적습니다.")
    role = choice_field("직위나 역할", ROLES)
    external = forms.BooleanField(
        label="외부위원", required=False, help_text="학교에 근무하지 않는 위원이면 표시해 주세요."
    )  # fmt: skip
    field = text_field(
        "분야", 40, required=False, hint="외부위원이 모두 한 분야이면 안 됩니다(p.12). 비우면 역할을 분야로 봅니다."
    )  # fmt: skip
    position = choice_field(
        "위원회에서 맡은 일", Member.Position.choices, radio=True,
        hint="간사는 회의록을 쓰며 재적위원으로 세지 않습니다.",
    )  # fmt: skip
    from_on = date_field("임기 시작일")
    to_on = date_field("임기 끝나는 날")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        serving = Q(from_on__lte=actor.today) & (Q(to_on=None) | Q(to_on__gte=actor.today))
        people = Staff.objects.filter(serving, school_id=actor.school_id).select_related("user")
        self.fields["staff"].queryset = people.order_by("user__name")
        self.fields["staff"].label_from_instance = lambda post: f"{post.user.name} ({post.title})"

    def seat(self) -> Seat:
        return Seat(**{name: value for name, value in self.cleaned_data.items() if name != "key"})


class EndForm(ActionForm):
    """The end of a seat before its time."""

    last_on = date_field("마지막 날")
    reason = text_field("그만둔 까닭", 200, hint="전보, 사임처럼 적습니다.")


class ReportForm(ActionForm):
    """When the results of the regular meetings were reported."""

    reported_on = date_field("보고한 날")


class PlanForm(ActionForm):
    """When, where and on what ground to meet."""

    day = date_field("날짜")
    at = forms.TimeField(
        label="시각", widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "krds-input"}),
        error_messages={
            "required": "시각이 비어 있습니다. 15:30처럼 적어 주세요.",
            "invalid": "없는 시각입니다. 15:30처럼 적어 주세요.",
        },
    )  # fmt: skip
    place = text_field("장소", 60)
    session = choice_field(
        "회의 구분", Meeting.Session.choices, radio=True, hint="학기 시작 전이나 직후의 회의가 정기 회의입니다(p.12)."
    )  # fmt: skip
    chair_finds_needed = forms.BooleanField(
        label="위원장이 필요하다고 인정함", required=False,
        help_text="학교장이 심의를 요청한 그 밖의 안건만 있을 때 살펴봅니다(p.12).",
    )  # fmt: skip
    demanding = number_field(
        "회의를 요구한 위원 수", required=False, hint="재적위원의 3분의 1 이상이 요구하면 소집할 수 있습니다(p.12)."
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def plan(self) -> Plan:
        sent = self.cleaned_data
        return Plan(
            session=sent["session"],
            planned_at=timezone.make_aware(datetime.combine(sent["day"], sent["at"])),
            place=sent["place"],
            chair_finds_needed=sent["chair_finds_needed"],
            demanding=sent["demanding"] or 0,
        )

    @staticmethod
    def initial_of(meeting: Meeting) -> dict[str, Any]:
        """A planned meeting as its form shows it."""
        same = ("place", "session", "chair_finds_needed", "demanding")
        local = meeting.local
        known = {"day": local.date(), "at": local.time(), "seen": meeting.version}
        return {name: getattr(meeting, name) for name in same} | known


class ItemForm(KeyedForm):
    """An item of the agenda, about a pupil who is found by the picker or by what was typed."""

    kind = choice_field("안건 구분", ())
    subject = text_field("안건", 120, hint="학생 이름 없이 ‘취학의무 유예 심의’처럼 적습니다.")
    pupil = forms.UUIDField(required=False, widget=forms.HiddenInput)
    pupil_text = forms.CharField(required=False, max_length=60)
    child_name = text_field("학생 명부에 없는 아동", 60, required=False, hint="입학하기 전인 아동이면 성명을 적습니다.")
    reason = text_field("신청 사유", 200, required=False, hint="질병, 발육 상태처럼 적습니다.")
    proposer = text_field("제안자", 60, required=False, hint="비우면 지금 적는 사람입니다.")

    def __init__(self, *args: Any, committee: Committee, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.suggested: list[uuid.UUID] = []  # pupils whom the page names because the text may mean them
        kinds = KINDS_OF_ITEMS[committee.kind]
        self.fields["kind"].choices = [("", "골라 주세요"), *((each.value, each.label) for each in kinds)]

    def clean(self) -> dict[str, Any]:
        sent = super().clean()
        if sent.get("pupil"):
            self._require_known(sent["pupil"])
        elif sent.get("pupil_text"):
            sent["pupil"] = self._found(sent["pupil_text"])
        return sent

    def _require_known(self, pupil: uuid.UUID) -> None:
        if not pupils.pupils_of(self.actor, [pupil]):
            self.add_error("pupil", "이 학교의 학생이 아닙니다. 이름을 다시 적고 목록에서 골라 주세요.")

    def _found(self, text: str) -> uuid.UUID | None:
        """Without the picker: the one pupil whom the text means."""
        found = pupils.find(self.actor, text)
        if len(found) == 1:
            return found[0][0]
        self.suggested = [key for key, _ in found[:5]]
        told = ", ".join(label for _, label in found[:5])
        if found:
            self.add_error("pupil", f"{len(found)}명이 있습니다: {told}. ‘4-2 3’처럼 반과 번호로 적어 주세요.")
        else:
            self.add_error("pupil", f"‘{text}’ 학생을 찾지 못했습니다. 이름이나 반·번호를 다시 적어 주세요.")
        return None

    def item(self) -> NewItem:
        sent = self.cleaned_data
        same = ("kind", "subject", "child_name", "reason", "proposer")
        return NewItem(pupil_id=sent.get("pupil"), **{name: sent[name] for name in same})

    @property
    def picker(self) -> dict[str, Any]:
        """As `_pupil_picker.html` wants it."""
        text = self["pupil_text"].value() or ""
        return {
            "name": "pupil", "text_name": "pupil_text", "value": self["pupil"].value() or "", "text": text,
            "suggest_url": "/students/search/", "label": "학생", "error": " ".join(self.errors.get("pupil", ())),
        }  # fmt: skip


class MeetingForm(ItemForm, PlanForm):
    """A meeting with its first item."""


def _state_field(member: Member, initial: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=[("", "아직 적지 않음"), *Attendance.State.choices], required=False, label=f"{member.name} 출석",
        initial=initial, widget=forms.Select(attrs={"aria-label": f"{member} 출석"}),
        error_messages={"invalid_choice": "목록에 없습니다. 목록에서 골라 주세요."},
    )  # fmt: skip


def _reason_field(member: Member, initial: str) -> forms.CharField:
    return forms.CharField(
        required=False, max_length=100, label=f"{member.name} 불참 사유", initial=initial,
        widget=forms.TextInput(attrs={"class": "krds-input", "aria-label": f"{member} 불참 사유"}),
        error_messages={"max_length": "사유가 너무 깁니다. 100자 이하로 적어 주세요."},
    )  # fmt: skip


class AttendanceForm(ActionForm):
    """Who came: two fields for each member."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, members, attendances, seen: int, **kwargs: Any) -> None:
        known = {each.member_id: each for each in attendances}
        super().__init__(*args, **{"initial": {"seen": seen}} | kwargs)
        self.members = members
        for member in members:
            self._add(member, known.get(member.pk))

    def _add(self, member: Member, known: Attendance | None) -> None:
        state, reason = (known.state, known.reason) if known else ("", "")
        self.fields[f"state-{member.pk}"] = _state_field(member, state)
        self.fields[f"reason-{member.pk}"] = _reason_field(member, reason)

    def rows(self) -> list[tuple[Member, Any, Any]]:
        return [(each, self[f"state-{each.pk}"], self[f"reason-{each.pk}"]) for each in self.members]

    def marks(self) -> dict[uuid.UUID, tuple[str, str]]:
        sent = self.cleaned_data
        told = ((each.pk, sent[f"state-{each.pk}"], sent[f"reason-{each.pk}"]) for each in self.members)
        return {key: (state, reason) for key, state, reason in told if state}

    def present(self) -> frozenset[uuid.UUID]:
        """Who is marked present in what is typed, saved or not."""
        given = ((each.pk, self[f"state-{each.pk}"].value()) for each in self.members)
        return frozenset(key for key, state in given if state == Attendance.State.PRESENT)


def member_field(label: str, members, *, required: bool = True, hint: str = "") -> forms.ModelChoiceField:
    found = forms.ModelChoiceField(
        Member.objects.filter(pk__in=[each.pk for each in members]), label=label, required=required, help_text=hint,
        empty_label="골라 주세요",
        error_messages={
            "required": f"{label} 칸을 고르지 않았습니다. 목록에서 골라 주세요.",
            "invalid_choice": "이 회의에 들지 않는 위원입니다. 목록에서 골라 주세요.",
        },
    )  # fmt: skip
    # The members were read with the meeting; the list needs no query of its own.
    found.choices = [("", "골라 주세요"), *((each.pk, str(each)) for each in members)]
    return found


class OpeningForm(ActionForm):
    """Opening the meeting."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, members, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = "위원장이 출석하지 않았을 때만, 학칙에 따라 고릅니다(p.12)."
        self.fields["acting_chair"] = member_field("위원장을 대신하는 위원", members, required=False, hint=hint)


class ClosingForm(ActionForm):
    """Closing the meeting as the person saw it."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReasonForm(ActionForm):
    """Why: a meeting is not held, a vote is written anew, an item is put off."""

    reason = text_field("까닭", 200)


class RecusalForm(KeyedForm):
    """A member who takes no part, or is challenged."""

    kind = choice_field("구분", Recusal.Kind.choices, radio=True)
    reason = text_field("까닭", 200)
    in_favour = number_field(
        "기피를 받아들인 위원 수", required=False,
        hint="기피일 때만 적습니다. 신청 대상인 위원은 이 의결에 참여하지 못합니다(p.93).",
    )  # fmt: skip

    def __init__(self, *args: Any, members, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"member": member_field("위원", members), **self.fields}


class StatementForm(KeyedForm):
    """What a member said."""

    text = text_field("내용", 800, rows=3)

    def __init__(self, *args: Any, members, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"speaker": member_field("발언한 위원", members), **self.fields}


class VoteForm(KeyedForm):
    """How a vote was counted, and what was decided and why."""

    in_favour = number_field("찬성")
    against = number_field("반대", required=False)
    abstained = number_field("기권", required=False)
    summary = text_field(
        "결정 내용과 사유", 400, rows=3, hint="승인하거나 승인하지 않은 사유를 자세히 적습니다(p.13)."
    )  # fmt: skip

    def count(self) -> Count:
        sent = self.cleaned_data
        return Count(sent["in_favour"], sent["against"] or 0, sent["abstained"] or 0)
