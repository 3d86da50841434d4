"""Pages of the documentation made from the rules: `python -m hakjeok.faces.docs docs/`.

One page for each decision, an index by handbook page, the discrepancies, and the figures by school year. A
health test fails when what stands in `docs/` differs from what this makes.
"""

import ast
import dataclasses
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar, get_type_hints

from hakjeok.discrepancies import discrepancies
from hakjeok.facts import spoken
from hakjeok.forms import forms
from hakjeok.parameters import Dated, Parameter, families, load
from hakjeok.registry import Decision, every
from hakjeok.result import own_fields
from hakjeok.source import Source

MADE = "<!-- Made by `python -m hakjeok.faces.docs docs/`; not edited by hand. -->\n"
LAST_PAGE = 164
T = TypeVar("T")
CASES = Path("tests") / "data" / "handbook.json"


def pages_of_documentation(cases: list[dict[str, Any]]) -> dict[str, str]:
    """Every generated page by its path under `docs/`."""
    pages = {f"rules/{each.name}.md": rule_page(each, cases) for each in every()}
    pages["handbook-index.md"] = handbook_index()
    pages["discrepancies.md"] = discrepancies_page()
    pages["figures.md"] = figures_page()
    return pages


def rule_page(decision: Decision, cases: list[dict[str, Any]]) -> str:
    """The page of one decision."""
    parts = [
        MADE,
        f"# {decision.name} — {decision.title}\n",
        f"Handbook: {_pages(decision.pages)}\n",
        f"{_paragraphs(decision.doc)}\n",
        "## Input\n",
        *_fields(decision.facts_type),
        "\n## Result\n",
        *_fields(decision.result_type),
        "\n## Sources\n",
        *_sources(decision),
        "\n## Figures\n",
        *_figures(decision),
        "\n## Contradictions of the handbook\n",
        *_contradictions(decision),
        "\n## Printed cases\n",
        *_cases(decision, cases),
    ]
    return "\n".join(parts) + "\n"


def handbook_index() -> str:
    """Which decisions, figures and forms stand on which page; pages with nothing are shown too."""
    on_page: dict[int, set[str]] = defaultdict(set)
    for decision in every():
        cited = {source.page for source in _named(decision, Source) if source.page}
        for page in {*decision.pages, *cited}:
            on_page[page].add(f"[{decision.name}](rules/{decision.name}.md)")
    for family, parameter, dated in _all_figures():
        if dated.source.page:
            on_page[dated.source.page].add(f"`{family}.{parameter.name}`")
    for form in forms().values():
        on_page[form.page].add(f"form {form.number} {form.title}")
    rows = [f"| {page} | {', '.join(sorted(on_page[page])) or '—'} |" for page in range(1, LAST_PAGE + 1)]
    return "\n".join([MADE, "# Handbook page → decisions, figures and forms\n", "| page | |", "|---|---|", *rows, ""])


def discrepancies_page() -> str:
    """Where the handbook contradicts itself and what the decisions follow."""
    head = "| topic | here | there | reading | decisions |\n|---|---|---|---|---|"
    rows = (
        f"| {each.topic} | {each.a} | {each.b} | {each.reading} | {', '.join(each.decisions)} |"
        for each in discrepancies().values()
    )
    return "\n".join([MADE, "# Where the handbook contradicts itself\n", head, *rows, ""])


def figures_page() -> str:
    """What changes from year to year: every figure with the school years from which its values hold."""
    head = "| figure | unit | from the school year on | last checked for |\n|---|---|---|---|"
    rows = []
    for family in families():
        for parameter in load(family).values():
            values = "; ".join(f"{each.from_school_year}: {each.value}" for each in parameter.values)
            name = f"{parameter.title} (`{family}.{parameter.name}`)"
            rows.append(f"| {name} | {parameter.unit} | {values} | {parameter.last_checked_school_year} |")
    changed = "Figures that have changed since the first year stand with more than one value."
    return "\n".join([MADE, "# Figures by school year\n", f"{changed}\n", head, *rows, ""])


def _fields(cls: Any) -> Iterator[str]:
    hints = get_type_hints(cls)
    yield "| name | type | default | |"
    yield "|---|---|---|---|"
    for each in own_fields(cls):
        korean = each.metadata.get("korean", "")
        yield f"| `{spoken(each.name)}` | {_type(hints[each.name])} | {_default(each)} | {korean} |"


def _type(hint: Any) -> str:
    """The annotation as people read it: no module names, no Python-only words."""
    text = hint.__name__ if isinstance(hint, type) else str(hint)
    for long in ("hakjeok.", "datetime."):
        text = text.replace(long, "")
    return text.split(".")[-1].replace(" | ", " or ") if "[" not in text else _list(text)


def _list(text: str) -> str:
    inner = text[text.index("[") + 1 : text.rindex("]")].removesuffix(", ...")
    return f"list of {_list(inner) if '[' in inner else inner.split('.')[-1]}"


def _default(field: "dataclasses.Field[Any]") -> str:
    if field.default is dataclasses.MISSING:
        return ""
    return f"`{json.dumps(field.default, ensure_ascii=False)}`"


def _named(decision: Decision, cls: type[T]) -> Iterator[T]:
    """What the modules that decide name of one class, each once."""
    found: list[T] = []
    for module in _modules_of(decision):
        found += [each for each in vars(module).values() if isinstance(each, cls) and each not in found]
    yield from found


def _modules_of(decision: Decision) -> Iterator[ModuleType]:
    """The module of the function and those of its family that it rests on, but no other decision's."""
    others = {each.function.__module__ for each in every()}
    waiting, seen = [decision.function.__module__], set[str]()
    while waiting:
        name = waiting.pop(0)
        seen.add(name)
        yield sys.modules[name]
        found = _imported(sys.modules[name], name.rpartition(".")[0])
        waiting += [each for each in found if each not in seen and each not in others and each not in waiting]


def _imported(module: ModuleType, family: str) -> Iterator[str]:
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{family}."):
            yield str(node.module)


def _sources(decision: Decision) -> Iterator[str]:
    for source in _named(decision, Source):
        yield f"- {_place(source)}"


def _place(source: Source) -> str:
    page = f"p.{source.page}" if source.page else ""
    words = [page, source.law or "", f"“{source.quote}”" if source.quote else ""]
    return " · ".join(word for word in words if word) + (" (our reading)" if source.reading else "")


def _figures(decision: Decision) -> Iterator[str]:
    used = list(_named(decision, Parameter))
    if not used:
        yield "None."
    for parameter in used:
        yield f"- **{parameter.title}** (`{parameter.name}`, {parameter.unit}; "
        yield f"  last checked for {parameter.last_checked_school_year})"
        for dated in parameter.values:
            yield f"  - from {dated.from_school_year}: {dated.value} — {_place(dated.source)}"


def _contradictions(decision: Decision) -> Iterator[str]:
    touching = [each for each in discrepancies().values() if decision.name in each.decisions]
    if not touching:
        yield "None known."
    for each in touching:
        yield f"- **{each.topic}**: {each.a} / {each.b}. {each.reading}"


def _cases(decision: Decision, cases: list[dict[str, Any]]) -> Iterator[str]:
    for case in cases:
        if case["decision"] == decision.name:
            expected = json.dumps(case["expect"], ensure_ascii=False)
            yield f"- `{case['id']}` p.{case['page']} {case['note']}: `{expected}`"


def _all_figures() -> Iterator[tuple[str, Parameter, Dated]]:
    for family in families():
        for parameter in load(family).values():
            for dated in parameter.values:
                yield family, parameter, dated


def _pages(pages: tuple[int, ...]) -> str:
    return ", ".join(f"p.{page}" for page in pages)


def _paragraphs(doc: str) -> str:
    return "\n".join(line.strip() for line in doc.strip().splitlines())


def main(argv: list[str]) -> int:
    """Write the pages under the folder that is named, `docs/` beside `tests/`."""
    folder = Path(argv[0]) if argv else Path("docs")
    cases = json.loads((folder.resolve().parent / CASES).read_text(encoding="utf-8"))
    for name, text in pages_of_documentation(cases).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
