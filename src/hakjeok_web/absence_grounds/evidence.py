"""Verbs of evidence (증빙 파일): put up a file for a ground of absence, and take it away."""

import uuid

from django.db import transaction
from django.db.models import QuerySet

from hakjeok_web.absence_grounds.acts import SORTS, Ground, record
from hakjeok_web.absence_grounds.models import AthleteEvent, Evidence, GroundAct
from hakjeok_web.absence_grounds.register import locked
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents.stored_files import looked_through

Code = GroundAct.Code


def files_of(ground: Ground) -> QuerySet[Evidence]:
    """The ground's files without what is in them, the first one first."""
    return ground.files.defer("content").select_related("added_by")


@transaction.atomic
def attach(*, ground: Ground, name: str, content: bytes, by: Actor) -> Evidence:
    """Keep a file as evidence of the ground, as what its content shows it to be.

    Raises:
        Refused: no right to the pupil's class, the ground was cancelled, or the file is not one that is kept.

    """
    about = _locked(ground, by)
    fields = looked_through(name, content, beside=ground.files, place="한 건")
    made = Evidence.objects.create(school_id=ground.school_id, added_by=by.user, **about, **fields)
    record(ground, Code.FILE, by, made.name)
    return made


@transaction.atomic
def remove(*, ground: Ground, evidence_id: uuid.UUID, by: Actor) -> str:
    """Take away a file that does not belong there (증빙 삭제); its name, or nothing if it was gone already.

    Raises:
        Refused: no right to the pupil's class, or the ground was cancelled.

    """
    _locked(ground, by)
    found = ground.files.filter(pk=evidence_id).defer("content").first()
    if found is None:
        return ""
    found.delete()
    record(ground, Code.FILE_GONE, by, found.name)
    return found.name


def pupil_of(ground: Ground) -> uuid.UUID:
    """Whose ground it is."""
    return ground.athlete.student_id if isinstance(ground, AthleteEvent) else ground.student_id


def _locked(ground: Ground, by: Actor) -> dict[str, Ground]:
    """The pupil's record is held: acts on his grounds come one after the other."""
    sort = SORTS[type(ground)]
    locked([pupil_of(ground)], by=by, right=sort.right)
    if type(ground).objects.values_list("is_cancelled", flat=True).get(pk=ground.pk):
        raise Refused("취소한 등록입니다. 증빙은 새 등록에 올려 주세요.")
    return {sort.field: ground}
