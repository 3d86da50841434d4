"""Remarks of the demonstration school (시범 출결 특기사항): some saved with a history, some proposed, one measure."""

from datetime import timedelta
from decimal import Decimal

from hakjeok_web.accounts.policies import Actor
from hakjeok_web.remarks.actions import save_remark, take_proposals
from hakjeok_web.remarks.desk import desk_of
from hakjeok_web.remarks.violence import record_violence
from hakjeok_web.schools.figures import FREQUENT
from hakjeok_web.schools.models import SchoolClass, SchoolYear
from hakjeok_web.schools.ruling_actions import rule_on

OFTEN = Decimal(10)
# In the first class a few are written and changed, in the second the proposals are taken; the measure is in the third.
WRITTEN, TAKEN, MEASURED = (4, 2), (4, 1), (6, 1)
FEW, SOCIAL_SERVICE = 3, 4
FIRST_TEXT, CHANGED_TEXT = "감기로 인한 질병결석(7일)", "독감으로 인한 질병결석(7일)"


def write_remarks(school_year: SchoolYear, *, by: Actor) -> int:
    """As the registrar writes them; how many pupils have one."""
    rule_on(
        school_year=school_year, figure=FREQUENT, value=OFTEN, ground="학업성적관리규정 제12조",
        from_on=school_year.first_on, seen=0, by=by,
    )  # fmt: skip
    written = _of(school_year, WRITTEN)
    lines = [line for line in desk_of(written, by=by).lines if not line.proposal.waiting][:FEW]
    for line in lines:
        kept = save_remark(school_class=written, student=line.id, text=FIRST_TEXT, seen=0, by=by)
        save_remark(school_class=written, student=line.id, text=CHANGED_TEXT, seen=kept.version, by=by)
    _measure(_of(school_year, MEASURED), by)
    return len(lines) + take_proposals(school_class=_of(school_year, TAKEN), by=by).written


def _measure(school_class: SchoolClass, by: Actor) -> None:
    decided_on = max(by.today - timedelta(days=30), school_class.school_year.first_on)
    pupil = desk_of(school_class, by=by).lines[1]
    record_violence(
        school_class=school_class, student=pupil.id, law_item=SOCIAL_SERVICE, decided_on=min(decided_on, by.today),
        text="사회봉사 10시간", by=by,
    )  # fmt: skip


def _of(school_year: SchoolYear, place: tuple[int, int]) -> SchoolClass:
    grade, number = place
    return SchoolClass.objects.select_related("school_year").get(school_year=school_year, grade=grade, number=number)
