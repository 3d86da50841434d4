"""Laws that hold for every ledger: what is stored beside it is what it says (fold = projections)."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hakjeok.vocabulary import Change
from hakjeok_web.config.refusals import Refused
from hakjeok_web.students import facts
from hakjeok_web.students.actions import cancel_change
from hakjeok_web.students.models import Student
from tests import builders
from tests.web.students.records import a_bare_pupil, a_paper, a_registrar, change

pytestmark = pytest.mark.django_db
KINDS = st.sampled_from([kind.value for kind in Change if kind is not Change.GENERAL_EXAM])
TRIALS = st.lists(st.tuples(KINDS, st.integers(0, 90), st.integers(1, 6), st.booleans()), min_size=4, max_size=14)


def try_each(pupil, trials, registrar):
    """Try every change in turn, cancelling some; what the rules refuse does not happen."""
    day = date(2020, 3, 1)
    for kind, later, grade, cancelled in trials:
        day += timedelta(days=later)
        try:
            line = change(pupil, kind, day, by=registrar, grade=grade, reason="질병치료")
            if cancelled:
                cancel_change(change=line, ordered_by=a_paper(registrar), by=registrar)
        except Refused:
            continue


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TRIALS)
def test_what_is_stored_beside_the_ledger_is_what_it_says(db, trials):
    with transaction.atomic():
        builders.enter()
        pupil = a_bare_pupil()
        try_each(pupil, [("enrollment", 0, 2, False), *trials], a_registrar())
        stored = Student.objects.get(pk=pupil.pk)
        said = facts.latest_standing(stored.events())
        assert (stored.standing, stored.grade) == (said.status.value, said.grade)
        assert stored.is_open == (said.status.value not in ("none", "transferred_out", "graduated"))
        assert [line.seq for line in stored.changes.all()] == list(range(1, stored.last_seq + 1))
        assert facts.why_unlawful(stored.events()) == []
        transaction.set_rollback(True)
