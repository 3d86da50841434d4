"""The words of a form that a school may change (서식 문구): found in its data by their place, and put back there.

Places are like `body.3.text` or `fields.0.hint`; layout, fields and figures of the form stay as they are.
"""

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hakjeok_web.documents.rendering.placeholders import placeholders

WHOLE, PAPER, CONSENT, NOTES, ENTRY = "제목", "본문", "동의", "알아 둘 것", "입력 화면의 칸 이름과 설명"
GROUPS = (WHOLE, PAPER, CONSENT, NOTES, ENTRY)
# What people call a block, and what the words in it are.
_BLOCKS = {
    "title": "제목", "heading": "소제목", "text": "문단", "addressee": "받는 이", "issuer": "보내는 이",
    "sign": "서명란", "notes": "유의 사항", "attachments": "붙임", "table": "표", "repeat": "여러 줄 표",
    "approval": "결재란", "slip": "잘라 내는 부분", "frame": "틀", "checks": "고르는 칸",
}  # fmt: skip
_PARTS = {"text": "", "label": " 이름", "mark": " 끝말", "side": " 옆말"}
_LISTS = {"items": "줄", "cells": "열"}
_CONSENT = {"title": "제목", "purpose": "목적", "items": "항목", "retention": "보유·이용 기간"}


@dataclass(frozen=True)
class WordingText:
    """One text of a form: where it stands, what to call it, how it reads now."""

    place: str
    group: str
    name: str
    text: str
    is_long: bool = False
    is_number: bool = False

    @property
    def slots(self) -> list[tuple[str, str]]:
        """The places for values (자리) in it, as they are written (`{visit_datetime:long}`), with their keys."""
        return [(f"{{{key}:{how}}}" if how else f"{{{key}}}", key) for key, how in placeholders(self.text)]


def texts_of(data: Mapping[str, Any]) -> list[WordingText]:
    """All texts that may be changed, in the order of the page."""
    return [
        WordingText("title", WHOLE, "서식 제목", data["title"]),
        WordingText("heading", WHOLE, "목록에서의 이름", data["heading"]),
        *_of_blocks(data.get("body", ()), "body"),
        *_of_consents(data),
        *(
            WordingText(f"notes.{at}", NOTES, f"{at + 1}째 줄", text, is_long=True)
            for at, text in enumerate(data.get("notes", ()))
        ),
        *_of_fields(data.get("fields", ())),
    ]


def changed(data: Mapping[str, Any], texts: Mapping[str, Any]) -> dict[str, Any]:
    """The data with new texts at their places."""
    made = copy.deepcopy(dict(data))
    for place, text in texts.items():
        *way, last = [int(step) if step.isdigit() else step for step in place.split(".")]
        holder: Any = made
        for step in way:
            holder = holder[step]
        if text == "" and isinstance(holder, dict) and last not in holder:
            continue
        holder[last] = text
    return made


def _of_blocks(blocks: Sequence[Mapping[str, Any]], where: str) -> Iterator[WordingText]:
    counts: dict[str, int] = {}
    for at, block in enumerate(blocks):
        kind = block["block"]
        counts[kind] = counts.get(kind, 0) + 1
        name = f"{_BLOCKS.get(kind, '지면')} {counts[kind]}"
        yield from _of_block(block, f"{where}.{at}", name)


def _of_block(block: Mapping[str, Any], place: str, name: str) -> Iterator[WordingText]:
    for key, part in _PARTS.items():
        if isinstance(block.get(key), str):
            yield WordingText(f"{place}.{key}", PAPER, name + part, block[key], is_long=key == "text")
    for key, part in _LISTS.items():
        for at, item in enumerate(block.get(key, ())):
            yield WordingText(f"{place}.{key}.{at}", PAPER, f"{name} · {at + 1}째 {part}", item, is_long=True)
    for key in ("rows", "head"):
        if isinstance(block.get(key), list):
            yield from _of_cells(block[key], f"{place}.{key}", name)
    if block["block"] == "repeat":
        least = str(block.get("min_rows", 0))
        yield WordingText(f"{place}.min_rows", PAPER, f"{name} · 빈 종이의 줄 수", least, is_number=True)
    yield from _of_blocks(block.get("body", ()), f"{place}.body")


def _of_cells(rows: Sequence[Any], place: str, name: str) -> Iterator[WordingText]:
    for row, cells in enumerate(rows):
        for at, cell in enumerate(cells):
            told = f"{name} · {row + 1}째 줄 {at + 1}째 칸"
            if isinstance(cell, str):
                yield WordingText(f"{place}.{row}.{at}", PAPER, told, cell, is_long=True)
            elif cell.get("text"):
                yield WordingText(f"{place}.{row}.{at}.text", PAPER, told, cell["text"], is_long=True)


def _of_consents(data: Mapping[str, Any]) -> Iterator[WordingText]:
    for at, consent in enumerate(data.get("consents", ())):
        for key, name in _CONSENT.items():
            told = f"{consent['title']} · {name}"
            yield WordingText(f"consents.{at}.{key}", CONSENT, told, consent[key], is_long=key != "title")


def _of_fields(fields: Sequence[Mapping[str, Any]]) -> Iterator[WordingText]:
    for at, field in enumerate(fields):
        called = field.get("spoken") or field["label"]
        yield WordingText(f"fields.{at}.spoken", ENTRY, f"{called} · 부르는 이름", field.get("spoken", ""))
        yield WordingText(f"fields.{at}.hint", ENTRY, f"{called} · 설명", field.get("hint", ""))
