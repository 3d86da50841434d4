"""Guardians and addresses (보호자·주소) of a pupil."""

from datetime import date

from django.db import transaction

from hakjeok_web.accounts.policies import Actor
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.config.templatetags.korean import korean_date
from hakjeok_web.students.models import Address, Guardian, Student

IDENTITY = ("name", "relation", "phone")


def masked_phone(phone: str) -> str:
    """`010-****-5678`; short numbers keep their last four digits only."""
    parts = phone.split("-")
    return f"{parts[0]}-****-{parts[-1]}" if len(parts) == 3 else "****" + phone[-4:] if phone else ""


@transaction.atomic
def save_guardian(*, student: Student, guardian: Guardian | None = None, by: Actor, **values) -> Guardian:
    """Add a guardian (보호자), or write down what is true of one now. One of them is called first.

    Who is written down already, in the same words, is not added again: the form was sent twice.
    """
    Student.objects.select_for_update().get(pk=student.pk)
    guardian = guardian or student.guardians.filter(**{name: values.get(name, "") for name in IDENTITY}).first()
    guardian = guardian or Guardian(school_id=student.school_id, student=student)
    for name, value in values.items():
        setattr(guardian, name, value)
    if guardian.is_first_contact:
        student.guardians.exclude(pk=guardian.pk).update(is_first_contact=False)
    guardian.save()
    return guardian


@transaction.atomic
def remove_guardian(*, guardian: Guardian, by: Actor) -> None:
    """Take a guardian off the pupil.

    Raises:
        Refused: it is the only one, so that nobody could be called.

    """
    Student.objects.select_for_update().get(pk=guardian.student_id)  # of two who take off the last two, one is told
    others = Guardian.objects.filter(student=guardian.student).exclude(pk=guardian.pk)
    following = others.order_by("-is_first_contact", "pk").first()
    if following is None:
        raise Refused("연락할 보호자가 한 사람은 있어야 합니다. 새 보호자를 먼저 적어 주세요.")
    guardian.delete()
    if not following.is_first_contact:
        Guardian.objects.filter(pk=following.pk).update(is_first_contact=True)


@transaction.atomic
def add_address(*, student: Student, line: str, postcode: str = "", from_on: date, by: Actor) -> Address:
    """Write down where the pupil lives from a day on; earlier addresses stay readable (주소 이력).

    The same address from the same day stands once: the form was sent twice.

    Raises:
        Refused: the day lies before the latest move.

    """
    Student.objects.select_for_update().get(pk=student.pk)
    latest = student.addresses.first()
    if latest and (latest.line, latest.postcode, latest.from_on) == (line, postcode, from_on):
        return latest
    if latest and from_on < latest.from_on:
        raise Refused(
            Reason(
                f"마지막 주소가 {korean_date(latest.from_on)}부터입니다. 그날이나 그 뒤의 날을 적어 주세요.", "from_on"
            )
        )
    return Address.objects.create(
        school_id=student.school_id, student=student, line=line, postcode=postcode, from_on=from_on, entered_by=by.user
    )
