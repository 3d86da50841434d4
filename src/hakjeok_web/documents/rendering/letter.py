"""What stands around the text of an official draft (기안문): school, recipients and title above, senders below.

The system fills `_letter`, nobody types it:
{"school": …, "address": …, "phone": …, "number": "한빛초등학교-123(2024. 5. 3.)",
 "line": [{"kind": "결재", "title": "교감", "name": "이교감", "mark": "전결", "on": "5. 3."}]}
with the kinds 기안, 검토, 협조 and 결재.
A blank form shows the places to fill in by hand. Layout after 행정업무규정 시행규칙, 별지 제1호서식.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from hakjeok_web.documents.rendering.blocks import SANS, Block, Cell, Paragraph, Row, Table, Text

INSIDE = "내부결재"
BLANK_SCHOOL = "□□초등학교"
_PLACES = (("기안", "기안자"), ("검토", "검토자"), ("결재", "결재권자"))
_ROOM = "\u2003" * 4


def draft_head(
    letter: Mapping[str, Any], labels: Mapping[str, str], value_of: Callable[[str, str], Text], width: float
) -> Iterator[Block]:
    """The school's name, 수신, (경유), 제목 and a rule; `labels` as the form prints them (수신 or 수신자)."""
    school = Text(letter.get("school") or BLANK_SCHOOL, field="학교 이름")
    yield Paragraph((school,), align="center", size=20, bold=True, heading=1, tracking=0.3, below=9, leading=1.3)
    for key in ("recipient", "via"):
        runs = (Text(labels[key], bold=key == "recipient"), Text("\u2003"), value_of(key, ""))
        yield Paragraph(runs, size=12, hanging=17, leading=1.7)
    subject = value_of("subject", "")
    title = Paragraph(
        (Text(labels["subject"], bold=True), Text("\u2003"), Text(subject.text, bold=True, field=subject.field)),
        size=12,
        hanging=17,
        leading=1.7,
    )
    yield Table((width,), (Row((Cell((title,), borders="b", padding=(0.6, 0.0)),)),), below=3)


def draft_foot(letter: Mapping[str, Any], width: float, *, sends: bool) -> Iterator[Block]:
    """Who sends it (발신명의, none inside the school), the approval line, the number and where the school is."""
    if sends:
        sender = Text(f"{letter.get('school') or BLANK_SCHOOL}장", field="학교 이름")
        yield Paragraph((sender,), align="center", size=18, bold=True, above=16, below=6, tracking=0.2, leading=1.4)
    line = letter.get("line") or ()
    cells = tuple(_cell(f"{word}\u2003{_people(line, kind)}") for kind, word in _PLACES)
    rows = [
        Row(cells, 8),
        Row((_cell(f"협조자\u2003{_people(line, '협조')}", 3),), 7),
        Row((_cell(f"시행\u2003{letter.get('number') or _ROOM * 2}", 2), _cell(f"접수\u2003{_ROOM}")), 7),
        Row((_cell(_contact(letter), 3),), 7),
    ]
    yield Table((width * 0.32, width * 0.36, width * 0.32), tuple(rows), above=8, layout=True)


def _people(line: Sequence[Mapping[str, str]], kind: str) -> str:
    found = [_person(one) for one in line if one.get("kind") == kind]
    return " · ".join(found) or _ROOM


def _person(one: Mapping[str, str]) -> str:
    return " ".join(part for part in (one.get("title"), one.get("mark"), one.get("on"), one.get("name")) if part)


def _contact(letter: Mapping[str, Any]) -> str:
    return f"주소\u2003{letter.get('address') or _ROOM * 3}\u2003\u2003전화\u2003{letter.get('phone') or _ROOM}"


def _cell(text: str, colspan: int = 1) -> Cell:
    words = Paragraph((Text(text, field="기안문 아래"),), size=9, font=SANS, leading=1.4)
    return Cell((words,), colspan=colspan, borders="b", padding=(0.8, 0.6))
