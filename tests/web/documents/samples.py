"""Values that fill every field to its limit, and the foot of a print."""

from datetime import datetime

from hakjeok_web.documents.rendering import PrintFoot
from hakjeok_web.documents.rendering.definition import DEFAULT_MAX_LENGTH

FOOT = PrintFoot("김담임", datetime(2024, 5, 7, 10, 42), "출결 확인")  # noqa: DTZ001 - the wall clock of the school
WORDS = "선우하늘빛나무 학생은 ‘담양 소쇄원’과 「고서」 세 권(2023·2024)을 보고 적었습니다. "
FIXED = {
    "date": "2024-12-31",
    "datetime": "2024-12-31T23:59",
    "period": {"from": "2024-12-31", "to": "2025-01-31"},
    "rrn": "140709-4123456",
    "phone": "02-1234-5678",
    "number": 1234,
    "bool": False,
    "sex": "남",
    "person": "남궁하늘빛나무꽃잎별",
    "signature": "남궁하늘빛나무꽃잎별",
}


def values_of(definition, kind):
    """Nothing, the definition's own sample, or every field filled to its limit."""
    if kind == "full":
        return full_values(definition)
    return definition.sample if kind == "sample" else {}


def full_values(definition):
    return {field.key: _full(field) for field in definition.fields}


def _full(field):
    if field.type == "table":
        return [{column.key: _full(column) for column in field.columns}] * 2
    if field.type in ("choice", "multichoice"):
        return list(field.options) if field.type == "multichoice" else field.options[-1]
    if field.type in FIXED:
        return FIXED[field.type]
    length = field.max_length or DEFAULT_MAX_LENGTH[field.type]
    return (WORDS * (length // len(WORDS) + 1))[:length].strip()
