"""Papers (문서): what was decided, under which number, and the files made of it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from hakjeok_web.config.tenancy import SchoolForeignKey, SchoolOwned, same_school


class NumberSeries(SchoolOwned):
    """The last document number (문서번호) given in a calendar year."""

    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta(SchoolOwned.Meta):
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=("school", "year"), name="one_number_series_a_year"),
        ]


class Document(SchoolOwned):
    """An official paper (문서): a draft until it is approved; then it has a number and never changes again."""

    definition = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    values = models.JSONField(default=dict)
    pupil_id = models.UUIDField(null=True)  # papers know pupils by number only; the record lies a layer above
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(auto_now_add=True)
    number = models.PositiveIntegerField(null=True)
    approved_on = models.DateField(null=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta(SchoolOwned.Meta):
        ordering = ("-drafted_at",)
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint("school", models.F("approved_on__year"), "number", name="one_paper_a_number"),
            models.CheckConstraint(
                condition=models.Q(number=None, approved_on=None, approved_by=None)
                | models.Q(number__isnull=False, approved_on__isnull=False, approved_by__isnull=False),
                name="number_comes_with_approval",
            ),
        ]
        indexes = [models.Index(fields=("school", "pupil_id"), name="papers_of_a_pupil")]

    @property
    def is_approved(self) -> bool:
        return self.number is not None


class Job(SchoolOwned):
    """Long work (진행 중인 작업) asked for by one person, with its progress."""

    class State(models.TextChoices):
        WAITING = "waiting", "기다리는 중"
        RUNNING = "running", "하는 중"
        DONE = "done", "끝남"
        FAILED = "failed", "하지 못함"
        CANCELLED = "cancelled", "그만둠"

    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=1)
    message = models.CharField(max_length=300, blank=True)
    order = models.JSONField(default=dict)  # what to make; emptied when it is made
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta(SchoolOwned.Meta):
        ordering = ("-created_at",)


class GeneratedFile(SchoolOwned):
    """A file made for one person (생성 파일): bound to requester, school, pupil and content; expires."""

    job = SchoolForeignKey(Job, models.CASCADE, related_name="files")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    document = SchoolForeignKey(Document, models.PROTECT, null=True, related_name="files")
    pupils = ArrayField(models.UUIDField(), default=list)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=60)
    content = models.BinaryField()
    binding = models.BinaryField()  # HMAC over requester, school, pupil, job and content; checked at delivery
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    class Meta(SchoolOwned.Meta):
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("documents", "generatedfile", "job", "document"),
        ]
