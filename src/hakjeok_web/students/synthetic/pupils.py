"""Inventing the pupils of a school: same seed, size and school year, same pupils, to the last number."""

import random
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from ..roster.rows import Sex

PUPILS_PER_CLASS = 25
GRADES = range(1, 7)
FOREIGN_SHARE = 0.015
TRANSFERRED_SHARE = 0.1
DEFERRED_SHARE = 0.005
LARGEST_SCHOOL = 9_999  # as many as there are invented telephone numbers


@dataclass(frozen=True, slots=True)
class SyntheticPupil:
    """An invented pupil with one guardian."""

    grade: int
    class_number: int
    number: int
    name: str
    sex: Sex
    born_on: date
    nationality: str
    postal_code: str
    address: str
    guardian_name: str
    guardian_relation: str
    guardian_phone: str
    entered_on: date
    transferred_in_on: date | None = None

    @property
    def invalid_resident_number(self) -> str:
        """A resident number that cannot be real: its last digit is never the check digit of the others."""
        seventh = {Sex.MALE: "3", Sex.FEMALE: "4"}[self.sex]
        first = f"{self.born_on:%y%m%d}{seventh}00{self.grade}{self.class_number % 10}{self.number % 10}"
        weights = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
        check = (11 - sum(int(d) * w for d, w in zip(first, weights, strict=True)) % 11) % 10
        return f"{first}{(check + 5) % 10}"


def synthetic_pupils(seed: int, size: int, school_year: int) -> tuple[SyntheticPupil, ...]:
    """`size` invented pupils by grade, class and number; classes of about 25, numbered by name."""
    if not 0 <= size <= LARGEST_SCHOOL:
        raise ValueError(f"a school of 0 to {LARGEST_SCHOOL} pupils can be invented, not of {size}")
    school = _School(random.Random(seed), school_year)  # noqa: S311 - nothing here is secret
    pupils: list[SyntheticPupil] = []
    for grade, class_number, count in _class_sizes(size):
        children = sorted(school.child(grade) for _ in range(count))
        pupils += [school.pupil(grade, class_number, number, child) for number, child in enumerate(children, start=1)]
    return tuple(pupils)


def _class_sizes(size: int) -> list[tuple[int, int, int]]:
    """(grade, class, pupils) with grades and classes as even as possible; the larger ones come first."""
    classes = []
    for grade, in_grade in zip(GRADES, _shared_out(size, len(GRADES)), strict=True):
        parts = max(1, round(in_grade / PUPILS_PER_CLASS))
        classes += [(grade, number, n) for number, n in enumerate(_shared_out(in_grade, parts), start=1)]
    return classes


def _shared_out(total: int, parts: int) -> list[int]:
    share, rest = divmod(total, parts)
    return [share + (part < rest) for part in range(parts)]


@dataclass(order=True, slots=True)
class _Child:
    name: str
    sex: Sex = field(compare=False)
    born_on: date
    nationality: str = field(compare=False)


@dataclass(slots=True)
class _School:
    """Draws everything from one source of chance, in a fixed order."""

    chance: random.Random
    school_year: int
    phones: int = 0

    def child(self, grade: int) -> _Child:
        if self.chance.random() < FOREIGN_SHARE:
            name, sex, nationality = self.chance.choice(_lists()["foreign"])
            return _Child(name, Sex(sex), self._birth_date(grade), nationality)
        sex = Sex.MALE if self.chance.random() < 0.512 else Sex.FEMALE
        return _Child(self._surname() + self._given("pupils", sex), sex, self._birth_date(grade), "대한민국")

    def pupil(self, grade: int, class_number: int, number: int, child: _Child) -> SyntheticPupil:
        relation, guardian_name = self._guardian(child)
        entered_on = _first_weekday(date(self.school_year - grade + 1, 3, 2))
        postal_code, address = self._address()
        return SyntheticPupil(
            grade, class_number, number, child.name, child.sex, child.born_on, child.nationality, postal_code,
            address, guardian_name, relation, self._phone(), entered_on, self._transferred_in_on(entered_on),
        )  # fmt: skip

    def _surname(self) -> str:
        names, shares = _lists()["surnames"]
        return self.chance.choices(names, shares)[0]

    def _given(self, generation: str, sex: Sex) -> str:
        return self.chance.choice(_lists()[generation, sex])

    def _birth_date(self, grade: int) -> date:
        """Entrants of a year turned six in the year before (p.6); a few entered a year late."""
        year = self.school_year - 6 - grade - (self.chance.random() < DEFERRED_SHARE)
        first = date(year, 1, 1)
        return first + timedelta(days=self.chance.randrange((date(year + 1, 1, 1) - first).days))

    def _guardian(self, child: _Child) -> tuple[str, str]:
        relation = self.chance.choices(("모", "부", "조모", "조부"), (60, 36, 3, 1))[0]
        sex = Sex.FEMALE if relation in ("모", "조모") else Sex.MALE
        surname = self._surname()
        if relation == "부" and child.nationality == "대한민국":
            surname = next(name for name in _lists()["two_first"] if child.name.startswith(name))
        return relation, surname + self._given("guardians", sex)

    def _phone(self) -> str:
        self.phones += 1
        return f"010-0000-{self.phones:04d}"

    def _address(self) -> tuple[str, str]:
        places = _lists()["places"]
        street, (quarter, village) = (
            self.chance.choice(places["streets"]),
            self.chance.choice(places["villages"]),
        )
        house = f"{places['city']} {street} {self.chance.randint(3, 180)}"
        if village:
            building, floor, door = (self.chance.randint(*ends) for ends in ((101, 112), (1, 20), (1, 4)))
            house += f", {building}동 {floor}0{door}호 ({quarter}, {village})"
        else:
            house += f" ({quarter})"
        return f"00{self.chance.randint(100, 199)}", house

    def _transferred_in_on(self, entered_on: date) -> date | None:
        """Some day between entry and the beginning of the school year."""
        days = (date(self.school_year, 3, 1) - entered_on).days
        if self.chance.random() >= TRANSFERRED_SHARE or days < 60:
            return None
        return _first_weekday(entered_on + timedelta(days=self.chance.randrange(30, days - 20)))


def _first_weekday(day: date) -> date:
    return day + timedelta(days=max(0, 7 - day.weekday()) % 7 if day.weekday() >= 5 else 0)


@cache
def _lists() -> Mapping[Any, Any]:
    """The lists of names.toml in the shape the draws need."""
    data = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))
    surnames = data["surnames"]
    given = {
        (generation, Sex(sex)): data[generation][sex].split()
        for generation in ("pupils", "guardians")
        for sex in ("male", "female")
    }
    return given | {
        "surnames": (list(surnames), list(surnames.values())),
        "two_first": sorted(surnames, key=len, reverse=True),
        "foreign": data["foreign"]["people"],
        "places": data["places"],
    }
