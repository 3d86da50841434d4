"""Values of fields (칸의 값): checked with a sentence for the person, and written as the paper writes them.

Values are JSON: dates "2024-05-03", instants "2024-05-03T14:00", periods {"from": …, "to": …}, choices by their words,
tables as lists of objects, signatures as a name or {"name": …, "drawn": a picture in base64}; `date` and `datetime`
objects are taken too. Nothing given means: print the blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from hakjeok import korean
from hakjeok_web.documents.rendering.blocks import TICKED, UNTICKED
from hakjeok_web.documents.rendering.definition import DEFAULT_MAX_LENGTH, Definition, Field
from hakjeok_web.documents.rendering.errors import BadValue
from hakjeok_web.documents.rendering.printable import as_printed, unprintable
from hakjeok_web.documents.rendering.register_sheet import WEEKDAYS
from hakjeok_web.documents.rendering.signatures import drawing_of, name_of, wrong_drawing

_GAP = "\u2003"
_BLANKS = {
    "date": f"20{_GAP * 2}.{_GAP * 2}.{_GAP * 2}.",
    "datetime": f"20{_GAP * 2}.{_GAP * 2}.{_GAP * 2}.({_GAP}){_GAP * 2}:{_GAP}",
    "period": f"20{_GAP * 2}.{_GAP * 2}.{_GAP * 2}.~{_GAP * 2}.{_GAP * 2}.",
    "rrn": f"{_GAP * 6}-{_GAP * 7}",
}
_LONG_BLANKS = {
    "date": f"20{_GAP * 2}년{_GAP * 2}월{_GAP * 2}일",
    "datetime": f"20{_GAP * 2}년{_GAP * 2}월{_GAP * 2}일({_GAP}){_GAP * 2}시{_GAP * 2}분",
    "period": f"20{_GAP * 2}년{_GAP * 2}월{_GAP * 2}일~{_GAP * 2}년{_GAP * 2}월{_GAP * 2}일",
}
# What a signature may consist of besides its name; a certificate is not asked for yet.
_SIGNED = frozenset({"name", "drawn", "certificate"})
_RRN = re.compile(r"\d{6}-?[0-9*]{7}")
_PHONE = re.compile(r"[0-9*+\-() ]{7,20}")


def check(definition: Definition, values: Mapping[str, Any]) -> list[BadValue]:
    """Everything wrong with the values, in printed order; an empty list means the document may be made."""
    known = {field.key for field in definition.fields}
    problems = [
        BadValue(key, key, f"{definition.title}에 ‘{key}’ 칸이 없습니다. 서식을 다시 열어 주세요.")
        for key in values
        if key not in known and not key.startswith("_")
    ]
    waiting = _parts_not_begun(definition, values)
    for field in definition.fields:
        if field.part not in waiting:
            problems += _field_problems(field, values.get(field.key))
    return problems + list(_order_problems(definition, values)) + unprintable(definition, values)


def _parts_not_begun(definition: Definition, values: Mapping[str, Any]) -> set[str]:
    """Parts for later in which nobody has written yet; what stands there by itself does not count as writing."""
    written_in = [field for field in definition.fields if not field.auto and is_given(values.get(field.key))]
    begun = {field.part for field in written_in if values[field.key] != field.preset}
    return set(definition.later_parts) - begun


def is_given(value: Any) -> bool:
    """False and 0 are answers; None, blanks and empty lists are not. A signature needs its name."""
    if isinstance(value, Mapping) and set(value) & {"drawn", "certificate"}:
        value = value.get("name")
    return value is not None and value != [] and value != {} and (not isinstance(value, str) or bool(value.strip()))


def drawing(field: Field, value: Any) -> bytes:
    """The drawn signature of a signature field, or nothing."""
    return drawing_of(value) if field.type == "signature" else b""


def written(field: Field, value: Any, how: str = "") -> str:
    """The value as the paper writes it, or the blank to fill in by hand. `how` is one of placeholders.HOWS."""
    if how.startswith("+"):
        return with_particle(written(field, value), how[1:])
    if how == "boxes":
        return boxes(field, value)
    if how.startswith("box "):
        return _box(field, value, how[4:])
    if not is_given(value):
        return blank(field, how)
    return as_printed(_by_type(field, value, how))


def blank(field: Field, how: str = "") -> str:
    """What an unfilled field shows: what stands there anyway, dots for dates, boxes for choices, room for the rest."""
    if field.blank or field.preset:
        return field.blank or field.preset
    if field.type in ("choice", "multichoice", "bool", "sex"):
        return boxes(field, None)
    if how in ("year", "month", "day", "hour", "minute", "days", "from", "to"):
        return _GAP * 3
    if how == "time":
        return f"{_GAP * 2}:{_GAP * 2}"
    if how == "dayname":
        return f"{_GAP}요일"
    if field.type == "number":
        return _GAP * 3 + field.unit
    table = _LONG_BLANKS if how == "long" else _BLANKS
    return table.get(field.type, "")


def boxes(field: Field, value: Any) -> str:
    """All options with a box each, ticked where chosen (네모 칸)."""
    return "  ".join(_box(field, value, option) for option in options_of(field))


def options_of(field: Field) -> tuple[str, ...]:
    if field.options:
        return field.options
    return {"sex": ("남", "여"), "bool": ("예", "아니오")}.get(field.type, ())


def lines_of(field: Field, value: Any, least: int = 0) -> list[Mapping[str, Any]]:
    """The lines of a table as they are printed: named lines always all of them, others at least so many."""
    given = list(value or ())
    if not field.named_rows:
        return given + [{}] * (max(least, field.min_rows, 1) - len(given))
    named = [{field.columns[0].key: name} for name in field.named_rows]
    return [{**named[at], **(given[at] if at < len(given) else {})} for at in range(len(named))]


def with_particle(word: str, pair: str) -> str:
    """The word with the particle for its last sound: `이/가` gives 김서연이, 박하나가; unknown ends get 이(가)."""
    closed, open_ = pair.split("/")
    last = word.strip()[-1:]
    if "가" <= last <= "힣":
        return word + (closed if (ord(last) - ord("가")) % 28 else open_)
    return f"{word}{closed}({open_})"


def as_date(value: Any) -> date:
    return value if isinstance(value, date) and not isinstance(value, datetime) else date.fromisoformat(value)


def as_datetime(value: Any) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


def short_date(day: date, weekday: bool = False) -> str:
    """`2024. 5. 3.`, with the weekday `2024. 5. 3.(금)`."""
    tail = f"({WEEKDAYS[day.weekday()]})" if weekday else ""
    return f"{day.year}. {day.month}. {day.day}.{tail}"


def long_date(day: date) -> str:
    return f"{day.year}년 {day.month}월 {day.day}일"


def _box(field: Field, value: Any, option: str) -> str:
    # The box and its word stay on one line.
    return f"{TICKED if option in _chosen(field, value) else UNTICKED}\u00a0{option}"


def _chosen(field: Field, value: Any) -> tuple[str, ...]:
    if not is_given(value):
        return ()
    if isinstance(value, bool):
        return (options_of(field)[0 if value else 1],)
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def _by_type(field: Field, value: Any, how: str) -> str:
    if field.type == "date":
        return _date_text(as_date(value), how)
    if field.type == "datetime":
        return _datetime_text(as_datetime(value), how)
    if field.type == "period":
        return _period_text(value, how)
    if field.type == "signature" and isinstance(value, Mapping):
        return str(value["name"])
    if field.type == "number":
        if how == "year":
            return str(value)
        return f"{value:,}{field.unit}" if isinstance(value, int) else f"{value}{field.unit}"
    if field.type in ("choice", "multichoice", "bool", "sex"):
        return ", ".join(_chosen(field, value))
    return f"{name_of(value)}{field.unit}"


def _date_text(day: date, how: str) -> str:
    if how in ("year", "month", "day"):
        return str(getattr(day, how))
    if how == "dayname":
        return f"{WEEKDAYS[day.weekday()]}요일"
    return long_date(day) if how == "long" else short_date(day, weekday=how == "weekday")


def _datetime_text(moment: datetime, how: str) -> str:
    if how in ("year", "month", "day", "dayname"):
        return _date_text(moment.date(), how)
    if how in ("hour", "minute"):
        return str(getattr(moment, how))
    if how == "time":
        return f"{moment:%H:%M}"
    weekday = f"({WEEKDAYS[moment.weekday()]})"
    if how == "long":
        minutes = f" {moment.minute}분" if moment.minute else ""
        return f"{long_date(moment.date())}{weekday} {moment.hour}시{minutes}"
    return f"{short_date(moment.date())}{weekday} {moment:%H:%M}"


def _period_text(period: Mapping[str, Any], how: str) -> str:
    first, last = as_date(period["from"]), as_date(period["to"])
    if how in ("from", "to"):
        return short_date(first if how == "from" else last)
    if how == "days":
        return str((last - first).days + 1)
    if how == "long":
        return f"{long_date(first)}~{long_date(last)}"
    end = f"{last.month}. {last.day}." if last.year == first.year else short_date(last)
    return f"{short_date(first)}~{end}"


def _field_problems(field: Field, value: Any) -> list[BadValue]:
    if field.type == "table":
        return _table_problems(field, value)
    if not is_given(value):
        if not field.required:
            return []
        verb = "골라" if options_of(field) else "적어"
        return [BadValue(field.key, field.name, f"{field.name}: 비어 있습니다. {verb} 주세요.")]
    reason = _wrong_type(field, value)
    return [BadValue(field.key, field.name, f"{field.name}: {reason}")] if reason else []


def _table_problems(field: Field, value: Any) -> list[BadValue]:
    if not is_given(value):
        return [BadValue(field.key, field.name, f"{field.name}: 한 줄 이상 적어 주세요.")] if field.required else []
    if not isinstance(value, list | tuple) or not all(isinstance(line, Mapping) for line in value):
        return [BadValue(field.key, field.name, f"{field.name}: 표의 줄을 읽을 수 없습니다. 다시 적어 주세요.")]
    problems = []
    for number, line in enumerate(value, start=1):
        if _may_stay_empty(field, number, line):
            continue
        for column in field.columns:
            for problem in _field_problems(column, line.get(column.key)):
                key = f"{field.key}.{number}.{column.key}"
                problems.append(BadValue(key, column.name, f"{field.name} {number}째 줄 {problem.message}"))
    return problems


def _may_stay_empty(table: Field, number: int, line: Mapping[str, Any]) -> bool:
    """Whether nothing is written in a printed line that need not be filled in."""
    name = table.named_rows[number - 1] if number <= len(table.named_rows) else ""
    written_in = [each for each in line.values() if is_given(each) and each != name]
    return name in table.optional_rows and not written_in


def _wrong_type(field: Field, value: Any) -> str:
    """Why the value does not fit the field, and what to do; empty if it fits."""
    if field.type in ("date", "datetime", "period"):
        return _wrong_time(field, value)
    if field.type == "number":
        good = isinstance(value, int | float) and not isinstance(value, bool)
        return "" if good else "숫자가 아닙니다. 숫자로 적어 주세요."
    if options_of(field):
        return _wrong_choice(field, value)
    if field.type == "signature" and isinstance(value, Mapping):
        return _wrong_signature(field, value)
    if field.type == "register":
        return "" if isinstance(value, Mapping) else "출석부 자료가 아닙니다. 출석부 화면에서 다시 인쇄해 주세요."
    if not isinstance(value, str):
        return "글자가 아닙니다. 글자로 적어 주세요."
    return _wrong_text(field, value)


def _wrong_signature(field: Field, value: Mapping[str, Any]) -> str:
    if not set(value) <= _SIGNED or not isinstance(value.get("name"), str):
        return "서명을 읽을 수 없습니다. 다시 서명해 주세요."
    return wrong_drawing(value) or _wrong_text(field, value["name"])


def _wrong_text(field: Field, value: str) -> str:
    longest = field.max_length or DEFAULT_MAX_LENGTH.get(field.type, 0)
    if longest and len(value) > longest:
        return f"{len(value)}자라서 너무 깁니다. {longest}자까지 적어 주세요."
    if field.type == "rrn" and not _RRN.fullmatch(value):
        return "주민등록번호 13자리가 아닙니다. 140503-1234567처럼 적어 주세요."
    if field.type == "phone" and not _PHONE.fullmatch(value):
        return "전화번호로 읽을 수 없습니다. 010-1234-5678처럼 적어 주세요."
    return ""


def _wrong_choice(field: Field, value: Any) -> str:
    if isinstance(value, bool):
        return "" if field.type == "bool" else "보기에서 골라 주세요."
    if isinstance(value, list | tuple) and field.type != "multichoice":
        return "하나만 골라 주세요."
    strange = [one for one in _chosen(field, value) if one not in options_of(field)]
    if strange:
        unknown = korean.with_particle(f"‘{strange[0]}’", "은", "는")
        return f"{unknown} 보기에 없습니다. {', '.join(options_of(field))} 가운데 골라 주세요."
    return ""


def _wrong_time(field: Field, value: Any) -> str:
    try:
        if field.type == "period":
            if as_date(value["from"]) > as_date(value["to"]):
                return "끝나는 날이 시작하는 날보다 앞섭니다. 두 날짜를 다시 골라 주세요."
        else:
            (as_date if field.type == "date" else as_datetime)(value)
    except (ValueError, TypeError, KeyError):
        example = {"date": "2024-05-03", "datetime": "2024-05-03T14:00"}.get(
            field.type, "2024-05-03부터 2024-05-08까지"
        )
        return f"날짜로 읽을 수 없습니다. {example}처럼 적어 주세요."
    return ""


def _order_problems(definition: Definition, values: Mapping[str, Any]) -> Iterator[BadValue]:
    for field in definition.fields:
        earlier = values.get(field.not_before) if field.not_before else None
        later = values.get(field.key)
        if not is_given(earlier) or not is_given(later):
            continue
        first = definition.field(field.not_before)
        if _wrong_type(field, later) or _wrong_type(first, earlier):
            continue
        if _day(field, later) < _day(first, earlier):
            message = f"{field.name}: {first.name}보다 앞섭니다. 날짜를 다시 골라 주세요."
            yield BadValue(field.key, field.name, message)


def _day(field: Field, value: Any) -> date:
    if field.type == "period":
        return as_date(value["from"])
    return as_datetime(value).date() if field.type == "datetime" else as_date(value)
