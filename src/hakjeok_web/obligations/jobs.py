"""Work of the queue: the nightly computation, and jobs that a killed worker left behind."""

import uuid
from datetime import UTC, datetime

from django.db import InterfaceError, OperationalError, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hakjeok_web.config import clock, tenancy
from hakjeok_web.obligations import actions, queries
from hakjeok_web.schools.models import School

QUEUE = "obligations"
BEHIND_PEOPLE = -10  # somebody who waits for a paper is served between two schools
STALLED_AFTER_SECONDS = 30
DONE_JOBS_KEPT_HOURS = 7 * 24  # failed ones stay until somebody has read them
# A database that went away in the middle comes back; a school whose rows cannot be computed does not get better by it.
WHEN_DATABASE_WENT_AWAY = RetryStrategy(
    max_attempts=5, wait=5, linear_wait=5, retry_exceptions=(OperationalError, InterfaceError)
)


@app.periodic(cron="30 17 * * *")  # in UTC: 02:30 in Seoul
@app.task(name="obligations.recompute_every_school", queue=QUEUE, queueing_lock="obligations.every_school")
def recompute_every_school(timestamp: int = 0) -> None:
    """Begin the night (야간 계산) of `timestamp`: a job for each school, so that all workers share them.

    Done twice, because its worker was killed, it does no harm: a school computed since then is not computed again.
    """
    night = timestamp or int(clock.now().timestamp())
    schools = School.objects.order_by("pk").values_list("pk", flat=True)
    orders = [{"school_id": str(school_id), "night": night} for school_id in schools]
    if orders:
        recompute_school.configure(priority=BEHIND_PEOPLE).batch_defer(*orders)


@app.task(name="obligations.recompute_school", queue=QUEUE, retry=WHEN_DATABASE_WENT_AWAY)
def recompute_school(*, school_id: str, night: int) -> None:
    """One school, in a transaction that sees it alone. Where it fails, its job is kept as failed; others go on."""
    school = uuid.UUID(school_id)
    with transaction.atomic():
        tenancy.enter(schools=[school])
        computed_at = queries.last_computed(school)
        if computed_at is None or computed_at < datetime.fromtimestamp(night, UTC):
            actions.recompute(school, clock.today())


@app.periodic(cron="0 17 * * *")  # in UTC: 02:00 in Seoul
@app.task(
    name="obligations.forget_done_jobs", queue=QUEUE, queueing_lock="obligations.forget_done_jobs", pass_context=True
)
async def forget_done_jobs(context, timestamp: int = 0) -> None:
    """Remove the jobs of all queues that ended well a week ago: a large site makes hundreds a night."""
    await context.app.job_manager.delete_old_jobs(nb_hours=DONE_JOBS_KEPT_HOURS)


@app.periodic(cron="* * * * *")
@app.task(name="obligations.rescue_stalled_jobs", queue=QUEUE, queueing_lock="obligations.rescue", pass_context=True)
async def rescue_stalled_jobs(context, timestamp: int = 0) -> None:
    """Give back the jobs of a worker that was killed; every job of this site may be done twice."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
        await manager.retry_job(job)
