"""Which wording of a form is in use at a school (서식 판), and the wording that a paper was made with."""

import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from hakjeok_web.accounts.policies import Actor
from hakjeok_web.config.refusals import Refused
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


@dataclass(frozen=True)
class InUse:
    """A form with the wording that the school uses (학교 서식 문구 목록의 한 줄)."""

    definition: Definition  # as shipped
    latest: FormVersion | None
    is_own: bool
    is_outdated: bool  # the shipped form has changed since the school worded its own


def all_in_use(school_id: uuid.UUID) -> list[InUse]:
    """Every form, those with the school's own wording first. One query."""
    versions = FormVersion.objects.filter(school_id=school_id).select_related("made_by").defer("data")
    by_form: dict[str, list[FormVersion]] = {}
    for version in versions.order_by("definition", "-number"):
        by_form.setdefault(version.definition, []).append(version)
    listed = [_in_use(definition, by_form.get(definition.id, [])) for definition in definitions().values()]
    return sorted(listed, key=lambda each: not each.is_own)


def history_of(definition_id: str, school_id: uuid.UUID) -> list[FormVersion]:
    """All wordings of a form at a school, newest first. One query."""
    found = FormVersion.objects.filter(school_id=school_id, definition=definition_id).select_related("made_by")
    return list(found.order_by("-number"))


def in_use_of(definition_id: str, history: Sequence[FormVersion]) -> InUse:
    """What is in use, read from the history. No query."""
    return _in_use(definitions()[definition_id], history)


def save_wording(
    *, definition_id: str, data: Mapping[str, Any], reason: str, seen: int, by: Actor, is_own: bool = True
) -> FormVersion:
    """Use this wording from now on (문구 저장). Papers that exist keep theirs. `seen` is the version it was made from.

    Raises:
        Refused: somebody else saved one meanwhile.
        DefinitionError: the form would not be sound with it.

    """
    from_data(data, "학교 서식")
    try:
        with transaction.atomic():
            return FormVersion.objects.create(
                school_id=by.school_id, definition=definition_id, number=seen + 1, digest=digest_of(data), data=data,
                is_own=is_own, reason=reason, made_by=by.user,
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused(_who_was_first(definition_id, by)) from error


def restore_shipped(*, definition_id: str, seen: int, by: Actor) -> FormVersion:
    """Go back to the shipped wording (기본 문구로 되돌리기), as one more version.

    Raises:
        Refused: somebody else saved one meanwhile.

    """
    data = shipped_data(definition_id)
    return save_wording(
        definition_id=definition_id, data=data, reason="기본 문구로 되돌림", seen=seen, by=by, is_own=False
    )


def _in_use(definition: Definition, versions: Sequence[FormVersion]) -> InUse:
    """`versions` are newest first."""
    latest = versions[0] if versions else None
    is_own = latest is not None and latest.is_own
    basis = next((each for each in versions if not each.is_own), None)
    outdated = is_own and (basis is None or basis.digest != digest_of(shipped_data(definition.id)))
    return InUse(definition, latest, is_own, outdated)


def _who_was_first(definition_id: str, by: Actor) -> str:
    first = history_of(definition_id, by.school_id)[0]
    at = timezone.localtime(first.made_at)
    who = f"{first.made_by.name} 님이" if first.made_by else "다른 사람이"
    return f"{who} {at:%H:%M}에 이 서식의 문구를 먼저 고쳤습니다. 화면을 새로 열어 지금 문구를 보고 다시 고쳐 주세요."
