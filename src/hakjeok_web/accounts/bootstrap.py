"""The first rows of an empty site (첫 설정): institutions, and one administrator who enrols by a link."""

from dataclasses import dataclass
from datetime import date

from django.db import DEFAULT_DB_ALIAS, transaction

from hakjeok_web.accounts import actions
from hakjeok_web.accounts.access_log import GENESIS
from hakjeok_web.accounts.models import AccessChain, Staff, User
from hakjeok_web.accounts.policies import Role
from hakjeok_web.config import tenancy
from hakjeok_web.schools.models import Office, School


@dataclass(frozen=True)
class Institutions:
    """Names and codes of the school and of what stands over it; codes are those of the official directory."""

    school: str
    school_code: str = "S000001"
    office: str = "시도교육청"
    office_code: str = "O01"
    support_office: str = "교육지원청"
    support_office_code: str = "O0101"


def make_institutions(named: Institutions, *, using: str = DEFAULT_DB_ALIAS) -> School:
    """Office, support office and school; those that stand already are left as they are. Needs the owner's role."""
    with transaction.atomic(using=using):
        office, _ = Office.objects.using(using).get_or_create(
            code=named.office_code, defaults={"kind": Office.Kind.OFFICE, "name": named.office}
        )
        support, _ = Office.objects.using(using).get_or_create(
            code=named.support_office_code,
            defaults={"kind": Office.Kind.SUPPORT_OFFICE, "name": named.support_office, "parent": office},
        )
        school, _ = School.objects.using(using).get_or_create(
            code=named.school_code, defaults={"name": named.school, "support_office": support}
        )
    return school


@transaction.atomic
def invite_first_administrator(school: School, *, name: str, login: str, today: date) -> str | None:
    """The enrolment link of the school's first administrator, or None once he has enrolled.

    Raises:
        Refused: too many links within a day.

    """
    tenancy.enter(schools=[school.pk])
    school = School.objects.get(pk=school.pk)  # through this role's connection; it may have been made by the owner's
    AccessChain.objects.get_or_create(school=school, defaults={"digest": GENESIS})
    user = User.objects.filter(login=login).first() or User.objects.create_user(login=login, name=name)
    Staff.objects.get_or_create(school=school, user=user, to_on=None, defaults=_post(today))
    if user.invitations.filter(used_at__isnull=False).exists():
        return None
    return actions.invite(user)


def _post(today: date) -> dict[str, object]:
    return {"role": Role.SCHOOL_ADMIN, "from_on": today}
