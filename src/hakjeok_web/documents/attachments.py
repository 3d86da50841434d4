"""Files that belong to a paper (붙임·증빙서류·서명한 종이): added and removed while it is a draft."""

import uuid

from django.db import transaction

from hakjeok_web.accounts.policies import Actor
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents.actions import editable
from hakjeok_web.documents.models import Attachment, Document
from hakjeok_web.documents.stored_files import looked_through


@transaction.atomic
def attach(*, document: Document, name: str, content: bytes, purpose: str, by: Actor) -> Attachment:
    """Keep a file with a draft, as what its content shows it to be.

    Raises:
        Refused: the paper is no draft of this person, the file is not one that is kept, is there already, or is one
            too many.

    """
    locked = editable(document, by=by)
    return Attachment.objects.create(
        school_id=locked.school_id,
        document=locked,
        purpose=_purpose(purpose),
        added_by=by.user,
        **looked_through(name, content, beside=locked.attachments, place="한 문서"),
    )


@transaction.atomic
def remove(*, document: Document, attachment_id: uuid.UUID, by: Actor) -> str:
    """Take a file away from a draft (삭제); its name, or nothing if it was gone already.

    Raises:
        Refused: the paper is no draft of this person.

    """
    locked = editable(document, by=by)
    found = locked.attachments.filter(pk=attachment_id).defer("content").first()
    if found is None:
        return ""
    found.delete()
    return found.name


def _purpose(said: str) -> str:
    if said not in Attachment.Purpose.values:
        raise Refused("붙임, 증빙서류, 서명한 종이 가운데 무엇인지 골라 주세요.")
    return said
