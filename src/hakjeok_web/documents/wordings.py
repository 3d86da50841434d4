"""Which wording of a form is in use at a school (서식 판), and the wording that a paper was made with."""

import hashlib
import json
import uuid
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from hakjeok_web.documents.models import Document, FormVersion
from hakjeok_web.documents.rendering import Definition, definitions
from hakjeok_web.documents.rendering.loading import from_data, shipped_data


def form_in_use(definition_id: str, school_id: uuid.UUID) -> FormVersion:
    """The school's wording, or the shipped one, which is kept as a version when it is first used. One or two queries.

    Raises:
        KeyError: there is no such form.

    """
    latest = FormVersion.objects.filter(school_id=school_id, definition=definition_id).order_by("-number").first()
    data = shipped_data(definition_id)
    digest = digest_of(data)
    if latest is not None and (latest.is_own or latest.digest == digest):
        return latest
    number = latest.number + 1 if latest else 1
    made, _ = FormVersion.objects.get_or_create(
        school_id=school_id, definition=definition_id, number=number, defaults={"digest": digest, "data": data}
    )
    return made


def definition_in_use(definition_id: str, school_id: uuid.UUID) -> Definition:
    """The form as the school words it. One query."""
    own = FormVersion.objects.filter(school_id=school_id, definition=definition_id).order_by("-number").first()
    return _read(own) if own is not None and own.is_own else definitions()[definition_id]


def definition_of(document: Document) -> Definition | None:
    """The form that this very paper was made with; None for a paper without a printed form."""
    if document.form is not None:
        return _read(document.form)
    return definitions().get(document.definition)


def data_of(form_id: uuid.UUID) -> Mapping[str, Any]:
    """A wording as it is kept. One query."""
    return FormVersion.objects.values_list("data", flat=True).get(pk=form_id)


def digest_of(data: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _read(form: FormVersion) -> Definition:
    return _parsed(form.digest, json.dumps(form.data))


@lru_cache(maxsize=200)
def _parsed(digest: str, data: str) -> Definition:
    return from_data(json.loads(data), "학교 서식")
