"""Committees of a school (위원회): who sits in them, their meetings, and what was decided.

A meeting that was closed or cancelled never changes again (migration 0002); its minutes are papers.
"""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from hakjeok.committee.compose import Role
from hakjeok_web.config import tenancy
from hakjeok_web.config.tenancy import SchoolForeignKey, SchoolOwned, same_school


def by_whom(**kwargs: Any) -> models.ForeignKey:
    """The person who did it; his account is never removed."""
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", **kwargs)


class Committee(SchoolOwned):
    """A committee of one school year (위원회)."""

    class Kind(models.TextChoices):
        COMPULSORY_EDUCATION = "compulsory_education", "의무교육관리위원회"
        EARLY_PROMOTION = "early_promotion", "조기진급·졸업·진학 평가위원회"
        GRADE_MANAGEMENT = "grade_management", "학업성적관리위원회"

    kind = models.CharField(max_length=24, choices=Kind)
    year = models.PositiveSmallIntegerField("학년도")
    made_by = by_whom()
    made_at = models.DateTimeField(auto_now_add=True)
    reported_on = models.DateField("정기 개최 결과를 보고한 날", null=True)
    reported_by = by_whom(null=True)

    tenancy = tenancy.SCHOOL_KEPT

    class Meta(SchoolOwned.Meta):
        ordering = ("-year", "kind")
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=("school", "kind", "year"), name="one_committee_a_year"),
            models.CheckConstraint(
                condition=Q(reported_on=None, reported_by=None)
                | Q(reported_on__isnull=False, reported_by__isnull=False),
                name="report_comes_with_its_writer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}학년도 {self.get_kind_display()}"


class Member(SchoolOwned):
    """A person's seat in a committee (위원), from day to day inclusive. Ended seats stay: who decided is history."""

    class Position(models.TextChoices):
        CHAIR = "chair", "위원장"
        MEMBER = "member", "위원"
        SECRETARY = "secretary", "간사"  # writes the minutes; neither counts nor votes

    committee = SchoolForeignKey(Committee, models.PROTECT, related_name="members")
    staff = SchoolForeignKey("accounts.Staff", models.PROTECT, null=True, related_name="+")
    name = models.CharField("성명", max_length=60)
    affiliation = models.CharField("소속", max_length=60, blank=True)
    position = models.CharField("위원회에서 맡은 일", max_length=10, choices=Position)
    role = models.CharField("직위나 역할", max_length=20, choices=[(each.value, each.korean) for each in Role])
    external = models.BooleanField("외부위원", default=False)
    field = models.CharField("분야", max_length=40, blank=True)
    from_on = models.DateField("임기 시작일")
    to_on = models.DateField("임기 끝나는 날")
    appointed_by = by_whom()
    appointed_at = models.DateTimeField(auto_now_add=True)
    end_reason = models.CharField("그만둔 까닭", max_length=200, blank=True)
    ended_by = by_whom(null=True)
    ended_at = models.DateTimeField(null=True)

    tenancy = tenancy.SCHOOL_KEPT

    class Meta(SchoolOwned.Meta):
        ordering = ("from_on", "appointed_at")
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("committees", "member", "committee", "staff"),
            models.CheckConstraint(condition=Q(from_on__lte=F("to_on")), name="term_ends_after_start"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, end_reason="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(end_reason="")),
                name="ended_seat_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_position_display()} {self.name}"

    @property
    def votes(self) -> bool:
        """Whether he counts among the members (재적위원)."""
        return self.position != self.Position.SECRETARY

    @property
    def is_chair(self) -> bool:
        return self.position == self.Position.CHAIR

    def sits_on(self, day: date) -> bool:
        return self.from_on <= day <= self.to_on


class Meeting(SchoolOwned):
    """A meeting (회의): planned, opened with a quorum, closed when every item is decided."""

    class Session(models.TextChoices):
        REGULAR = "regular", "정기"
        OCCASIONAL = "occasional", "수시"

    class State(models.TextChoices):
        PLANNED = "planned", "예정"
        CONVENED = "convened", "회의 중"
        CLOSED = "closed", "마침"
        CANCELLED = "cancelled", "열지 않음"

    committee = SchoolForeignKey(Committee, models.PROTECT, related_name="meetings")
    number = models.PositiveSmallIntegerField("회차")
    session = models.CharField("회의 구분", max_length=12, choices=Session)
    planned_at = models.DateTimeField("일시")
    place = models.CharField("장소", max_length=60)
    chair_finds_needed = models.BooleanField("위원장이 필요하다고 인정함", default=False)
    demanding = models.PositiveSmallIntegerField("회의를 요구한 위원 수", default=0)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    acting_chair = SchoolForeignKey(Member, models.PROTECT, null=True, related_name="+")
    planned_by = by_whom()
    opened_at = models.DateTimeField(null=True)
    opened_by = by_whom(null=True)
    ended_at = models.DateTimeField(null=True)  # closed or cancelled
    ended_by = by_whom(null=True)
    cancel_reason = models.CharField("열지 않은 까닭", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=0)  # raised by each act; says who was faster
    changed_by = by_whom(null=True)
    changed_at = models.DateTimeField(null=True)

    tenancy = tenancy.SCHOOL_KEPT

    class Meta(SchoolOwned.Meta):
        ordering = ("-planned_at",)
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("committees", "meeting", "committee", "acting_chair"),
            models.UniqueConstraint(fields=("committee", "number"), name="one_meeting_a_number"),
            models.CheckConstraint(
                condition=Q(state="planned", opened_at=None, ended_at=None)
                | Q(state="convened", opened_at__isnull=False, ended_at=None)
                | Q(state="closed", opened_at__isnull=False, ended_at__isnull=False)
                | (Q(state="cancelled", ended_at__isnull=False) & ~Q(cancel_reason="")),
                name="state_of_a_meeting_fits_its_times",
            ),
        ]

    def __str__(self) -> str:
        return f"제{self.number}차 회의"

    @property
    def is_planned(self) -> bool:
        return self.state == self.State.PLANNED

    @property
    def is_convened(self) -> bool:
        return self.state == self.State.CONVENED

    @property
    def is_closed(self) -> bool:
        return self.state == self.State.CLOSED

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.CLOSED, self.State.CANCELLED)

    @property
    def local(self) -> datetime:
        """The planned time on the clock of Seoul."""
        return timezone.localtime(self.planned_at)

    @property
    def held_on(self) -> date:
        """The day of the meeting; one that was written down later still has its own day."""
        return self.local.date()


class AgendaItem(SchoolOwned):
    """One item to decide on (안건); about a pupil of the school, or about a child who is not in its records yet."""

    class Kind(models.TextChoices):
        EXEMPTION = "exemption", "취학의무 면제"
        DEFERMENT = "deferment", "취학의무 유예"
        INTERVIEW = "interview", "미취학 사유 확인"
        TRANSFER = "transfer_without_consent", "보호자 동의를 얻기 곤란한 전학"
        REENTRY = "reentry", "재취학·편입학 학년 결정"
        EARLY_PROMOTION = "early_promotion", "조기진급"
        EARLY_GRADUATION = "early_graduation", "조기졸업"
        EARLY_ENTRY = "early_entry", "상급학교 조기입학"
        HONORARY_GRADUATION = "honorary_graduation", "명예졸업"
        OTHER = "other", "그 밖의 안건"

    meeting = SchoolForeignKey(Meeting, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField("안건 구분", max_length=24, choices=Kind)
    subject = models.CharField("안건", max_length=120)
    pupil_id = models.UUIDField(null=True)  # as papers do: committees lie below the record
    child_name = models.CharField("학생 명부에 없는 아동의 성명", max_length=60, blank=True)
    reason = models.CharField("신청 사유", max_length=200, blank=True)
    proposer = models.CharField("제안자", max_length=60)
    postponed_reason = models.CharField("다음 회의로 미룬 까닭", max_length=200, blank=True)

    class Meta(SchoolOwned.Meta):
        ordering = ("position",)
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("committees", "agendaitem", "meeting"),
            models.UniqueConstraint(fields=("meeting", "position"), name="one_item_a_position"),
        ]
        indexes = [models.Index(fields=("school", "pupil_id"), name="items_of_a_pupil")]

    @property
    def title(self) -> str:
        return f"제{self.position}안"

    @property
    def is_about_somebody(self) -> bool:
        return bool(self.pupil_id or self.child_name)


class Attendance(SchoolOwned):
    """Whether a member came (출석)."""

    class State(models.TextChoices):
        PRESENT = "present", "출석"
        ABSENT = "absent", "불참"
        EXCUSED = "excused", "사유를 알린 불참"

    meeting = SchoolForeignKey(Meeting, models.CASCADE, related_name="attendances")
    member = SchoolForeignKey(Member, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State)
    reason = models.CharField(max_length=100, blank=True)

    class Meta(SchoolOwned.Meta):
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("committees", "attendance", "meeting", "member"),
            models.UniqueConstraint(fields=("meeting", "member"), name="one_attendance_a_member"),
        ]


class Recusal(SchoolOwned):
    """Why a member takes no part in an item, or that a challenge was turned down (제척·기피·회피). Never edited."""

    class Kind(models.TextChoices):
        BY_LAW = "by_law", "제척: 학생의 친족임"
        BY_WITHDRAWAL = "by_withdrawal", "회피: 친족이어서 스스로 빠짐"
        BY_CHALLENGE = "by_challenge", "기피: 학생이나 학부모가 신청함"

    item = SchoolForeignKey(AgendaItem, models.PROTECT, related_name="recusals")
    member = SchoolForeignKey(Member, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind)
    reason = models.CharField(max_length=200)
    in_favour = models.PositiveSmallIntegerField(null=True)  # of the committee's vote on a challenge
    excluded = models.BooleanField()
    recorded_by = by_whom()
    recorded_at = models.DateTimeField()

    tenancy = tenancy.SCHOOL_APPEND_ONLY

    class Meta(SchoolOwned.Meta):
        ordering = ("recorded_at",)
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("committees", "recusal", "item", "member"),
            models.UniqueConstraint(fields=("item", "member"), name="one_recusal_a_member"),
            models.CheckConstraint(
                condition=Q(kind="by_challenge", in_favour__isnull=False) | ~Q(kind="by_challenge"),
                name="challenge_is_voted_on",
            ),
        ]

    @property
    def word(self) -> str:
        """제척, 기피, 회피."""
        return self.get_kind_display().partition(":")[0]


class Statement(SchoolOwned):
    """What a member said on an item (발언)."""

    item = SchoolForeignKey(AgendaItem, models.CASCADE, related_name="statements")
    speaker = SchoolForeignKey(Member, models.PROTECT, related_name="+")
    text = models.CharField("내용", max_length=1000)
    recorded_by = by_whom()
    recorded_at = models.DateTimeField()

    class Meta(SchoolOwned.Meta):
        ordering = ("recorded_at",)
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("committees", "statement", "item", "speaker"),
        ]


class Vote(SchoolOwned):
    """The result of a vote (의결). One that was counted wrongly stays, marked; the next one counts."""

    item = SchoolForeignKey(AgendaItem, models.PROTECT, related_name="votes")
    in_favour = models.PositiveSmallIntegerField("찬성")
    against = models.PositiveSmallIntegerField("반대")
    abstained = models.PositiveSmallIntegerField("기권")
    enrolled = models.PositiveSmallIntegerField("재적위원")
    excluded = models.PositiveSmallIntegerField("제척·기피·회피한 위원")
    quorum = models.PositiveSmallIntegerField("개의에 필요한 위원 수")
    majority = models.PositiveSmallIntegerField("의결에 필요한 찬성 수")
    passed = models.BooleanField("가결됨")
    summary = models.CharField("결정 내용과 사유", max_length=500)
    recorded_by = by_whom()
    recorded_at = models.DateTimeField()
    void_reason = models.CharField("다시 적는 까닭", max_length=200, blank=True)
    voided_by = by_whom(null=True)
    voided_at = models.DateTimeField(null=True)

    tenancy = tenancy.SCHOOL_KEPT

    class Meta(SchoolOwned.Meta):
        ordering = ("recorded_at",)
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("committees", "vote", "item"),
            models.UniqueConstraint(fields=("item",), condition=Q(voided_at=None), name="one_vote_an_item"),
            models.CheckConstraint(
                condition=Q(voided_at=None, voided_by=None, void_reason="")
                | (Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason="")),
                name="void_vote_says_why",
            ),
        ]

    @property
    def present(self) -> int:
        """Who took part in this vote."""
        return self.in_favour + self.against + self.abstained

    @property
    def counts(self) -> str:
        return f"찬성 {self.in_favour}, 반대 {self.against}, 기권 {self.abstained}"


class MeetingPaper(SchoolOwned):
    """A paper that was begun from a meeting, an item of it, or the register of a year (회의에서 만든 문서)."""

    committee = SchoolForeignKey(Committee, models.PROTECT, related_name="papers")
    meeting = SchoolForeignKey(Meeting, models.PROTECT, null=True, related_name="papers")
    item = SchoolForeignKey(AgendaItem, models.PROTECT, null=True, related_name="papers")
    # A draft that is thrown away takes its line along.
    document = SchoolForeignKey("documents.Document", models.CASCADE, related_name="+")
    definition = models.CharField(max_length=40)
    made_by = by_whom()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta(SchoolOwned.Meta):
        ordering = ("made_at",)
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("committees", "meetingpaper", "committee", "meeting", "item", "document"),
        ]
