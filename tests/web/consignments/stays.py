"""Consigned pupils for tests: `consigned(pupil)`, `told(…)`; dates of the school year 2024 with its own holidays."""

import uuid
from datetime import date

from hakjeok_web.consignments import actions
from hakjeok_web.consignments.actions import Particulars
from hakjeok_web.consignments.month_actions import Told, save_month
from hakjeok_web.consignments.queries import line_or_404

APRIL, MAY = date(2024, 4, 1), date(2024, 5, 1)
FIRST, LAST = date(2024, 4, 8), date(2024, 4, 30)  # Monday to Tuesday; 17 weekdays, 16 of them school days at home


def particulars(**facts) -> Particulars:
    usual = {
        "kind": "hospital_school",
        "institution": "가온병원학교",
        "from_on": FIRST,
        "to_on": LAST,
        "ground": "가온교육지원청-1234(2024. 4. 5.)",
    }
    return Particulars(**{**usual, **facts})


def consigned(pupil, by, **facts):
    return actions.register(student=pupil, told=particulars(**facts), by=by)


def line_of(consignment, by):
    return line_or_404(by, consignment.pk)


def told(school_days=17, **facts) -> Told:
    """A month as numbers; `days=` tells it day by day."""
    return Told(**{"school_days": school_days, "certificate_on": date(2024, 5, 2), **facts})


def enter_month(consignment, by, *, month=APRIL, seen=0, facts=None):
    return save_month(line=line_of(consignment, by), first_on=month, seen=seen, told=facts or told(), by=by)


def sent(**facts):
    """The registration as a browser sends it."""
    usual = {
        "kind": "hospital_school", "institution": "가온병원학교", "place": "", "from_on": "2024-04-08",
        "to_on": "2024-04-30", "ground": "가온교육지원청-1234(2024. 4. 5.)", "seen": "0", "key": str(uuid.uuid4()),
    }  # fmt: skip
    return {**usual, **facts}
