"""The command line: `hakjeok decide …`, and the commands of other packages by entry point.

Importing this module loads next to nothing, Django least of all; each command loads what it needs.
"""

import json
import sys
from collections.abc import Callable, Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TextIO, cast

from hakjeok.errors import BadInput

USAGE = """\
쓰는 법:
  hakjeok decide 이름 --json '{…}'     사실을 JSON으로 넣어 판정합니다(-는 표준 입력)
  hakjeok decide --batch 파일          한 줄에 하나씩 {"id", "decision", "input"}을 읽어 판정합니다(-는 표준 입력)
  hakjeok decide --list                판정의 이름, 제목, 도움자료 쪽을 보여 줍니다
  hakjeok decide 이름 --schema         입력의 JSON Schema를 보여 줍니다(--schema output은 결과)
"""
BAD = 2
Command = Callable[[list[str]], int]


def main(argv: list[str] | None = None) -> int:
    """Run the command that the arguments name; its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal of another encoding must not stop an answer
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = sys.argv[1:] if argv is None else argv
    name, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if name in ("", "-h", "--help", "help"):
        print(USAGE + _other_commands(), end="")
        return 0 if name else BAD
    if name == "decide":
        return decide_command(rest)
    command = _command_of(name)
    if command is None:
        print(f"‘{name}’이라는 명령이 없습니다.\n{USAGE}{_other_commands()}", end="", file=sys.stderr)
        return BAD
    return command(rest)


def decide_command(arguments: list[str]) -> int:
    """`hakjeok decide`: 0, or 2 on bad input with nothing but the error written."""
    try:
        match arguments:
            case ["--list"]:
                _list()
            case ["--batch", path]:
                _batch(path)
            case [name, "--schema"] | [name, "--schema", "input"]:
                _print(_schema(name, of_result=False))
            case [name, "--schema", "output"]:
                _print(_schema(name, of_result=True))
            case [name, "--json", text] if not name.startswith("-"):
                _print(_decide(name, sys.stdin.read() if text == "-" else text))
            case _:
                print(USAGE, end="", file=sys.stderr)
                return BAD
    except BadInput as error:
        from hakjeok.faces.answering import error_body

        _print(error_body(error))
        return BAD
    return 0


def _decide(name: str, text: str) -> dict[str, Any]:
    from hakjeok.faces.answering import answer

    return answer(name, _object(text, "input"))


def _schema(name: str, *, of_result: bool) -> dict[str, Any]:
    from hakjeok.faces.json_schema import facts_schema, result_schema

    return result_schema(name) if of_result else facts_schema(name)


def _list() -> None:
    from hakjeok.registry import every

    for decision in every():
        pages = ", ".join(map(str, decision.pages))
        print(f"{decision.name}\t{decision.title}\tp.{pages}")


def _batch(path: str) -> None:
    if path == "-":
        _answer_lines(sys.stdin)
        return
    try:
        with Path(path).open(encoding="utf-8") as lines:
            _answer_lines(lines)
    except OSError as error:
        raise BadInput("batch", f"파일 {path}을 읽지 못했습니다({error.strerror}). 경로를 바로잡아 주세요.") from None
    except UnicodeDecodeError:
        raise BadInput("batch", f"파일 {path}이 UTF-8이 아닙니다. UTF-8로 저장해 주세요.") from None


def _answer_lines(lines: TextIO) -> None:
    write, encode = sys.stdout.write, json.JSONEncoder(ensure_ascii=False).encode
    for answered in answers(lines):
        write(encode(answered) + "\n")


def answers(lines: Iterator[str] | TextIO) -> Iterator[dict[str, Any]]:
    """One answer for each line that is not blank, in the same order: an output or an error."""
    from hakjeok.faces.answering import error_body

    for line in lines:
        if not line.strip():
            continue
        asked: dict[str, Any] = {}
        try:
            asked = _object(line, "line")
            yield {"id": asked.get("id"), "output": _answer(asked)}
        except BadInput as error:
            yield {"id": asked.get("id"), **error_body(error)}


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    from hakjeok.faces.answering import answer

    return answer(_name(asked), asked.get("input", {}))


def _name(asked: dict[str, Any]) -> str:
    name = asked.get("decision")
    if not isinstance(name, str):
        raise BadInput("decision", "판정 이름(decision)이 없습니다. 이름을 글자로 넣어 주세요.")
    return name


def _object(text: str, field: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise BadInput(field, "JSON으로 읽을 수 없습니다. 따옴표와 괄호를 살펴봐 주세요.") from None
    if not isinstance(value, dict):
        raise BadInput(field, "중괄호 { }로 묶은 JSON 항목이어야 합니다. 고쳐 주세요.")
    return value


def _print(value: dict[str, Any]) -> None:
    print(json.dumps(value, ensure_ascii=False))


def _command_of(name: str) -> Command | None:
    from importlib.metadata import entry_points

    found = tuple(entry_points(group="hakjeok.commands", name=name))
    return cast(Command, found[0].load()) if found else None


def _other_commands() -> str:
    from importlib.metadata import entry_points

    names = sorted({each.name for each in entry_points(group="hakjeok.commands")})
    return f"  그 밖의 명령: {', '.join(names)}\n" if names else ""


if __name__ == "__main__":
    sys.exit(main())
