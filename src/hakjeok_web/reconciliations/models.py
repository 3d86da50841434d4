"""Comparing the register with another system (출결 대조)."""

from django.conf import settings
from django.db import models

from hakjeok_web.config import tenancy
from hakjeok_web.config.tenancy import SchoolForeignKey, SchoolOwned, same_school


class Reconciliation(SchoolOwned):
    """An attendance list of another system (출결 대조): its lines are kept until they are taken over or dropped.

    The file itself is never kept; its digest tells whether the same one comes again.
    """

    class State(models.TextChoices):
        PREVIEW = "preview", "대조 중"
        APPLIED = "applied", "반영함"
        DROPPED = "dropped", "그만둠"

    school_year = SchoolForeignKey("schools.SchoolYear", models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    whole_school = models.BooleanField(default=False)  # classes that the file does not name are compared, too
    first_on = models.DateField(null=True)  # the days that are compared; null: from the file's first
    last_on = models.DateField(null=True)
    reading = models.JSONField(default=dict)
    choices = models.JSONField(default=dict)  # by cell: what a person ticked or unticked
    meanings = models.JSONField(default=dict)  # by unknown word: what it means in this list
    version = models.PositiveIntegerField(default=0)  # of choices and meanings together
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.PREVIEW)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    outcome = models.JSONField(default=dict)
    document = SchoolForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")

    tenancy = tenancy.SCHOOL_KEPT

    class Meta(SchoolOwned.Meta):
        ordering = ("-uploaded_at",)
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("reconciliations", "reconciliation", "school_year", "document"),
            models.CheckConstraint(
                condition=models.Q(state="applied", document__isnull=False)
                | (~models.Q(state="applied") & models.Q(document=None)),
                name="applied_comparison_has_a_paper",
            ),
            models.CheckConstraint(
                condition=models.Q(state="preview") | models.Q(reading={}), name="closed_comparison_keeps_no_lines"
            ),
        ]

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.PREVIEW
