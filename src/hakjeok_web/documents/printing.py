"""Ordering files of papers, and delivering them to the one who asked (인쇄·내려받기)."""

import hmac
import math
import tempfile
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import IO, Any, BinaryIO

from django.conf import settings
from django.db import transaction

from hakjeok_web.accounts.policies import Actor
from hakjeok_web.config import clock
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents.models import FilePiece, GeneratedFile, Job, JobPart

KEPT_FOR = timedelta(hours=24)
MEDIA_TYPES = {"pdf": "application/pdf", "hwpx": "application/hwp+zip", "zip": "application/zip"}
ENOUGH_TO_TELL = 5  # documents
PIECE = 4 * 1024 * 1024
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
    if any(order["format"] not in FORMAT_WORDS for order in listed):
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
    made = _unbound(job, order["name"], order["format"], order["pupils"])
    made.document_id, made.content = order["document"], content
    made.binding = _binding(made, sha256(content))
    made.save(force_insert=True)
    return made


def keep_large_file(
    *, job: Job, name: str, format: str, pupils: Iterable[str], source: BinaryIO, document: str | None = None
) -> GeneratedFile:
    """Store a made file in pieces, read from `source`, so that it is never in memory as a whole."""
    made = _unbound(job, name, format, pupils)
    made.document_id, made.content, made.binding = document, b"", b""
    made.save(force_insert=True)
    digest = sha256()
    for number, piece in enumerate(iter(lambda: source.read(PIECE), b""), start=1):
        digest.update(piece)
        FilePiece.objects.create(school_id=job.school_id, file=made, number=number, content=piece)
    made.binding = _binding(made, digest)
    made.save(update_fields=["binding"])
    return made


def _unbound(job: Job, name: str, format: str, pupils: Iterable[str]) -> GeneratedFile:
    return GeneratedFile(
        school_id=job.school_id,
        job=job,
        requested_by_id=job.requested_by_id,
        pupils=[uuid.UUID(pupil) for pupil in pupils],
        name=f"{name}.{format}",
        media_type=MEDIA_TYPES[format],
        expires_at=clock.now() + KEPT_FOR,
    )


@dataclass(frozen=True)
class Delivery:
    """A file on its way to the one who asked for it; `content` is to be closed."""

    file: GeneratedFile
    content: IO[bytes]


def deliverable(file_id: uuid.UUID, *, to: Actor) -> Delivery | None:
    """The file, if it is this person's, not expired, and bound as it was made; otherwise None."""
    found = GeneratedFile.objects.filter(pk=file_id, requested_by=to.user, expires_at__gt=clock.now()).first()
    if found is None:
        return None
    content, digest = tempfile.SpooledTemporaryFile(max_size=PIECE), sha256()  # noqa: SIM115 - closed by the answer
    for piece in _pieces(found):
        digest.update(piece)
        content.write(piece)
    content.seek(0)
    if hmac.compare_digest(bytes(found.binding), _binding(found, digest)):
        return Delivery(found, content)
    content.close()
    return None


def _pieces(file: GeneratedFile) -> Iterator[bytes]:
    """The content, a piece at a time."""
    if file.content:
        yield bytes(file.content)
        return
    for content in file.pieces.values_list("content", flat=True).iterator(chunk_size=1):
        yield bytes(content)


def _binding(file: GeneratedFile, content: Any) -> bytes:
    """`content` is the SHA-256 of the file so far."""
    whom = (
        f"{file.requested_by_id}|{file.school_id}|{','.join(map(str, sorted(file.pupils)))}|{file.job_id}|{file.name}"
    )
    return hmac.digest(settings.SECRET_KEY.encode(), whom.encode() + content.digest(), sha256)


def minutes_left(job: Job) -> int | None:
    """About how long a job still takes; None while too little of it is done to tell."""
    if job.started_at is None or job.done < ENOUGH_TO_TELL:
        return None
    taken = (clock.now() - job.started_at).total_seconds()
    return math.ceil(taken / job.done * (job.total - job.done) / 60)


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
    JobPart.objects.filter(job=job).delete()
