"""Ordering files of papers, and delivering them to the one who asked (인쇄·내려받기)."""

import hmac
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction

from hakjeok_web.accounts.policies import Actor
from hakjeok_web.config import clock
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents.models import GeneratedFile, Job

KEPT_FOR = timedelta(hours=24)
MEDIA_TYPES = {"pdf": "application/pdf", "hwpx": "application/hwp+zip"}
FORMAT_WORDS = {"pdf": "PDF", "hwpx": "한글 파일"}


@dataclass(frozen=True)
class Order:
    """One file to make: definition, format and values; whom it shows; the paper it belongs to.

    `form` is the wording to use (`FormVersion`), else the shipped one; `code` stands on every page (확인 번호).
    """

    definition: str
    format: str
    name: str
    values: Mapping[str, Any]
    pupils: Sequence[str] = field(default_factory=list)
    document: str | None = None
    form: str = ""
    code: str = ""


@transaction.atomic
def order_files(*, title: str, orders: Iterable[Order], purpose: str, by: Actor) -> Job:
    """Put files into the queue; the job shows its progress and, when done, the files.

    Raises:
        Refused: a format that does not exist.

    """
    listed = [asdict(order) for order in orders]
    if any(order["format"] not in MEDIA_TYPES for order in listed):
        raise Refused("PDF나 한글 파일 가운데 골라 주세요.")
    job = Job.objects.create(
        school_id=by.school_id,
        requested_by=by.user,
        title=title,
        total=len(listed),
        order={"files": listed, "by": by.user.name, "purpose": purpose},
    )
    from hakjeok_web.documents.jobs import print_files

    # Deferred in this transaction: the order and its place in the queue exist together or not at all.
    print_files.defer(job_id=str(job.pk), school_id=str(by.school_id), user_id=str(by.user.pk))
    return job


def keep_file(*, job: Job, order: Mapping[str, Any], content: bytes) -> GeneratedFile:
    """Store a made file, bound to requester, school, pupils, job and content."""
    now = clock.now()
    made = GeneratedFile(
        school_id=job.school_id,
        job=job,
        requested_by_id=job.requested_by_id,
        document_id=order["document"],
        pupils=[uuid.UUID(pupil) for pupil in order["pupils"]],
        name=f"{order['name']}.{order['format']}",
        media_type=MEDIA_TYPES[order["format"]],
        content=content,
        expires_at=now + KEPT_FOR,
    )
    made.binding = _binding(made)
    made.save(force_insert=True)
    return made


def deliverable(file_id: uuid.UUID, *, to: Actor) -> GeneratedFile | None:
    """The file, if it is this person's, not expired, and bound as it was made; otherwise None."""
    found = GeneratedFile.objects.filter(pk=file_id, requested_by=to.user, expires_at__gt=clock.now()).first()
    if found is None or not hmac.compare_digest(bytes(found.binding), _binding(found)):
        return None
    return found


def _binding(file: GeneratedFile) -> bytes:
    whom = (
        f"{file.requested_by_id}|{file.school_id}|{','.join(map(str, sorted(file.pupils)))}|{file.job_id}|{file.name}"
    )
    return hmac.digest(settings.SECRET_KEY.encode(), whom.encode() + sha256(bytes(file.content)).digest(), sha256)


@transaction.atomic
def cancel_job(*, job: Job) -> None:
    """Stop a job that is not done (그만두기); files made so far stay.

    Raises:
        Refused: it is done already.

    """
    changed = Job.objects.filter(pk=job.pk, state__in=(Job.State.WAITING, Job.State.RUNNING)).update(
        state=Job.State.CANCELLED, finished_at=clock.now(), order={}
    )
    if not changed:
        raise Refused("이미 끝난 작업입니다. 받을 파일을 확인해 주세요.")
