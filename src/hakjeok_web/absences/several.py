"""One report for several separate days (띄엄띄엄 빠진 날): a request for each of them, all on one paper."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.db import transaction

from hakjeok_web.absences import actions
from hakjeok_web.absences.judging import judge
from hakjeok_web.absences.models import AbsenceRequest
from hakjeok_web.absences.wanted import Wanted
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.config.refusals import Refused
from hakjeok_web.config.templatetags.korean import short_date
from hakjeok_web.documents.models import Document
from hakjeok_web.students.models import Student


@transaction.atomic
def receive_days(
    *, student: Student, wanted: Wanted, more_days: Sequence[date], by: Actor, paper: Document | None = None
) -> AbsenceRequest:
    """Take a report in for a period and for further single days, as weekly visits to a hospital.

    Each day is a request of its own: it is judged by itself, and may be cancelled by itself. The one paper names all.

    Raises:
        Refused: one of the days cannot be; then none is received.

    """
    first = actions.receive(student=student, wanted=wanted, by=by, paper=paper)
    for day in more_days:
        _receive(student, replace(wanted, from_on=day, to_on=day), first.document, by)
    if more_days:
        there = actions.days_or_refusal(student, wanted.from_on, by)
        actions.rewrite_paper(first, judge(Wanted.of(first), there), by)
    return first


def _receive(student: Student, wanted: Wanted, paper: Document | None, by: Actor) -> None:
    try:
        actions.receive(student=student, wanted=wanted, by=by, paper=paper)
    except Refused as refused:
        told = [replace(each, text=f"{short_date(wanted.from_on)}: {each.text}") for each in refused.reasons]
        named = [replace(each, field="more_days" if each.field == "from_on" else each.field) for each in told]
        raise Refused(*named) from refused
