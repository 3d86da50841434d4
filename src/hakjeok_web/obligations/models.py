"""Work to be done (할 일), computed from the facts and never edited."""

from django.db import models

from hakjeok_web.accounts.models import Staff
from hakjeok_web.config.tenancy import SchoolForeignKey, SchoolOwned, same_school


class Obligation(SchoolOwned):
    """One thing somebody must do (할 일): what, about whom, until when, why, and the screen that fulfils it."""

    rule = models.CharField(max_length=40)
    key = models.CharField(max_length=120)  # rule and subject; the same fact gives the same key
    audience = models.CharField(max_length=20)  # the role that must act; `homeroom` means that of `school_class`
    student = SchoolForeignKey("students.Student", models.CASCADE, null=True, related_name="+")
    school_class = SchoolForeignKey("schools.SchoolClass", models.CASCADE, null=True, related_name="+")
    title = models.CharField(max_length=80)
    detail = models.CharField(max_length=200, blank=True)
    due_on = models.DateField()
    reasons = models.JSONField(default=list)  # [{text, page, law}]
    url = models.CharField(max_length=200)
    computed_at = models.DateTimeField()

    class Meta(SchoolOwned.Meta):
        ordering = ("due_on", "rule", "key")
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("obligations", "obligation", "student", "school_class"),
            models.UniqueConstraint(fields=("school", "key"), name="one_obligation_a_fact"),
        ]
        indexes = [models.Index(fields=("school", "audience", "due_on"), name="obligations_of_an_audience")]

    @property
    def audience_label(self) -> str:
        """Who has to act, in Korean (담임교사)."""
        return Staff.Role(self.audience).label

    @property
    def ground(self) -> str:
        """Why, as one text: sentences with their pages (근거)."""
        return " ".join(
            f"{each['text']}(p.{each['page']})" if each.get("page") else each["text"] for each in self.reasons
        )


class Computation(SchoolOwned):
    """When a school's obligations were last computed as a whole (마지막 계산), for which day and from what."""

    day = models.DateField()
    computed_at = models.DateTimeField()
    basis = models.CharField(max_length=64)  # what the obligations rest on besides the register; another one is stale

    class Meta(SchoolOwned.Meta):
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=("school",), name="one_computation_a_school"),
        ]
