"""Remarks of the year's attendance (출결 특기사항): the texts, what decides them, and measures against violence."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from hakjeok.attendance.perfect import Special
from hakjeok.dates import spoken_date
from hakjeok_web.config import tenancy
from hakjeok_web.config.tenancy import SchoolForeignKey, SchoolOwned, same_school


def _author() -> models.ForeignKey:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")


class Remark(SchoolOwned):
    """A pupil's remark of one year, without measures (특기사항). A row with an empty text says: nothing to write."""

    student = SchoolForeignKey("students.Student", models.PROTECT, related_name="+")
    school_year = SchoolForeignKey("schools.SchoolYear", models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    proposed = models.TextField(blank=True)  # what the year's entries proposed when this was written
    version = models.PositiveIntegerField(default=1)
    written_by = _author()
    written_at = models.DateTimeField()

    tenancy = tenancy.SCHOOL_KEPT

    class Meta(SchoolOwned.Meta):
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("remarks", "remark", "student", "school_year"),
            models.UniqueConstraint(fields=("student", "school_year"), name="one_remark_a_year"),
        ]
        indexes = [models.Index(fields=("school_year",), name="remarks_of_a_year")]


class RemarkChange(SchoolOwned):
    """One act on a remark: what it was, what it became, who, when (특기사항 이력). Never edited."""

    student = SchoolForeignKey("students.Student", models.PROTECT, related_name="+")
    school_year = SchoolForeignKey("schools.SchoolYear", models.PROTECT, related_name="+")
    was_text = models.TextField(blank=True)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField()
    changed_by = _author()
    changed_at = models.DateTimeField()

    tenancy = tenancy.SCHOOL_APPEND_ONLY

    class Meta(SchoolOwned.Meta):
        ordering = ("-version",)
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("remarks", "remarkchange", "student", "school_year"),
            models.UniqueConstraint(fields=("student", "school_year", "version"), name="one_act_a_version"),
        ]


class PerfectGround(SchoolOwned):
    """What the register cannot tell about a perfect year (개근 판단의 사실). The last row holds."""

    student = SchoolForeignKey("students.Student", models.PROTECT, related_name="+")
    school_year = SchoolForeignKey("schools.SchoolYear", models.PROTECT, related_name="+")
    special = models.CharField("순회교육·건강장애", max_length=20, choices=Special.choices(), blank=True)
    # Of the former school, or of the time before a reentry; empty: not known yet. Authorized ones are not counted.
    former_absences = models.PositiveSmallIntegerField("전에 다니던 때의 결석", null=True)
    former_lates = models.PositiveSmallIntegerField("전에 다니던 때의 지각", null=True)
    former_early_leaves = models.PositiveSmallIntegerField("전에 다니던 때의 조퇴", null=True)
    former_class_absences = models.PositiveSmallIntegerField("전에 다니던 때의 결과", null=True)
    recorded_by = _author()
    recorded_at = models.DateTimeField()

    tenancy = tenancy.SCHOOL_APPEND_ONLY

    class Meta(SchoolOwned.Meta):
        ordering = ("-recorded_at", "-id")
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("remarks", "perfectground", "student", "school_year"),
        ]
        indexes = [models.Index(fields=("school_year", "student", "-recorded_at"), name="ground_of_a_pupil")]

    @property
    def former(self) -> tuple[int | None, ...]:
        """Absences, lates, early leaves and class absences of the time before."""
        return self.former_absences, self.former_lates, self.former_early_leaves, self.former_class_absences


class HiddenReason(SchoolOwned):
    """That an illness is not named, by the committee's decision (사유 공란, p.30). The last row of a reason holds."""

    student = SchoolForeignKey("students.Student", models.PROTECT, related_name="+")
    school_year = SchoolForeignKey("schools.SchoolYear", models.PROTECT, related_name="+")
    reason = models.CharField("사유", max_length=100)  # as it stands in the register
    is_hidden = models.BooleanField(default=True)
    reviewed_on = models.DateField("학업성적관리위원회 심의일")
    recorded_by = _author()
    recorded_at = models.DateTimeField()

    tenancy = tenancy.SCHOOL_APPEND_ONLY

    class Meta(SchoolOwned.Meta):
        ordering = ("-recorded_at", "-id")
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("remarks", "hiddenreason", "student", "school_year"),
        ]
        indexes = [models.Index(fields=("school_year", "student"), name="hidden_reasons_of_a_pupil")]


class ViolenceMeasure(SchoolOwned):
    """A measure against a pupil by the law on school violence (학교폭력 조치사항), as first decided. Never edited.

    What an appeal or a lawsuit made of it stands in its changes; the first date stays (p.30).
    """

    class Item(models.IntegerChoices):
        SOCIAL_SERVICE = 4, "제4호 사회봉사"
        SPECIAL_EDUCATION = 5, "제5호 특별교육이수 또는 심리치료"
        SUSPENSION = 6, "제6호 출석정지"

    student = SchoolForeignKey("students.Student", models.PROTECT, related_name="+")
    law_item = models.PositiveSmallIntegerField("조치", choices=Item)
    decided_on = models.DateField("처음 조치를 결정한 날")
    text = models.CharField("적을 조치사항", max_length=200)
    recorded_by = _author()
    recorded_at = models.DateTimeField()

    tenancy = tenancy.SCHOOL_APPEND_ONLY

    class Meta(SchoolOwned.Meta):
        ordering = ("decided_on", "law_item", "id")
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("remarks", "violencemeasure", "student"),
            models.CheckConstraint(condition=Q(law_item__in=(4, 5, 6)), name="measure_is_four_to_six"),
        ]
        indexes = [models.Index(fields=("student", "decided_on"), name="violence_measures_of_a_pupil")]

    def __str__(self) -> str:
        return f"{spoken_date(self.decided_on)} {self.get_law_item_display()}"


class MeasureChange(SchoolOwned):
    """What became of a measure later (조치 변경). An empty item says that it is gone. Never edited."""

    class Ground(models.TextChoices):
        REVIEW = "review", "재심"
        ADMINISTRATIVE = "administrative", "행정심판"
        LAWSUIT = "lawsuit", "소송"
        MISTAKE = "mistake", "잘못 적음"

    measure = SchoolForeignKey(ViolenceMeasure, models.PROTECT, related_name="later")
    ground = models.CharField("바뀐 까닭", max_length=16, choices=Ground)
    law_item = models.PositiveSmallIntegerField("바뀐 조치", choices=ViolenceMeasure.Item, null=True)
    text = models.CharField("바뀐 조치사항", max_length=200, blank=True)
    changed_on = models.DateField("바뀐 날")
    place = models.PositiveSmallIntegerField()  # 1 for the first change: two people cannot both make it
    recorded_by = _author()
    recorded_at = models.DateTimeField()

    tenancy = tenancy.SCHOOL_APPEND_ONLY

    class Meta(SchoolOwned.Meta):
        ordering = ("place",)
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("remarks", "measurechange", "measure"),
            models.UniqueConstraint(fields=("measure", "place"), name="one_change_of_a_measure_a_place"),
            models.CheckConstraint(
                condition=Q(law_item=None, text="") | (Q(law_item__in=(4, 5, 6)) & ~Q(text="")),
                name="changed_measure_is_whole_or_gone",
            ),
        ]
