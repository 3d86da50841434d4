"""Reads definition files (서식 정의 읽기) and refuses those that could not be printed, naming file and place."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from hakjeok_web.documents.rendering.definition import FIELD_TYPES, KINDS, OWNERS, Consent, Definition, Field
from hakjeok_web.documents.rendering.errors import DefinitionError
from hakjeok_web.documents.rendering.placeholders import HOWS, LINE_NUMBER, placeholders

DEFINITIONS = Path(__file__).parents[1] / "definitions"
_KEY = re.compile(r"[a-z][a-z0-9_]*")
_AUTO = re.compile(rf"({'|'.join(OWNERS)})\.[a-z_]+")
# What every official draft (기안문) has above its text; `draft_head` prints them.
DRAFT_FIELDS = ("recipient", "via", "subject")
# Each body block with the keys it may carry; `when` (`key`, `key=value`, `key!=value`) fits every block.
BLOCKS: dict[str, frozenset[str]] = {
    "title": frozenset({"text", "size", "tracking", "above", "below"}),
    "approval": frozenset({"roles", "label", "left"}),
    "heading": frozenset({"text", "size", "above", "below", "align"}),
    "text": frozenset(
        {"text", "align", "size", "bold", "indent", "left", "hanging", "above", "below", "leading", "font"}
    ),
    "table": frozenset({"columns", "rows", "size", "above", "below", "header_rows", "height", "align"}),
    "repeat": frozenset(
        {
            "field",
            "columns",
            "numbered",
            "size",
            "height",
            "above",
            "below",
            "min_rows",
            "head",
            "side",
            "align",
            "cells",
        }
    ),
    "checks": frozenset({"field", "columns", "size", "above", "below", "left"}),
    "notes": frozenset({"items", "mark", "size", "above", "below", "left"}),
    "attachments": frozenset({"items", "size", "above"}),
    "sign": frozenset({"field", "label", "mark", "size", "above", "align"}),
    "issuer": frozenset({"field", "mark", "size", "above", "below"}),
    "addressee": frozenset({"text", "size", "above", "below"}),
    "consent": frozenset({"index", "size", "above", "columns"}),
    "frame": frozenset({"body", "above", "padding"}),
    "slip": frozenset({"body", "label"}),
    "space": frozenset({"height"}),
    "break": frozenset(),
    "register": frozenset({"field"}),
    "draft_head": frozenset(),
    "draft_foot": frozenset({"sender"}),
}
CELL_KEYS = frozenset(
    {
        "text", "head", "colspan", "rowspan", "align", "valign", "bold", "size", "height", "borders", "fill",
        "approval", "label", "roles",
    }
)  # fmt: skip


@lru_cache(maxsize=1)
def definitions() -> Mapping[str, Definition]:
    """All shipped definitions by id, in the order of the handbook, and those of the folder HAKJEOK_FORMS, if it is set.

    Raises:
        DefinitionError: a file is wrong, or two files have the same id.

    """
    found: dict[str, Definition] = {}
    for file in sorted(_files(), key=_handbook_order):
        definition = load(file)
        if definition.id in found:
            raise DefinitionError(file.name, "id", f"‘{definition.id}’을(를) 다른 파일도 씁니다. 하나를 바꾸어 주세요.")
        found[definition.id] = definition
    return found


def _files() -> list[Path]:
    more = os.environ.get("HAKJEOK_FORMS")
    return [file for folder in (DEFINITIONS, *([Path(more)] if more else [])) for file in folder.glob("*.toml")]


@cache
def shipped_data(definition_id: str) -> Mapping[str, Any]:
    """A shipped definition as its file has it: what papers keep as their wording.

    Raises:
        KeyError: there is none.

    """
    if definition_id not in definitions():
        raise KeyError(definition_id)
    file = next(each for each in _files() if each.stem == definition_id)
    return tomllib.loads(file.read_text(encoding="utf-8"))


def load(file: Path) -> Definition:
    """One definition from its file.

    Raises:
        DefinitionError: names the place and what to change.

    """
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError(file.name, "문법", f"TOML로 읽을 수 없습니다({error}).") from error
    return from_data(data, file.name)


def from_data(data: Mapping[str, Any], file: str) -> Definition:
    """A definition from its data, as `load` does; for overrides kept in the database (학교 서식 문구)."""
    _refuse_unknown(data, Definition.__dataclass_fields__, file, "맨 위")
    for key in ("id", "title", "heading", "kind"):
        if not isinstance(data.get(key), str) or not data[key]:
            raise DefinitionError(file, key, "적혀 있지 않습니다. 글자로 적어 주세요.")
    if data["kind"] not in KINDS:
        raise DefinitionError(
            file, "kind", f"‘{data['kind']}’은(는) 없는 종류입니다. {', '.join(KINDS)} 가운데 적어 주세요."
        )
    plain = {key: _frozen(value) for key, value in data.items() if key not in ("fields", "consents", "body", "sample")}
    definition = Definition(
        **plain,
        fields=tuple(_field(entry, file, f"fields[{n}]") for n, entry in enumerate(data.get("fields", []), 1)),
        consents=tuple(_consent(entry, file, n) for n, entry in enumerate(data.get("consents", []), 1)),
        body=tuple(data.get("body", [])),
        sample=data.get("sample", {}),
    )
    _require_sound(definition, file)
    return definition


def _field(entry: Mapping[str, Any], file: str, where: str) -> Field:
    _refuse_unknown(entry, Field.__dataclass_fields__, file, where)
    if not _KEY.fullmatch(entry.get("key", "")):
        raise DefinitionError(file, where, "key는 영문 소문자로 시작하는 이름이어야 합니다.")
    where = f"{where} {entry['key']}"
    if not entry.get("label"):
        raise DefinitionError(file, where, "label이 없습니다. 칸 이름을 적어 주세요.")
    if entry.get("type", "text") not in FIELD_TYPES:
        raise DefinitionError(
            file, where, f"type ‘{entry['type']}’은(는) 없는 갈래입니다. {', '.join(FIELD_TYPES)} 가운데 적어 주세요."
        )
    if entry.get("of", "document") not in OWNERS:
        raise DefinitionError(
            file, where, f"of ‘{entry['of']}’은(는) 없습니다. {', '.join(OWNERS)} 가운데 적어 주세요."
        )
    if entry.get("auto") and not _AUTO.fullmatch(entry["auto"]):
        raise DefinitionError(file, where, "auto는 student.name처럼 ‘대상.항목’으로 적어 주세요.")
    if entry.get("type") in ("choice", "multichoice") and not entry.get("options"):
        raise DefinitionError(file, where, "options(보기)가 없습니다. 고를 것을 적어 주세요.")
    if (entry.get("type") == "table") != bool(entry.get("columns")):
        raise DefinitionError(file, where, "columns(열)는 type이 table일 때, 그때만 적습니다.")
    columns = tuple(
        _field(column, file, f"{where}.columns[{n}]") for n, column in enumerate(entry.get("columns", []), 1)
    )
    rows = entry.get("rows", ())
    plain = {key: _frozen(value) for key, value in entry.items() if key not in ("columns", "rows")}
    return Field(**plain, columns=columns, rows=(rows,) if isinstance(rows, str) else tuple(rows))


def _consent(entry: Mapping[str, Any], file: str, number: int) -> Consent:
    where = f"consents[{number}]"
    _refuse_unknown(entry, Consent.__dataclass_fields__, file, where)
    for key in ("title", "purpose", "items", "retention"):
        if not entry.get(key):
            raise DefinitionError(file, where, f"{key}이(가) 없습니다. 동의에 꼭 알려야 하는 내용입니다.")
    return Consent(**{key: _frozen(value) for key, value in entry.items()})


def _require_sound(definition: Definition, file: str) -> None:
    """Keys once only, every block known, every placeholder a field, every field somewhere on the paper."""
    keys = [field.key for field in definition.fields]
    twice = {key for key in keys if keys.count(key) > 1}
    if twice:
        raise DefinitionError(file, "fields", f"key {', '.join(sorted(twice))}이(가) 두 번 있습니다.")
    for field in definition.fields:
        if strange := set(field.optional_rows) - set(field.named_rows):
            raise DefinitionError(file, field.key, f"optional_rows의 ‘{min(strange)}’ 줄이 rows에 없습니다.")
        if field.not_before and field.not_before not in keys:
            raise DefinitionError(file, field.key, f"not_before의 ‘{field.not_before}’ 칸이 없습니다.")
    used = set(_used(definition, definition.body, file, "body"))
    for key in used - set(keys):
        raise DefinitionError(file, "body", f"‘{key}’ 칸이 fields에 없습니다.")
    for key in keys:
        if key not in used:
            raise DefinitionError(file, "body", f"‘{key}’ 칸이 지면에 나오지 않습니다. body에 넣어 주세요.")
    for part in set(definition.later_parts) - {field.part for field in definition.fields}:
        raise DefinitionError(file, "later_parts", f"‘{part}’ 쪽에 속하는 칸이 없습니다.")
    for key in set(definition.sample) - set(keys):
        raise DefinitionError(file, "sample", f"‘{key}’ 칸이 fields에 없습니다.")


def _used(definition: Definition, body: Any, file: str, where: str) -> Iterator[str]:
    """Keys of the fields that a body prints; checks its blocks on the way."""
    for number, block in enumerate(body, 1):
        kind = block.get("block")
        here = f"{where}[{number}]"
        if kind not in BLOCKS:
            raise DefinitionError(file, here, f"block ‘{kind}’은(는) 없습니다. {', '.join(BLOCKS)} 가운데 적어 주세요.")
        here = f"{here} {kind}"
        _refuse_unknown(block, BLOCKS[kind] | {"block", "when"}, file, here)
        yield from _used_by_block(definition, block, file, here)


def _used_by_block(definition: Definition, block: Mapping[str, Any], file: str, here: str) -> Iterator[str]:
    if "field" in block:
        yield block["field"]
    for text in _texts(block, file, here):
        for key in _placed(text, file, here):
            yield _field_key(definition, key, file, here)
    for text in block.get("cells", ()):
        for key in _placed(text, file, here):
            if key != LINE_NUMBER:
                _field_key(definition, f"{block['field']}.1.{key}", file, here)
    if block["block"] == "draft_head":
        yield from DRAFT_FIELDS
    if block["block"] == "consent":
        index = block.get("index", 1)
        if not 1 <= index <= len(definition.consents):
            raise DefinitionError(file, here, f"consents에 {index}번이 없습니다.")
        yield definition.consents[index - 1].field or ""
    yield from _used(definition, block.get("body", ()), file, f"{here}.body")


def _placed(text: str, file: str, here: str) -> Iterator[str]:
    """Keys of the placeholders in a text, once it is sure that each may be written that way."""
    for key, how in placeholders(text):
        if how and how not in HOWS and not how.startswith(("+", "box ")):
            raise DefinitionError(file, here, f"{{{key}:{how}}}에서 ‘{how}’은(는) 없는 표기입니다.")
        yield key


def _field_key(definition: Definition, key: str, file: str, here: str) -> str:
    """The field that a placeholder names; of `table.2.column` the table, once it is sure that the cell exists."""
    table, _, rest = key.partition(".")
    if not rest:
        return table
    number, column = rest.split(".")
    found = [each for each in definition.fields if each.key == table and each.type == "table"]
    if not found or column not in {each.key for each in found[0].columns}:
        raise DefinitionError(file, here, f"{{{key}}}: 표 ‘{table}’에 ‘{column}’ 열이 없습니다.")
    if found[0].named_rows and int(number) > len(found[0].named_rows):
        raise DefinitionError(file, here, f"{{{key}}}: 표 ‘{table}’의 줄은 {len(found[0].named_rows)}개입니다.")
    return table


def _texts(block: Mapping[str, Any], file: str, here: str) -> Iterator[str]:
    yield from (block[key] for key in ("text", "label", "mark", "side") if key in block)
    if block["block"] in ("notes", "attachments"):
        yield from block.get("items", ())
    if block["block"] == "repeat":
        yield from _cell_texts(block, block.get("head", ()), file, here)
    if block["block"] == "table":
        yield from _cell_texts(block, block["rows"], file, here)


def _cell_texts(block: Mapping[str, Any], rows: Any, file: str, here: str) -> Iterator[str]:
    for row in rows:
        span = 0
        for cell in row:
            if isinstance(cell, Mapping):
                _refuse_unknown(cell, CELL_KEYS, file, here)
            span += cell.get("colspan", 1) if isinstance(cell, Mapping) else 1
            yield cell if isinstance(cell, str) else cell.get("text", "")
        if span > len(block["columns"]):
            raise DefinitionError(file, here, f"한 줄에 {span}칸이 있으나 columns는 {len(block['columns'])}칸입니다.")


def _refuse_unknown(entry: Mapping[str, Any], known: Any, file: str, where: str) -> None:
    strange = sorted(set(entry) - set(known))
    if strange:
        raise DefinitionError(file, where, f"‘{strange[0]}’은(는) 모르는 항목입니다. 이름을 살펴봐 주세요.")


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value


def _handbook_order(file: Path) -> tuple[Any, ...]:
    """`1-2` before `1-10`, names without a number last."""
    parts = file.stem.split("-")
    numbered = all(part.isdigit() for part in parts)
    return (0, tuple(map(int, parts))) if numbered else (1, file.stem)
