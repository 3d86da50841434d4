"""Work of the queue: the nightly computation, and jobs that a killed worker left behind."""

import logging
import uuid

from django.db import transaction
from procrastinate.contrib.django import app

from hakjeok_web.config import clock, tenancy
from hakjeok_web.obligations import actions
from hakjeok_web.schools.models import School

QUEUE = "obligations"
STALLED_AFTER_SECONDS = 30
log = logging.getLogger(__name__)


@app.periodic(cron="30 17 * * *")  # in UTC: 02:30 in Seoul
@app.task(name="obligations.recompute_every_school", queue=QUEUE, queueing_lock="obligations.every_school")
def recompute_every_school(timestamp: int = 0) -> None:
    """Compute every school's obligations anew, each in a transaction of its own that sees that school only."""
    for school_id in list(School.objects.values_list("pk", flat=True)):
        recompute_school(school_id)


def recompute_school(school_id: uuid.UUID) -> None:
    """One school in its own transaction; a school that fails does not keep the others from theirs."""
    try:
        with transaction.atomic():
            tenancy.enter(schools=[school_id])
            actions.recompute(school_id, clock.today())
    except Exception:
        log.exception("obligations of school %s were not computed", school_id)


@app.periodic(cron="* * * * *")
@app.task(name="obligations.rescue_stalled_jobs", queue=QUEUE, queueing_lock="obligations.rescue", pass_context=True)
async def rescue_stalled_jobs(context, timestamp: int = 0) -> None:
    """Give back the jobs of a worker that was killed; every job of this site may be done twice."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
        await manager.retry_job(job)
