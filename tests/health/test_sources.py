"""Every source names a place that exists: law references are well formed, quotations stand on their pages."""

import os
import re
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import hakjeok
from hakjeok.discrepancies import discrepancies
from hakjeok.parameters import families, load
from hakjeok.source import Source

HANDBOOK = Path(os.environ.get("HAKJEOK_HANDBOOK", Path(__file__).parents[3] / "shared" / "handbook"))
# 초·중등교육법 시행령 제29조제1항제2호, 제25조의2, …
LAW = re.compile(r"^\S.*? 제\d+조(의\d+)?(제\d+항)?(제\d+호)?([가-하]목)?(, 제\d+조(의\d+)?(제\d+항)?(제\d+호)?)*$")


def sources_of_code() -> dict[str, Source]:
    found = {}
    for module in walk_packages(hakjeok.__path__, "hakjeok."):
        for name, value in vars(import_module(module.name)).items():
            found |= sources_in(f"{module.name}.{name}", value)
    return found


def sources_in(name: str, value: object) -> dict[str, Source]:
    """The source itself, and those in tables: dicts, tuples, and our own dataclasses."""
    if isinstance(value, Source):
        return {name: value}
    inner = ()
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, tuple):
        inner = enumerate(value)
    elif is_dataclass(value) and type(value).__module__.startswith("hakjeok."):
        inner = ((each.name, getattr(value, each.name)) for each in fields(value))
    return {key: each for step, part in inner for key, each in sources_in(f"{name}.{step}", part).items()}


def sources_of_data() -> dict[str, Source]:
    found = {}
    for family in families():
        for parameter in load(family).values():
            for dated in parameter.values:
                found[f"{family}.{parameter.name} {dated.from_school_year}"] = dated.source
    for name, discrepancy in discrepancies().items():
        found[f"discrepancy {name} a"] = discrepancy.a_source
        found[f"discrepancy {name} b"] = discrepancy.b_source
    return found


SOURCES = sources_of_code() | sources_of_data()
QUOTED = {name: source for name, source in SOURCES.items() if source.quote}


@pytest.fixture(scope="module")
def pages() -> dict[int, str]:
    if not HANDBOOK.is_dir():
        pytest.skip(f"no handbook text at {HANDBOOK}: set HAKJEOK_HANDBOOK to check the quotations")
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(HANDBOOK.glob("*.txt")))
    parts = re.split(r"=== printed page (\d+) \(pdf \d+\) ===", text)
    return {int(number): squeezed(page) for number, page in zip(parts[1::2], parts[2::2], strict=True)}


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("name", QUOTED)
def test_each_quotation_stands_on_its_page(name, pages):
    source = QUOTED[name]
    assert squeezed(source.quote) in pages[source.page], f"{name}: not on p.{source.page}"


@pytest.mark.parametrize("name", SOURCES)
def test_each_law_reference_has_the_usual_form(name):
    law = SOURCES[name].law
    assert law is None or LAW.match(law), law


def test_there_are_sources_to_check():
    assert len(QUOTED) > 60


@pytest.mark.parametrize("wrong", [{}, {"quote": "수업일수", "law": "초·중등교육법 시행령 제45조"}])
def test_a_source_without_a_place_is_refused(wrong):
    with pytest.raises(ValueError, match="page"):
        Source(**wrong)
