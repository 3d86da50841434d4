"""`hakjeok forms`: lists the documents and prints them, without a database (서식 명령)."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hakjeok_web.documents.rendering.definition import Definition
from hakjeok_web.documents.rendering.errors import DocumentError
from hakjeok_web.documents.rendering.loading import definitions
from hakjeok_web.documents.rendering.making import FORMATS, render
from hakjeok_web.documents.rendering.values import check

BAD = 2
USAGE = """\
쓰는 법:
  hakjeok forms list [--json]
  hakjeok forms render 서식번호 --format hwpx|pdf --out 파일 [--values 파일.json | --sample | --blank]
"""


class _Refused(Exception):
    """What the person asked for cannot be done; the message says why and what to do."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> Any:
        raise _Refused(USAGE.rstrip())


def main(arguments: list[str]) -> int:
    """Exit status: 0, or 2 with a sentence on the error output and no file written."""
    try:
        asked = _parser().parse_args(arguments)
        if asked.verb == "list":
            _list(as_json=asked.json)
        else:
            _render(asked)
    except (_Refused, DocumentError) as error:
        sys.stderr.write(f"{error}\n")
        return BAD
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="hakjeok forms", usage=USAGE)
    verbs = parser.add_subparsers(dest="verb", required=True, parser_class=_Parser)
    verbs.add_parser("list").add_argument("--json", action="store_true")
    rendering = verbs.add_parser("render")
    rendering.add_argument("id")
    rendering.add_argument("--format", choices=FORMATS, required=True)
    rendering.add_argument("--out", type=Path, required=True)
    source = rendering.add_mutually_exclusive_group()
    source.add_argument("--values", type=Path)
    source.add_argument("--sample", action="store_true")
    source.add_argument("--blank", action="store_true")
    return parser


def _list(*, as_json: bool) -> None:
    for line in [_as_json()] if as_json else _lines():
        sys.stdout.write(line + "\n")


def _lines() -> Iterator[str]:
    for definition in definitions().values():
        page = f"p.{definition.page}" if definition.page else "-"
        yield f"{definition.id}\t{definition.title}\t{definition.heading}\t{page}"


def _as_json() -> str:
    return json.dumps([_summary(definition) for definition in definitions().values()], ensure_ascii=False)


def _summary(definition: Definition) -> dict[str, Any]:
    keys = ("id", "title", "heading", "kind", "chapter", "page", "issued_by", "addressed_to", "version")
    fields = [
        {"key": field.key, "label": field.label, "type": field.type, "required": field.required, "auto": field.auto}
        for field in definition.fields
    ]
    return {key: getattr(definition, key) for key in keys} | {"fields": fields}


def _render(asked: argparse.Namespace) -> None:
    definition = definitions().get(asked.id)
    if definition is None:
        raise _Refused(f"서식 ‘{asked.id}’이(가) 없습니다. hakjeok forms list로 번호를 살펴봐 주세요.")
    content = render(asked.format, definition, _values(definition, asked))
    try:
        asked.out.write_bytes(content)
    except OSError as error:
        raise _Refused(f"{asked.out}에 쓰지 못했습니다({error.strerror}). 다른 곳을 골라 주세요.") from error


def _values(definition: Definition, asked: argparse.Namespace) -> dict[str, Any]:
    if asked.sample:
        return dict(definition.sample)
    if asked.values is None:
        return {}
    values = _read(asked.values)
    problems = check(definition, values)
    if problems:
        raise _Refused("\n".join(str(problem) for problem in problems))
    return values


def _read(file: Path) -> dict[str, Any]:
    try:
        values = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise _Refused(f"{file}을 읽지 못했습니다({error.strerror}). 경로를 바로잡아 주세요.") from error
    except ValueError as error:
        raise _Refused(f"{file}은 UTF-8로 쓴 JSON이 아닙니다. 따옴표와 괄호를 살펴봐 주세요.") from error
    if not isinstance(values, dict):
        raise _Refused(f"{file}에는 칸의 값을 중괄호 {{ }}로 묶어 적어 주세요.")
    return values
