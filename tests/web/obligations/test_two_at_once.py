"""The school is computed while a teacher saves: neither undoes what the other has seen."""

import threading

import pytest
from django.db import connection, transaction

from hakjeok_web.attendance.actions import save_cells
from hakjeok_web.obligations import actions
from hakjeok_web.obligations.models import Obligation
from tests import builders
from tests.builders import HANBIT, TODAY


@pytest.fixture
def stage(own_database):
    with transaction.atomic():
        builders.enter()
        school_class = builders.a_class(builders.a_year())
        builders.a_pupil(school_class)
        return school_class, builders.actor(builders.a_homeroom(school_class))


@pytest.fixture
def slow_reading(monkeypatch):
    """The computation has read everything and waits: until the teacher has saved, or until he has to wait for it."""
    has_read, has_saved, read = threading.Event(), threading.Event(), actions.school_facts

    def reading(*asked):
        found = read(*asked)
        has_read.set()
        has_saved.wait(1)
        return found

    monkeypatch.setattr(actions, "school_facts", reading)
    return has_read, has_saved


def in_a_thread(act):
    def run():
        try:
            with transaction.atomic():
                builders.enter()
                act()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_a_day_taken_during_the_computation_is_not_asked_for_afterwards(stage, slow_reading):
    (school_class, teacher), (has_read, has_saved) = stage, slow_reading
    computing = in_a_thread(lambda: actions.recompute(HANBIT, TODAY))
    assert has_read.wait(10)
    month = TODAY.replace(day=1)
    saving = in_a_thread(lambda: save_cells(school_class=school_class, month=month, entries=[], by=teacher, take=TODAY))
    saving.join(0.5)
    has_saved.set()
    for each in (computing, saving):
        each.join(20)
    with transaction.atomic():
        builders.enter()
        assert not Obligation.objects.filter(rule="register.take", due_on=TODAY).exists()
        assert Obligation.objects.filter(rule="register.take").exists()


def test_two_who_open_the_first_page_in_the_morning_compute_once(stage, monkeypatch):
    computed, read = [], actions.school_facts
    monkeypatch.setattr(actions, "school_facts", lambda *asked: computed.append(asked) or read(*asked))
    opening = [in_a_thread(lambda: actions.recompute_if_stale(HANBIT, TODAY)) for _ in range(2)]
    for each in opening:
        each.join(20)
    assert len(computed) == 1
