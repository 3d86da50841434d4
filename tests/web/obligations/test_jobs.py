"""The nightly computation sees every school in a transaction of its own; killed workers' jobs come back."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django import app

from hakjeok_web.obligations import actions, jobs
from hakjeok_web.obligations.models import Computation, Obligation
from tests import builders

pytestmark = pytest.mark.django_db


def test_every_school_gets_its_own_obligations(school_class, pupil):
    builders.enter(builders.SAESOL)
    builders.a_pupil(builders.a_class(builders.a_year(builders.SAESOL), grade=5, number=4), name="정하늘")
    jobs.recompute_every_school(timestamp=0)
    builders.enter(builders.HANBIT, builders.SAESOL)
    assert set(Computation.objects.values_list("school_id", flat=True)) == {builders.HANBIT, builders.SAESOL}
    ours = Obligation.objects.filter(rule="register.take", due_on=builders.TODAY)
    assert dict(ours.values_list("school_id", "detail")) == {
        builders.HANBIT: "4학년 2반 1명",
        builders.SAESOL: "5학년 4반 1명",
    }


def test_a_school_that_fails_does_not_keep_the_others_from_theirs(school_class, pupil, monkeypatch, caplog):
    whole = actions.recompute
    monkeypatch.setattr(
        actions, "recompute", lambda school, today: 1 / 0 if school == builders.SAESOL else whole(school, today)
    )
    jobs.recompute_every_school(timestamp=0)
    assert "were not computed" in caplog.text
    builders.enter()
    assert Computation.objects.get().school_id == builders.HANBIT


def test_it_runs_at_half_past_two_in_the_night_of_seoul():
    periodic = app.periodic_registry.periodic_tasks.values()
    nightly = next(each for each in periodic if each.task.name == "obligations.recompute_every_school")
    noon = datetime(2024, 5, 3, 12, tzinfo=ZoneInfo("Asia/Seoul"))
    at = datetime.fromtimestamp(nightly.croniter.get_next(ret_type=float, start_time=noon.timestamp()), UTC)
    assert at - noon == timedelta(hours=14, minutes=30)


def test_a_job_that_a_killed_worker_left_is_given_back():
    key = jobs.recompute_every_school.defer()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 minute') RETURNING id"
        )
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = 1 WHERE id = %s",
            (cursor.fetchone()[0], key),
        )
        async_to_sync(jobs.rescue_stalled_jobs.func)(SimpleNamespace(app=app))
        cursor.execute("SELECT status::text FROM procrastinate_jobs WHERE id = %s", (key,))
        assert cursor.fetchone() == ("todo",)
