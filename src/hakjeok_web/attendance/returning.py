"""Who was absent the school day before and is not spoken of today (어제 결석한 학생): asked before a day is taken.

`모두 출석` makes everybody present of whom nothing was entered. A pupil who is away for weeks would become present with
one press, and his case would end.
"""

import uuid
from collections.abc import Collection, Sequence
from datetime import date

from hakjeok.dates import days_later
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.attendance import queries
from hakjeok_web.config.templatetags.korean import short_date
from hakjeok_web.schools.facts import calendars_of
from hakjeok_web.schools.models import SchoolClass

NAMED = 5


def question(school_class: SchoolClass, day: date, *, by: Actor, spoken: Collection[uuid.UUID] = ()) -> str:
    """What to ask before everybody else becomes present; empty where nobody is concerned. Two queries."""
    calendar = calendars_of(school_class.school_year).of(school_class.grade)
    before = calendar.previous_or_same(days_later(day, -1))
    if before is None:
        return ""
    missing = _missing(school_class, before, day, by, spoken)
    return _sentence(short_date(before), missing) if missing else ""


def _missing(school_class: SchoolClass, before: date, day: date, by: Actor, spoken: Collection[uuid.UUID]) -> list[str]:
    """`7번 박하준(미인정결석)`."""
    today, last = (queries.class_day(school_class, each, reader=by) for each in (day, before))
    cells = [(pupil, last.cell(pupil.id, before)) for pupil in today.unmarked_on(day) if pupil.id not in spoken]
    return [f"{pupil.number}번 {pupil.name}({cell.word})" for pupil, cell in cells if cell.is_absence]


def _sentence(before: str, missing: Sequence[str]) -> str:
    rest = f" 외 {len(missing) - NAMED}명" if len(missing) > NAMED else ""
    return (
        f"{before}에 결석한 학생 {len(missing)}명이 있습니다: {', '.join(missing[:NAMED])}{rest}. "
        "모두 왔으면 출석으로 적고, 오지 않았으면 먼저 결석을 적어 주세요."
    )
