"""Work of the queue: making files in a printing process of its own, and forgetting old ones."""

import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hakjeok_web.config import clock, tenancy
from hakjeok_web.documents import batch, handing_over, verification, wordings
from hakjeok_web.documents.models import GeneratedFile, Job, JobPart
from hakjeok_web.documents.printing import KEPT_FOR, keep_file
from hakjeok_web.documents.rendering import DocumentError, MissingGlyph, PrintFoot
from hakjeok_web.documents.rendering.isolated import Rendered, RenderProcess, side_by_side

# A database that went away in the middle comes back within seconds; without this the job would count as failed.
WHEN_DATABASE_WENT_AWAY = RetryStrategy(
    max_attempts=20, wait=2, linear_wait=2, retry_exceptions=(OperationalError, InterfaceError)
)


@app.task(name="documents.print_files", queue="documents", retry=WHEN_DATABASE_WENT_AWAY)
def print_files(*, job_id: str, school_id: str, user_id: str) -> None:
    """Make the files of a job one by one. Started again after a crash, it goes on where it stopped."""
    _work(_print, Inside(uuid.UUID(school_id), uuid.UUID(user_id), uuid.UUID(job_id)))


@app.task(name="documents.print_batch", queue="documents", retry=WHEN_DATABASE_WENT_AWAY)
def print_batch(*, job_id: str, school_id: str, user_id: str) -> None:
    """Make one document for each pupil of a job, and one file of them. Goes on where it stopped, too."""
    _work(_print_all, Inside(uuid.UUID(school_id), uuid.UUID(user_id), uuid.UUID(job_id)))


def _work(act: Callable[["Inside", dict, int], None], inside: "Inside") -> None:
    begun = inside.begin()
    if begun is None:
        return
    try:
        act(inside, *begun)
    except DocumentError as error:
        inside.finish(Job.State.FAILED, str(error))


def _print(inside: "Inside", order: dict, done: int) -> None:
    foot = _foot(order)
    with RenderProcess() as process:
        for number, wanted in enumerate(order["files"][done:], start=done + 1):
            coded = replace(foot, code=wanted.get("code", ""))
            data = inside.wording(wanted.get("form", ""))
            made = process.render(wanted["definition"], wanted["format"], wanted["values"], coded, data)
            with inside.turn(number) as job:
                if job is None:
                    return
                _keep(job, wanted, made, number)
    inside.finish(Job.State.DONE)


def _foot(order: Mapping[str, Any]) -> PrintFoot:
    now = timezone.localtime(clock.now())
    return PrintFoot(order["by"], now, order["purpose"], verified_at=verification.page_address())


def _keep(job: Job, wanted: Mapping[str, Any], made: Rendered, number: int) -> None:
    keep_file(job=job, order=wanted, content=made.content)
    if wanted.get("code"):
        verification.keep_fingerprint(wanted["code"], made.sha256)
    Job.objects.filter(pk=job.pk).update(done=number)


def _print_all(inside: "Inside", order: dict, done: int) -> None:
    data, foot = inside.wording(order["form"]), _foot(order)

    def make(process: RenderProcess, wanted: Mapping[str, Any]) -> tuple[bytes, str]:
        try:
            return process.render(order["definition"], order["format"], wanted["values"], foot, data).content, ""
        except MissingGlyph as error:
            return b"", str(error)

    wanted = order["subjects"][done:]
    with closing(side_by_side(make, wanted)) as results:
        for number, (each, (content, problem)) in enumerate(zip(wanted, results, strict=True), start=done + 1):
            with inside.turn(number) as job:
                if job is None:
                    return
                batch.keep_part(job=job, number=number, wanted=each, content=content, problem=problem)
                Job.objects.filter(pk=job.pk).update(done=number)
    with inside.job() as job:
        if job is not None and job.state == Job.State.RUNNING:
            batch.assemble(job, order)
    inside.finish(Job.State.DONE)


class Inside:
    """The school, the person and the job of a task; each step is a transaction with that school's rows only."""

    def __init__(self, school_id: uuid.UUID, user_id: uuid.UUID, job_id: uuid.UUID) -> None:
        self.school_id, self.user_id, self.job_id = school_id, user_id, job_id

    @contextmanager
    def job(self) -> Iterator[Job | None]:
        with transaction.atomic():
            tenancy.enter(schools=[self.school_id], user=self.user_id)
            yield Job.objects.select_for_update().defer("order").filter(pk=self.job_id).first()

    def begin(self) -> tuple[dict, int] | None:
        """The order and how much of it is done; None where there is nothing (left) to do."""
        with self.job() as job:
            if job is None or job.state not in (Job.State.WAITING, Job.State.RUNNING):
                return None
            Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, started_at=job.started_at or clock.now())
            return job.order, job.done

    @contextmanager
    def turn(self, number: int) -> Iterator[Job | None]:
        """The job, if document `number` is the next to be kept: not where it was cancelled or made by another."""
        with self.job() as job:
            is_next = job is not None and job.state == Job.State.RUNNING and job.done == number - 1
            yield job if is_next else None

    def wording(self, form: str) -> Mapping[str, Any] | None:
        """The wording that a paper was made with; None means the shipped one."""
        if not form:
            return None
        with transaction.atomic():
            tenancy.enter(schools=[self.school_id], user=self.user_id)
            return wordings.data_of(uuid.UUID(form))

    def finish(self, state: str, message: str = "") -> None:
        with self.job() as job:
            if job is not None and job.state == Job.State.RUNNING:
                if state == Job.State.FAILED:
                    JobPart.objects.filter(job=job, problem="").delete()
                Job.objects.filter(pk=job.pk).update(
                    state=state, message=message[:300], finished_at=clock.now(), order={}
                )


@app.periodic(cron="15 * * * *")
@app.task(name="documents.forget_expired", queue="documents")
def forget_expired(timestamp: int) -> None:
    """Begin to remove what is over: a job for each school, so that one that fails does not stop the others."""
    from hakjeok_web.schools.models import School

    orders = [{"school_id": str(school_id)} for school_id in School.objects.values_list("pk", flat=True)]
    if orders:
        forget_expired_of_school.batch_defer(*orders)


@app.task(name="documents.forget_expired_of_school", queue="documents", retry=WHEN_DATABASE_WENT_AWAY)
def forget_expired_of_school(*, school_id: str) -> None:
    """Remove files of the school whose day is over, and pages that no guardian has sent."""
    with transaction.atomic():
        tenancy.enter(schools=[uuid.UUID(school_id)])
        GeneratedFile.objects.filter(expires_at__lt=clock.now()).delete()
        # What could not be made is told as long as what was made can be fetched.
        JobPart.objects.filter(job__finished_at__lt=clock.now() - KEPT_FOR).delete()
        handing_over.forget_unsent()
