"""Approval (결재): the line of a submitted paper, what each person on it did, who stands in for whom, what was sent."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hakjeok_web.config import tenancy
from hakjeok_web.config.tenancy import SchoolForeignKey, SchoolOwned, same_school


class ApprovalStep(SchoolOwned):
    """One person's place on the line of one submission (결재 단계); those of one position sign in any order."""

    class Kind(models.TextChoices):
        REVIEW = "review", "검토"
        CONSENT = "consent", "협조"
        DECISION = "decision", "결재"

    document = SchoolForeignKey("documents.Document", models.PROTECT, related_name="steps")
    round = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    staff = SchoolForeignKey("accounts.Staff", models.PROTECT, related_name="+")
    title = models.CharField(max_length=40)  # the post as it was called on the day of submission
    is_delegated = models.BooleanField(default=False)  # 전결

    tenancy = tenancy.SCHOOL_APPEND_ONLY

    class Meta(SchoolOwned.Meta):
        ordering = ("position", "id")
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("approvals", "approvalstep", "document", "staff"),
            models.UniqueConstraint(fields=("document", "round", "staff"), name="one_step_a_person"),
            models.UniqueConstraint(
                fields=("document", "round"), condition=Q(kind="decision"), name="one_decision_a_round"
            ),
        ]
        indexes = [models.Index(fields=("staff", "document"), name="steps_of_a_person")]


class ApprovalAct(SchoolOwned):
    """What somebody did with a paper on its way (상신·결재·반려·회수), and the content that he saw."""

    class Kind(models.TextChoices):
        SUBMIT = "submit", "상신"
        APPROVE = "approve", "결재"
        RETURN = "return", "반려"
        WITHDRAW = "withdraw", "회수"

    document = SchoolForeignKey("documents.Document", models.PROTECT, related_name="acts")
    round = models.PositiveSmallIntegerField()
    step = SchoolForeignKey(ApprovalStep, models.PROTECT, null=True, related_name="acts")
    kind = models.CharField(max_length=10, choices=Kind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    title = models.CharField(max_length=40)  # of the person who acted, on that day
    in_place_of = SchoolForeignKey("accounts.Staff", models.PROTECT, null=True, related_name="+")  # 대결
    opinion = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    digest = models.BinaryField()

    tenancy = tenancy.SCHOOL_APPEND_ONLY

    class Meta(SchoolOwned.Meta):
        ordering = ("at", "id")
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("approvals", "approvalact", "document", "step", "in_place_of"),
            models.UniqueConstraint(fields=("step",), name="one_act_a_step"),
            models.UniqueConstraint(
                fields=("document", "round"), condition=Q(kind="submit"), name="one_submission_a_round"
            ),
            models.UniqueConstraint(
                fields=("document", "round"), condition=Q(kind__in=("return", "withdraw")), name="one_end_a_round"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("submit", "withdraw"), step=None)
                | Q(kind__in=("approve", "return"), step__isnull=False),
                name="approvers_act_at_their_step",
            ),
        ]
        indexes = [models.Index(fields=("by", "-at"), name="acts_of_a_person")]


class DelegationRule(SchoolOwned):
    """Which line a paper takes at this school and who decides it (전결 규정); the newest rule counts."""

    definition = models.CharField(max_length=40, blank=True)
    form_kind = models.CharField(max_length=20, blank=True)
    line = models.JSONField(default=list)  # [{"kind": "review", "post": "교무부장"}, …]; empty: the drafter decides
    reason = models.CharField(max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    tenancy = tenancy.SCHOOL_APPEND_ONLY

    class Meta(SchoolOwned.Meta):
        ordering = ("-made_at", "-id")
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(definition="", form_kind__gt="") | Q(definition__gt="", form_kind=""),
                name="a_rule_for_a_form_or_a_kind",
            ),
        ]


class Deputy(SchoolOwned):
    """Who signs for an absent person (부재·대결), from day to day inclusive. An ended one stays, with its end."""

    staff = SchoolForeignKey("accounts.Staff", models.PROTECT, related_name="+")
    deputy = SchoolForeignKey("accounts.Staff", models.PROTECT, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField()
    reason = models.CharField(max_length=100)
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(auto_now_add=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    tenancy = tenancy.SCHOOL_KEPT

    class Meta(SchoolOwned.Meta):
        ordering = ("-from_on", "-id")
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("approvals", "deputy", "staff", "deputy"),
            models.CheckConstraint(condition=~Q(staff=F("deputy")), name="nobody_is_his_own_deputy"),
            models.CheckConstraint(condition=Q(from_on__lte=F("to_on")), name="an_absence_ends_after_its_start"),
        ]


class Dispatch(SchoolOwned):
    """A finished paper on its way to one recipient (발송·접수)."""

    class Method(models.TextChoices):
        OFFICIAL = "official", "공문(업무관리시스템)"
        POST = "post", "우편"
        HAND = "hand", "인편"
        EMAIL = "email", "전자우편"
        FAX = "fax", "팩스"

    document = SchoolForeignKey("documents.Document", models.PROTECT, related_name="dispatches")
    recipient = models.CharField(max_length=100)
    method = models.CharField(max_length=10, choices=Method, blank=True)
    sent_on = models.DateField(null=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    received_on = models.DateField(null=True)
    received_by = models.CharField(max_length=60, blank=True)  # who took it in, as told
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    tenancy = tenancy.SCHOOL_KEPT

    class Meta(SchoolOwned.Meta):
        ordering = ("id",)
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("approvals", "dispatch", "document"),
            models.UniqueConstraint(fields=("document", "recipient"), name="one_dispatch_a_recipient"),
            models.CheckConstraint(
                condition=Q(sent_on=None, sent_by=None, method="")
                | Q(sent_on__isnull=False, sent_by__isnull=False, method__gt=""),
                name="sent_in_some_way_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(received_on=None, noted_by=None)
                | Q(received_on__gte=F("sent_on"), sent_on__isnull=False, noted_by__isnull=False),
                name="received_after_it_was_sent",
            ),
        ]
        indexes = [models.Index(fields=("school", "sent_on", "received_on"), name="dispatches_by_state")]
