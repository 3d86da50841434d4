"""What a guardian fills in himself (보호자가 쓰는 칸), on the teacher's tablet now and in the parent service later."""

from collections.abc import Mapping
from typing import Any

from hakjeok_web.documents.forms import typed_fields
from hakjeok_web.documents.rendering import Definition, Field

_OWN = frozenset({"guardian", "student", "document"})
# The school's part of a guardian's form: what is received, checked and kept there.
_SCHOOLS_WORDS = ("접수", "담임", "확인자", "학교장", "담당", "처리", "결재")
FIRST = ""  # the part that is handed in first; a later one goes by its name (교외체험학습 보고서)


def is_for_guardians(definition: Definition) -> bool:
    """Whether guardians hand this form in."""
    return "보호자" in definition.issued_by or "학부모" in definition.issued_by


def parts_of_guardian(definition: Definition) -> dict[str, str]:
    """The parts that he writes at one time each, with what to call them (신청서 먼저, 보고서는 다녀온 뒤)."""
    his = {part: part for part in (FIRST, *definition.later_parts) if fields_of_guardian(definition, part)}
    first = next((each.part for each in definition.fields if _part_of(each, definition) == FIRST), "")
    return his | {FIRST: first} if len(his) > 1 and first else his | {FIRST: definition.title}


def fields_of_guardian(definition: Definition, part: str = FIRST) -> list[str]:
    """The keys of the fields of a part that he fills in, in printed order."""
    return [each.key for each in typed_fields(definition) if _is_his(each) and _part_of(each, definition) == part]


def _is_his(field: Field) -> bool:
    said = f"{field.part} {field.group} {field.name}"
    return field.of in _OWN and not any(word in said for word in _SCHOOLS_WORDS)


def _part_of(field: Field, definition: Definition) -> str:
    return field.part if field.part in definition.later_parts else FIRST


def merged(
    definition: Definition, kept: Mapping[str, Any], typed: Mapping[str, Any], part: str = FIRST
) -> dict[str, Any]:
    """The draft with his part written anew; everything else stays as it was, whatever else he sends."""
    his = set(fields_of_guardian(definition, part))
    return {key: value for key, value in kept.items() if key not in his} | {
        key: value for key, value in typed.items() if key in his
    }


def unsigned(definition: Definition, values: Mapping[str, Any], part: str = FIRST) -> dict[str, Any]:
    """The values without the signatures of that part: whoever signs does so himself, after what he has read."""
    his = fields_of_guardian(definition, part)
    signatures = {each.key for each in definition.fields if each.type == "signature" and each.key in his}
    return {key: value for key, value in values.items() if key not in signatures}
