"""Reads of rulings (학교 규정값): what holds on a day, beside what the handbook says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hakjeok.facts import Facts
from hakjeok_web.schools.figures import Figure, figures_of
from hakjeok_web.schools.models import Ruling, SchoolYear

GROUND_IN_A_SENTENCE = 30


@dataclass(frozen=True)
class InForce:
    """A figure as it holds on a day: the school's value by the last ruling, else the handbook's."""

    figure: Figure
    year: int
    ruling: Ruling | None = None

    @property
    def handbook(self) -> Decimal | None:
        return self.figure.handbook(self.year)

    @property
    def own(self) -> Decimal | None:
        """What the school set; None where it set nothing or went back to the handbook."""
        return self.ruling.value if self.ruling else None

    @property
    def value(self) -> Decimal | None:
        """What decides."""
        return self.handbook if self.own is None else self.own

    @property
    def days(self) -> int:
        """The value of a figure of which the handbook has one, as a whole number of days."""
        return int(self.value or 0)

    @property
    def differs(self) -> bool:
        """Whether the school's value is another than the handbook's (기준과 다름)."""
        return self.own is not None and self.own != self.handbook

    @property
    def said(self) -> str:
        return self.figure.said(self.value)

    @property
    def basis(self) -> str:
        """Where the value comes from, as sentences cite it: `p.22`, `학교 규정: 학칙 제12조`."""
        if self.own is not None and self.ruling:
            return f"학교 규정: {_short(self.ruling.ground)}"
        found = self.figure.found(self.year)
        return f"p.{(found.source if found else self.figure.left_by).page}"


def _short(ground: str) -> str:
    """A ground within a sentence; the page of the figure has the whole of it."""
    return ground if len(ground) <= GROUND_IN_A_SENTENCE else f"{ground[: GROUND_IN_A_SENTENCE - 1]}…"


@dataclass(frozen=True)
class Rulings:
    """All rulings of a school year, the first one first. Asks nothing afterwards."""

    year: int
    acts: tuple[Ruling, ...] = ()

    def of(self, figure: Figure) -> list[Ruling]:
        """The rulings on one figure by the day from which they hold; of one day the last one holds."""
        found = (each for each in self.acts if each.figure == figure.name)
        return sorted(found, key=lambda each: (each.from_on, each.place))

    def on(self, figure: Figure, day: date) -> InForce:
        """The figure as it holds on a day."""
        begun = [each for each in self.of(figure) if each.from_on <= day]
        return InForce(figure, self.year, begun[-1] if begun else None)

    def coming(self, figure: Figure, day: date) -> list[InForce]:
        """What will hold after a day, the next one first."""
        later = {each.from_on: each for each in self.of(figure) if each.from_on > day}
        return [InForce(figure, self.year, each) for each in later.values()]

    def taken(self, facts: type[Facts], day: date) -> dict[str, int | Fraction | None]:
        """What the school set, by the names under which a decision takes it; None where it set nothing."""
        own = {figure: self.on(figure, day).own for figure in figures_of(facts)}
        return {each.fact: None if value is None else each.for_rules(value) for each, value in own.items()}

    def seen(self, figure: Figure) -> int:
        """How often the figure was ruled on: what a page that was made now has seen."""
        return max((each.place for each in self.acts if each.figure == figure.name), default=0)


def rulings_of(school_year: SchoolYear) -> Rulings:
    """The rulings of a year with who set them. One query."""
    return rulings_by_year([school_year])[school_year.year]


def rulings_by_year(years: Iterable[SchoolYear]) -> dict[int, Rulings]:
    """The rulings of several years, by year. One query."""
    listed = list(years)
    rows = list(Ruling.objects.filter(school_year__in=listed).select_related("set_by").order_by("set_at", "place"))
    return {
        each.year: Rulings(each.year, tuple(row for row in rows if row.school_year_id == each.pk)) for each in listed
    }


def left_from(before: Rulings | None, now: Rulings, figures: Iterable[Figure]) -> list[InForce]:
    """What the school set last year and has not ruled on this year, so that the handbook's value holds again."""
    if before is None:
        return []
    ends = (before.on(each, date.max) for each in figures if not now.of(each))
    return [each for each in ends if each.own is not None]
