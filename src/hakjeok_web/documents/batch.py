"""One form for many pupils (일괄 출력): ordered for whole classes, made one by one, handed over as one file.

Each made document is a part of its job until the last is there, so that a killed job goes on where it stopped.
"""

import tempfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Any

from django.db import transaction
from django.db.models import Sum
from django.db.models.functions import Length

from hakjeok_web.accounts.policies import Actor
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents.known import as_json, known_values
from hakjeok_web.documents.models import Job, JobPart
from hakjeok_web.documents.printing import FORMAT_WORDS, keep_large_file
from hakjeok_web.documents.registry import Subject
from hakjeok_web.documents.rendering import Definition, RenderingFailed
from hakjeok_web.documents.rendering.merging import merge_pdfs
from hakjeok_web.documents.wordings import form_in_use

MOST_BYTES = 200 * 1024 * 1024
TOO_LARGE = "모두 합치면 200MB가 넘습니다. 학년이나 반을 나누어 다시 해 주세요."


def can_be_batched(definition: Definition) -> bool:
    """Whether the form is about one pupil, so that one for each makes sense."""
    return any(each.auto.startswith("student.") for each in definition.fields)


@transaction.atomic
def order_batch(
    *, definition: Definition, subjects: Sequence[Subject], format: str, together: bool, whom: str, purpose: str,
    by: Actor,
) -> Job:  # fmt: skip
    """Put one document for each pupil into the queue.

    Raises:
        Refused: a format that does not exist, or nobody to print for.

    """
    if format not in FORMAT_WORDS:
        raise Refused("PDF나 한글 파일 가운데 골라 주세요.")
    if not subjects:
        raise Refused("고른 반에 학생이 없습니다. 다른 반을 골라 주세요.")
    school = known_values(by, None)
    order = {
        "definition": definition.id,
        "form": str(form_in_use(definition.id, by.school_id).pk),
        "format": format,
        "together": together and format == "pdf",
        "by": by.user.name,
        "purpose": purpose,
        "subjects": [_wanted(definition, each, school) for each in subjects],
    }
    title = f"{definition.title} {whom}"[:100]
    job = Job.objects.create(
        school_id=by.school_id, requested_by=by.user, title=title, total=len(subjects), order=order
    )
    from hakjeok_web.documents.jobs import print_batch

    print_batch.defer(job_id=str(job.pk), school_id=str(by.school_id), user_id=str(by.user.pk))
    return job


def _wanted(definition: Definition, subject: Subject, school: Mapping[str, Any]) -> dict[str, Any]:
    known = {**school, **{name: as_json(value) for name, value in subject.values.items()}}
    filled = {each.key: known.get(each.auto) or each.preset for each in definition.fields}
    values = {key: value for key, value in filled.items() if value not in (None, "")}
    return {"pupil": str(subject.pupil_id), "name": subject.label, "values": values}


def keep_part(*, job: Job, number: int, wanted: Mapping[str, Any], content: bytes, problem: str = "") -> None:
    """Keep one made document, or why it could not be made."""
    JobPart.objects.create(
        school_id=job.school_id, job=job, number=number, pupil_id=wanted["pupil"], name=wanted["name"][:120],
        content=content, problem=problem[:300],
    )  # fmt: skip


def assemble(job: Job, order: Mapping[str, Any]) -> None:
    """Make one file of all parts. Those that could not be made stay as they are, to be read on the job's page.

    Raises:
        RenderingFailed: nothing was made, or all together are too large.

    """
    made = JobPart.objects.filter(job=job, problem="")
    size = made.aggregate(bytes=Sum(Length("content")))["bytes"] or 0
    if not size:
        raise RenderingFailed("한 부도 만들지 못했습니다. 아래 까닭을 보고 고친 뒤 다시 해 주세요.")
    if size > MOST_BYTES:
        raise RenderingFailed(TOO_LARGE)
    with tempfile.TemporaryFile() as target:
        parts = made.values_list("number", "name", "content").order_by("number").iterator(chunk_size=10)
        _write(target, parts, order, job.title)
        target.seek(0)
        pupils = [each["pupil"] for each in order["subjects"]]
        ending = "pdf" if order["together"] else "zip"
        keep_large_file(job=job, name=job.title, format=ending, pupils=pupils, source=target)
    made.delete()


def _write(target: IO[bytes], parts: Iterable[tuple], order: Mapping[str, Any], title: str) -> None:
    if order["together"]:
        merge_pdfs((bytes(content) for _, _, content in parts), target, title=title)
        return
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as package:  # both formats are packed in themselves
        for number, name, content in parts:
            package.writestr(f"{number:03} {name}.{order['format']}", bytes(content))
