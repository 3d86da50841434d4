"""Countries by their Korean names, and whether they are members of the Apostille Convention (p.77)."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import normalize

from hakjeok.errors import BadInput

FOLDER = Path(__file__).parent
HOME = "한국"
NEAR = 0.6


@dataclass(frozen=True)
class Country:
    """A country: the name that is used for it, its region in the table of p.77, and whether it is a member."""

    name: str
    region: str
    member: bool


def find(name: str) -> Country:
    """The foreign country of that name. Raises BadInput at `country`, with near names, where there is none."""
    plain = _plain(name)
    _refuse_ambiguous(plain)
    country = _by_name().get(plain)
    if country is None:
        near = _near(plain)
        hint = f" {', '.join(near)} 가운데 하나라면 이름을 고쳐 주세요." if near else " 나라 이름을 한글로 넣어 주세요."
        raise BadInput("country", f"‘{name}’: 모르는 나라 이름입니다.{hint}")
    if country.name == HOME:
        raise BadInput("country", "외국학교가 있는 나라를 넣어 주세요. 국내 소재 학교는 외국학교가 아닙니다(p.78).")
    return country


def as_of() -> str:
    """The day of the table, 2024-01-11."""
    return str(_members()["as_of"])


def _refuse_ambiguous(plain: str) -> None:
    for name, meant in _others()["ambiguous"].items():
        if plain == _plain(name):
            raise BadInput("country", f"‘{name}’만으로는 알 수 없습니다. {', '.join(meant)} 가운데 하나를 넣어 주세요.")


def _near(plain: str) -> list[str]:
    """Names that look alike, compared by their letters (자모), since Korean syllables differ as a whole."""
    from difflib import get_close_matches

    by_letters = {normalize("NFD", each): country for each, country in _by_name().items() if country.name != HOME}
    found = get_close_matches(normalize("NFD", plain), by_letters, n=3, cutoff=NEAR)
    return list(dict.fromkeys(by_letters[each].name for each in found))


@cache
def _by_name() -> dict[str, Country]:
    """Every name of every country, territories included, as `_plain` writes it."""
    found: dict[str, Country] = {}
    for state in _members()["states"]:
        country = Country(state["name"], state["region"], member=True)
        for name in (state["name"], *state.get("aliases", ()), *state.get("includes", ())):
            found[_plain(name)] = country
    for region, names in _others()["not_members"].items():
        found.update({_plain(name): Country(name, region, member=False) for name in names})
    found.update({_plain(name): found[_plain(meant)] for name, meant in _others()["also"].items()})
    return found


@cache
def _members() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "apostille.toml").read_text(encoding="utf-8"))


@cache
def _others() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "countries.toml").read_text(encoding="utf-8"))


def _plain(name: str) -> str:
    """The name in composed letters, without spaces or dots between its parts."""
    return "".join(each for each in normalize("NFC", name).upper() if each.isalnum())
