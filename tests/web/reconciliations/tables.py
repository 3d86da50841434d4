"""Lists of other systems for the tests."""

from datetime import date

from hakjeok_web.attendance import actions as register
from hakjeok_web.attendance.actions import Entry
from hakjeok_web.reconciliations import actions
from hakjeok_web.reconciliations.actions import Source
from tests import builders

TITLES = ["학년", "반", "번호", "성명", "날짜", "출결", "사유"]
MAY = date(2024, 5, 1)
FRIDAY = builders.TODAY


def pasted(*rows, titles=TITLES) -> str:
    return "\n".join("\t".join(str(cell) for cell in row) for row in (titles, *rows))


def brought(school_class, by, *rows, **scope):
    """A list that waits to be taken over."""
    source = Source.pasted(pasted(*rows), **scope)
    return actions.upload(school_year=school_class.school_year, source=source, by=by)


def entered(school_class, teacher, pupil, form="absence", kind="illness", *, day=FRIDAY, **more):
    """What the register says already."""
    entry = Entry(pupil.pk, day, form, kind, **more)
    saved = register.save_cells(school_class=school_class, month=day.replace(day=1), entries=[entry], by=teacher)
    assert saved.written == [entry]
    return saved.month


def taken(school_class, teacher, day=FRIDAY):
    """모두 출석: whoever has no entry was there."""
    month = day.replace(day=1)
    return register.save_cells(school_class=school_class, month=month, entries=[], by=teacher, take=day)


def a_registrar(name="정학적"):
    return builders.actor(builders.a_staff("registrar", name=name))
