"""What browsers send to the register, made into entries; every refusal names its field."""

import json
import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from hakjeok_web.attendance.actions import Entry
from hakjeok_web.attendance.models import Form, Kind
from hakjeok_web.attendance.month import Month
from hakjeok_web.config.refusals import Reason, Refused

MOST_CELLS = 45 * 31
NOT_OURS = (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError)


def parse_cells(body: bytes) -> tuple[uuid.UUID, list[Entry]]:
    """The idempotency key and the cells of a JSON act.

    Raises:
        Refused: it is not what the register's page sends.

    """
    try:
        sent = json.loads(body)
        cells = sent["cells"]
        if not isinstance(cells, list) or len(cells) > MOST_CELLS:
            raise ValueError("cells")
        entries = [_entry(cell) for cell in cells]
        if len({(entry.student, entry.day) for entry in entries}) < len(entries):
            raise ValueError("cells")
        return uuid.UUID(sent["key"]), entries
    except NOT_OURS as error:
        raise Refused(
            Reason("보낸 내용을 읽을 수 없습니다. 화면을 새로 열어 다시 적어 주세요.", field=str(error)[:60])
        ) from error


def parse_taking(body: bytes) -> tuple[uuid.UUID, bool]:
    """The idempotency key of taking a day, and whether those who were absent before are said to have come."""
    try:
        sent = json.loads(body)
        return uuid.UUID(sent["key"]), sent.get("came") is True
    except NOT_OURS as error:
        raise Refused("보낸 내용을 읽을 수 없습니다. 화면을 새로 열어 다시 눌러 주세요.") from error


def _entry(cell: Mapping[str, Any]) -> Entry:
    return Entry(
        student=uuid.UUID(cell["p"]),
        day=date.fromisoformat(cell["d"]),
        form=_text(cell.get("form")),
        kind=_text(cell.get("kind")),
        reason=_text(cell.get("reason")),
        note=_text(cell.get("note")),
        seen=int(cell.get("v") or 0),
    )


def _text(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError("text")
    value.encode()  # half a surrogate pair raises a ValueError: the database keeps none
    return value.strip().replace("\x00", "")


def parse_stray(data: Mapping[str, str], month: date) -> tuple[uuid.UUID, date]:
    """The pupil and the day of an entry that is to be cleared from the checks of a closing."""
    try:
        student, day = uuid.UUID(data["student"]), date.fromisoformat(data["day"])
    except NOT_OURS as error:
        raise Refused("지울 출결을 알 수 없습니다. 마감 점검을 새로 열어 다시 눌러 주세요.") from error
    if day.replace(day=1) != month:
        raise Refused("지울 출결이 이 달의 것이 아닙니다. 마감 점검을 새로 열어 다시 눌러 주세요.")
    return student, day


def entries_of_form(data: Mapping[str, str], month: Month, day: date) -> list[Entry]:
    """The day page without JavaScript: a form and a kind for each pupil; what is unchanged is left out."""
    entries = []
    for pupil in month.pupils_on(day):
        entry = _entry_of_form(data, str(pupil.id), pupil.id, day)
        if entry is not None and entry.value != month.cell(pupil.id, day).value:
            entries.append(entry)
    return entries


def _entry_of_form(data: Mapping[str, str], name: str, student: uuid.UUID, day: date) -> Entry | None:
    if f"form-{name}" not in data:
        return None
    form = data[f"form-{name}"]
    if form not in ("", *Form.values):
        return None  # no button of the page sends anything else
    kind = data.get(f"kind-{name}", "") if form and form != Form.PRESENT else ""
    seen = data.get(f"v-{name}", "0")
    return Entry(
        student=student,
        day=day,
        form=form,
        kind=kind if kind in Kind.values else "",
        reason=data.get(f"reason-{name}", "").strip() if form else "",
        note=data.get(f"note-{name}", "").strip() if form else "",
        seen=int(seen) if seen.isdecimal() else 0,
    )
