"""The nightly computation: a job for each school, in a transaction of its own; what was interrupted goes on."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from asgiref.sync import async_to_sync
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from hakjeok_web.obligations import actions, jobs
from hakjeok_web.obligations.models import Computation, Obligation
from tests import builders
from tests.builders import HANBIT, SAESOL

NIGHT = int(datetime(2024, 5, 2, 17, 30, tzinfo=UTC).timestamp())  # 02:30 in Seoul on the day of the tests
QUIET = {"wait": False, "listen_notify": False, "install_signal_handlers": False, "fetch_job_polling_interval": 0.1}


def orders(**which):
    """The jobs of single schools, in the order in which they were queued."""
    found = ProcrastinateJob.objects.filter(task_name="obligations.recompute_school", **which)
    return list(found.order_by("id").values_list("args", flat=True))


def work(orders):
    """What a worker does with the jobs; names of the schools that failed."""
    failed = []
    for order in orders:
        try:
            with transaction.atomic():
                jobs.recompute_school(**order)
        except ZeroDivisionError:
            failed.append(order["school_id"])
    return failed


@pytest.fixture
def saesol(school_class, pupil):
    """A pupil of 새솔 besides ours."""
    builders.enter(SAESOL)
    return builders.a_pupil(builders.a_class(builders.a_year(SAESOL), grade=5, number=4), name="정하늘")


@pytest.fixture
def computed(monkeypatch):
    """The schools that were computed; 새솔 fails as long as it is named in `failing`."""
    whole, told = actions.recompute, SimpleNamespace(schools=[], failing=set())

    def recompute(school, today):
        told.schools.append(school)
        return 1 / 0 if school in told.failing else whole(school, today)

    monkeypatch.setattr(actions, "recompute", recompute)
    return told


@pytest.mark.django_db
def test_every_school_gets_a_job_and_its_own_obligations(saesol):
    jobs.recompute_every_school(timestamp=NIGHT)
    assert orders() == [{"school_id": str(school), "night": NIGHT} for school in (HANBIT, SAESOL)]
    assert work(orders()) == []
    builders.enter(HANBIT, SAESOL)
    assert set(Computation.objects.values_list("school_id", flat=True)) == {HANBIT, SAESOL}
    ours = Obligation.objects.filter(rule="register.take", due_on=builders.TODAY)
    assert dict(ours.values_list("school_id", "detail")) == {HANBIT: "4학년 2반 1명", SAESOL: "5학년 4반 1명"}


@pytest.mark.django_db
def test_people_who_wait_for_something_come_before_the_night():
    jobs.recompute_every_school(timestamp=NIGHT)
    asked = ProcrastinateJob.objects.filter(task_name="obligations.recompute_school")
    assert set(asked.values_list("priority", flat=True)) == {jobs.BEHIND_PEOPLE}
    assert jobs.BEHIND_PEOPLE < 0


@pytest.mark.django_db
def test_a_school_that_fails_does_not_keep_the_others_from_theirs(saesol, computed):
    computed.failing = {HANBIT}
    jobs.recompute_every_school(timestamp=NIGHT)
    assert work(orders()) == [str(HANBIT)]
    builders.enter(HANBIT, SAESOL)
    assert Computation.objects.get().school_id == SAESOL


@pytest.mark.django_db
def test_an_interrupted_night_goes_on_with_the_schools_that_are_left(saesol, computed):
    jobs.recompute_every_school(timestamp=NIGHT)
    work(orders()[:1])
    jobs.recompute_every_school(timestamp=NIGHT)  # its worker was killed before it could say that it was done
    work(orders())
    assert computed.schools == [HANBIT, SAESOL]
    assert len(orders()) == 4


@pytest.mark.django_db
def test_the_next_night_computes_everything_anew(saesol, computed, time_machine):
    jobs.recompute_every_school(timestamp=NIGHT)
    work(orders())
    time_machine.move_to("2024-05-04T02:30:00+09:00", tick=False)
    jobs.recompute_every_school(timestamp=NIGHT + 24 * 3600)
    work(orders())
    assert computed.schools == [HANBIT, SAESOL] * 2


def test_a_worker_does_all_schools_but_the_failing_one_and_keeps_its_job_as_failed(
    own_database, computed, time_machine
):
    time_machine.move_to("2024-05-03T05:00:30+09:00", tick=True)  # a worker needs a clock that goes
    with transaction.atomic():
        for school in (HANBIT, SAESOL):
            builders.enter(school)
            builders.a_pupil(builders.a_class(builders.a_year(school)))
    computed.failing = {HANBIT}
    jobs.recompute_every_school(timestamp=NIGHT)
    with app.replace_connector(app.connector.get_worker_connector()) as working:
        working.run_worker(queues=[jobs.QUEUE], concurrency=2, **QUIET)
    assert [each["school_id"] for each in orders(status="failed")] == [str(HANBIT)]
    assert [each["school_id"] for each in orders(status="succeeded")] == [str(SAESOL)]
    with transaction.atomic():
        builders.enter(HANBIT, SAESOL)
        assert Computation.objects.get().school_id == SAESOL


@pytest.mark.django_db
def test_the_command_names_the_schools_that_fail_and_goes_on(saesol, computed, caplog):
    computed.failing, said = {SAESOL}, StringIO()
    with pytest.raises(CommandError, match=r"할 일을 계산하지 못했습니다: 새솔초등학교\."):
        call_command("recompute_obligations", stdout=said)
    assert "한빛초등학교" in said.getvalue()
    assert "ZeroDivisionError" in caplog.text
    assert set(computed.schools) == {HANBIT, SAESOL}


def test_it_runs_at_half_past_two_in_the_night_of_seoul():
    periodic = app.periodic_registry.periodic_tasks.values()
    nightly = next(each for each in periodic if each.task.name == "obligations.recompute_every_school")
    noon = datetime(2024, 5, 3, 12, tzinfo=ZoneInfo("Asia/Seoul"))
    at = datetime.fromtimestamp(nightly.croniter.get_next(ret_type=float, start_time=noon.timestamp()), UTC)
    assert at - noon == timedelta(hours=14, minutes=30)


def job_that(status, *, ended, worker=None):
    """A job whose last event was some time ago."""
    key = jobs.recompute_every_school.configure(queueing_lock=None).defer()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = %s, worker_id = %s, attempts = 1 WHERE id = %s",
            (status, worker, key),
        )
        cursor.execute("UPDATE procrastinate_events SET at = now() - %s WHERE job_id = %s", (ended, key))
    return key


@pytest.mark.django_db
def test_a_job_that_a_killed_worker_left_is_given_back():
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 minute') RETURNING id"
        )
        (worker,) = cursor.fetchone()
    key = job_that("doing", ended=timedelta(), worker=worker)
    async_to_sync(jobs.rescue_stalled_jobs.func)(SimpleNamespace(app=app))
    assert ProcrastinateJob.objects.get(pk=key).status == "todo"


@pytest.mark.django_db
def test_jobs_that_ended_well_are_forgotten_after_a_week_and_failed_ones_are_not():
    job_that("succeeded", ended=timedelta(days=8))
    kept = [job_that("succeeded", ended=timedelta(days=6)), job_that("failed", ended=timedelta(days=8))]
    async_to_sync(jobs.forget_done_jobs.func)(SimpleNamespace(app=app))
    assert sorted(ProcrastinateJob.objects.values_list("pk", flat=True)) == sorted(kept)
