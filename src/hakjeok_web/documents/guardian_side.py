"""What a guardian fills in himself (보호자가 쓰는 칸), on the teacher's tablet now and in the parent service later."""

from collections.abc import Mapping
from typing import Any

from hakjeok_web.documents.forms import typed_fields
from hakjeok_web.documents.rendering import Definition, Field

_OWN = frozenset({"guardian", "student", "document"})
# The school's part of a guardian's form: what is received, checked and kept there.
_SCHOOLS_WORDS = ("접수", "담임", "확인자", "학교장", "담당", "처리", "결재")


def is_for_guardians(definition: Definition) -> bool:
    """Whether guardians hand this form in."""
    return "보호자" in definition.issued_by or "학부모" in definition.issued_by


def fields_of_guardian(definition: Definition) -> list[str]:
    """The keys of the fields that he fills in, in printed order."""
    return [each.key for each in typed_fields(definition) if _is_his(each)]


def _is_his(field: Field) -> bool:
    said = f"{field.part} {field.group} {field.name}"
    return field.of in _OWN and not any(word in said for word in _SCHOOLS_WORDS)


def merged(definition: Definition, kept: Mapping[str, Any], typed: Mapping[str, Any]) -> dict[str, Any]:
    """The draft with his part written anew; the school's part stays as it was."""
    his = set(fields_of_guardian(definition))
    return {key: value for key, value in kept.items() if key not in his} | dict(typed)
