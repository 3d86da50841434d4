"""Two people at the same moment: the list is taken over once, and a teacher's cell is never written over."""

from django.db import transaction

from hakjeok_web.attendance.models import AttendanceEntry
from hakjeok_web.documents.models import Document
from hakjeok_web.reconciliations import actions
from hakjeok_web.reconciliations.compare import plan_of
from hakjeok_web.reconciliations.models import Reconciliation
from tests import builders
from tests.web.reconciliations.tables import a_registrar, brought, entered
from tests.web.students.test_two_clerks_at_once import refusals, together

ILL = (4, 2, 7, "박하준", "5. 3.", "병결", "감기")


def _stage():
    builders.enter()
    school_class = builders.a_class(builders.a_year())
    pupil = builders.a_pupil(school_class, number=7, name="박하준")
    teacher = builders.actor(builders.a_homeroom(school_class))
    clerks = a_registrar("정학적"), a_registrar("한학적")
    waiting = brought(school_class, clerks[0], ILL)
    return school_class, pupil, teacher, clerks, waiting, plan_of(waiting).seen


def _take(waiting, seen, by):
    found = Reconciliation.objects.get(pk=waiting.pk)
    return actions.take_over(reconciliation=found, seen=seen, version=found.version, by=by)


def test_two_registrars_take_it_over_once(own_database):
    with transaction.atomic():
        *_, clerks, waiting, seen = _stage()
    outcomes = together(*(lambda by=by: _take(waiting, seen, by) for by in clerks))
    assert ["이미 반영했습니다" in words for words in refusals(outcomes)] == [True]
    with transaction.atomic():
        builders.enter()
        assert (AttendanceEntry.objects.count(), Document.objects.count()) == (1, 1)


def test_a_teacher_and_the_registrar_write_one_cell(own_database):
    """Whoever comes second is told; what the first wrote stands."""
    with transaction.atomic():
        school_class, pupil, teacher, (clerk, _), waiting, seen = _stage()

    def teach():
        entered(school_class, teacher, pupil, kind="unexcused")

    together(lambda: _take(waiting, seen, clerk), _or_told(teach))
    with transaction.atomic():
        builders.enter()
        kind = AttendanceEntry.objects.get().kind
        assert (kind == "illness") is (Reconciliation.objects.get().state == "applied")


def _or_told(act):
    """The teacher's page tells of the clash; here it is enough that nothing is written."""

    def run():
        try:
            return act()
        except AssertionError:
            return None

    return run
