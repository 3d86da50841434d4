"""Papers (문서): what was decided, under which number, and the files made of it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from uuid_utils.compat import uuid7

from hakjeok_web.config import tenancy
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


class FormVersion(SchoolOwned):
    """The wording of a form that papers are made with (서식 판): the shipped one, or the school's own.

    Papers keep theirs. The one with the highest number is in use.
    """

    definition = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    data = models.JSONField()
    is_own = models.BooleanField(default=False)  # 학교 서식 문구
    reason = models.CharField(max_length=200, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    tenancy = tenancy.SCHOOL_APPEND_ONLY

    class Meta(SchoolOwned.Meta):
        ordering = ("definition", "-number")
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=("school", "definition", "number"), name="one_wording_a_number"),
        ]


class Document(SchoolOwned):
    """An official paper (문서): a draft until it is approved; then it has a number and never changes again."""

    class State(models.TextChoices):
        DRAFT = "draft", "쓰는 중"
        SUBMITTED = "submitted", "결재 중"
        RETURNED = "returned", "반려"
        WITHDRAWN = "withdrawn", "회수"
        APPROVED = "approved", "완결"
        DISCARDED = "discarded", "버림"

    EDITABLE = (State.DRAFT, State.RETURNED, State.WITHDRAWN)

    definition = models.CharField(max_length=40)
    form = SchoolForeignKey(FormVersion, models.PROTECT, null=True, related_name="+")  # null: no printed form
    title = models.CharField(max_length=120)
    values = models.JSONField(default=dict)
    pupil_id = models.UUIDField(null=True)  # papers know pupils by number only; the record lies a layer above
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=0)  # of the draft: two tabs cannot write over each other
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    round = models.PositiveSmallIntegerField(default=0)  # how often it was submitted (상신)
    turn = models.PositiveSmallIntegerField(default=0)  # whose turn it is on the approval line
    submitted_at = models.DateTimeField(null=True)
    digest = models.BinaryField(null=True)  # of what was submitted; each approver signs the same
    number = models.PositiveIntegerField(null=True)
    approved_on = models.DateField(null=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    kept_years = models.PositiveSmallIntegerField(null=True)  # 보존기간; null: for ever (준영구)
    code = models.CharField(max_length=24, blank=True)  # 확인 번호, printed on the paper

    class Meta(SchoolOwned.Meta):
        ordering = ("-drafted_at",)
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("documents", "document", "form"),
            models.UniqueConstraint("school", models.F("approved_on__year"), "number", name="one_paper_a_number"),
            models.CheckConstraint(
                condition=models.Q(number=None, approved_on=None, approved_by=None)
                | models.Q(number__isnull=False, approved_on__isnull=False, approved_by__isnull=False),
                name="number_comes_with_approval",
            ),
            models.CheckConstraint(
                condition=models.Q(state="approved", number__isnull=False)
                | (~models.Q(state="approved") & models.Q(number=None)),
                name="approved_is_numbered",
            ),
        ]
        indexes = [
            models.Index(fields=("school", "pupil_id"), name="papers_of_a_pupil"),
            # Holds all that the register is searched by, so that a search reads no rows but those it shows.
            models.Index(
                fields=("school", "-approved_on", "-number"),
                include=("id", "title", "definition", "pupil_id", "drafted_by"),
                name="document_register",
            ),
            models.Index(fields=("school", "drafted_by", "state"), name="papers_of_a_drafter"),
            models.Index(
                fields=("school", "submitted_at"), condition=models.Q(state="submitted"), name="papers_on_their_way"
            ),
        ]

    @property
    def is_approved(self) -> bool:
        return self.number is not None

    @property
    def is_editable(self) -> bool:
        return self.state in self.EDITABLE


class StoredFile(SchoolOwned):
    """A file that was handed in, as it was looked through and kept: its place is a subclass's."""

    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta(SchoolOwned.Meta):
        abstract = True
        ordering = ("added_at",)


class Attachment(StoredFile):
    """A file that belongs to a paper (붙임, 증빙, 서명한 종이의 스캔); fixed as soon as the paper is submitted."""

    class Purpose(models.TextChoices):
        ATTACHMENT = "attachment", "붙임"
        EVIDENCE = "evidence", "증빙서류"
        SCAN = "scan", "서명한 종이"

    document = SchoolForeignKey(Document, models.CASCADE, related_name="attachments")
    purpose = models.CharField(max_length=12, choices=Purpose, default=Purpose.ATTACHMENT)

    class Meta(StoredFile.Meta):
        constraints = [*SchoolOwned.Meta.constraints, *same_school("documents", "attachment", "document")]


class IssuedPaper(models.Model):
    """What anybody may know of a finished paper who holds its code (진위 확인): no personal data."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=24, unique=True)
    reference = models.CharField(max_length=120)
    school_name = models.CharField(max_length=60)
    kind = models.CharField(max_length=120)
    issued_on = models.DateField()

    tenancy = tenancy.SITE_APPEND_ONLY


class IssuedFile(models.Model):
    """The content of a file that was made of a finished paper, by which a changed one is recognised."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    paper = models.ForeignKey(IssuedPaper, models.PROTECT, related_name="files")
    sha256 = models.CharField(max_length=64, db_index=True)
    made_at = models.DateTimeField(auto_now_add=True)

    tenancy = tenancy.SITE_APPEND_ONLY


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
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta(SchoolOwned.Meta):
        ordering = ("-created_at",)


class JobPart(SchoolOwned):
    """One document of a job that makes many (일괄 출력의 한 부): kept until all of them become one file.

    A part that could not be made says why, and stays to be read.
    """

    job = SchoolForeignKey(Job, models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    pupil_id = models.UUIDField(null=True)
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    problem = models.CharField(max_length=300, blank=True)

    class Meta(SchoolOwned.Meta):
        ordering = ("number",)
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("documents", "jobpart", "job"),
            models.UniqueConstraint(fields=("job", "number"), name="one_part_a_number"),
        ]


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


class FilePiece(SchoolOwned):
    """A piece of a made file that is too large for one row (파일 조각)."""

    file = SchoolForeignKey(GeneratedFile, models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta(SchoolOwned.Meta):
        ordering = ("number",)
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("documents", "filepiece", "file"),
            models.UniqueConstraint(fields=("file", "number"), name="one_piece_a_number"),
        ]
