"""The catalogue of figures that the handbook leaves to the school (학교 규정값).

Each figure takes its name, its default and its source from the parameter of the rules, and its bounds from the fact
by which a decision takes it: nothing is said twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from decimal import Decimal
from fractions import Fraction

from hakjeok.attendance.field_trip import (
    APPLY_BEFORE,
    MOST_CONSECUTIVE,
    PERIOD_BY_RULE,
    REPORT_WITHIN,
    SCHOOL_RULE,
    SHARE,
)
from hakjeok.attendance.remark import ADJUSTABLE, LONG, RemarkFacts
from hakjeok.attendance.remark_rules import FREQUENT_BY_SCHOOL
from hakjeok.attendance.trip_facts import Limits
from hakjeok.facts import Facts
from hakjeok.parameters import Found, Parameter
from hakjeok.source import Source
from hakjeok_web.accounts.policies import Actor, Menu, Scope

TRIPS, REMARKS = "교외체험학습", "출결 특기사항"
ADMINISTRATOR = "학교권한관리자"


@dataclass(frozen=True)
class Figure:
    """A figure that a school may set: what it is called, where the handbook leaves it open, who takes it."""

    name: str
    topic: str
    title: str
    unit: str
    used: str
    left_by: Source
    facts: type[Facts]
    fact: str
    parameter: Parameter | None = None
    adjustable: Parameter | None = None  # how far from the handbook's value the school may go
    form: str = ""  # the form of the appendix that names the handbook's value
    entered_under: Menu | None = None  # whoever writes this menu for the whole school sets the figure too

    @property
    def is_share(self) -> bool:
        """Whether people say it in percent while the rules take a share."""
        return self.unit.startswith("%")

    def found(self, year: int) -> Found | None:
        """What the handbook says for a school year; None where it leaves all to the school."""
        return self.parameter.at(year) if self.parameter else None

    def handbook(self, year: int) -> Decimal | None:
        """The handbook's value as people say it: in days, times or percent."""
        found = self.found(year)
        if found is None:
            return None
        return _plain(Fraction(found.share) * (100 if self.is_share else 1))

    def for_rules(self, value: Decimal) -> int | Fraction:
        """The value as a decision takes it."""
        return Fraction(value) / 100 if self.is_share else int(value)

    def bounds(self, year: int) -> tuple[Decimal, Decimal]:
        """The least and the most that may be set, both included."""
        standard = self.handbook(year)
        if self.adjustable and standard is not None:
            by = self.adjustable.at(year).whole
            return standard - by, standard + by
        told = next(each.metadata for each in fields(self.facts) if each.name == self.fact)
        times = 100 if self.is_share else 1
        return Decimal(told["at_least"] * times), Decimal(told["at_most"] * times)

    def bounds_said(self, year: int) -> str:
        """`4부터 10까지 정할 수 있습니다(p.30).`; the page only where the handbook sets the bounds."""
        low, high = (number(each) for each in self.bounds(year))
        page = f"(p.{self.left_by.page})" if self.adjustable else ""
        return f"{low}부터 {high}까지 정할 수 있습니다{page}."

    def said(self, value: Decimal | None) -> str:
        """`3일 전까지`, `10% 이하`, `정하지 않음`."""
        return "정하지 않음" if value is None else f"{number(value)}{self.unit}"

    @property
    def setters(self) -> str:
        """Who sets it, in words."""
        return f"학적 담당이나 {ADMINISTRATOR}" if self.entered_under else ADMINISTRATOR

    def may_be_set_by(self, actor: Actor) -> bool:
        """The school administrator, and whoever entered the figure in its own menu before it stood here."""
        own = self.entered_under is not None and actor.right(self.entered_under).writes == Scope.SCHOOL
        return own or actor.may_write(Menu.SCHOOL_RULES)


def number(value: Decimal) -> str:
    """Without zeros behind the point: `10`, `10.5`."""
    return f"{value.normalize():f}"


def _plain(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _of_trips(parameter: Parameter, fact: str, title: str, unit: str, left_by: Source, used: str, **more) -> Figure:
    return Figure(parameter.name, TRIPS, title, unit, used, left_by, Limits, fact, parameter, **more)


TRIP_APPLY_BEFORE = _of_trips(
    APPLY_BEFORE, "apply_before_days", "신청서를 내는 기한", "일 전까지", SCHOOL_RULE,
    "교외체험학습을 접수할 때와 결재를 재촉할 때 씁니다. 신청서를 받은 날의 값으로 봅니다.", form="2-1",
)  # fmt: skip
TRIP_REPORT_WITHIN = _of_trips(
    REPORT_WITHIN, "report_within_days", "보고서를 내는 기한", "일 이내", SCHOOL_RULE,
    "보고서가 늦었는지 볼 때와 할 일의 기한에 씁니다. 신청서를 받은 날의 값으로 봅니다.", form="2-1",
)  # fmt: skip
TRIP_MOST_CONSECUTIVE = _of_trips(
    MOST_CONSECUTIVE, "max_consecutive", "잇달아 할 수 있는 일수", "일 이하", PERIOD_BY_RULE,
    "교외체험학습을 접수할 때 씁니다. 쉬는 날은 세지 않고, 앞뒤로 이어진 체험학습은 더합니다.",
)  # fmt: skip
TRIP_SHARE_OF_YEAR = _of_trips(
    SHARE, "share_of_year", "한 해에 쓸 수 있는 비율", "% 이하", PERIOD_BY_RULE,
    "수업일수에 이 비율을 곱한 날수까지 승인합니다. 하루가 안 되는 몫은 버립니다.",
)  # fmt: skip
LONG_ABSENCE = Figure(
    LONG.name, REMARKS, "장기결석의 일수", "일 이상",
    "같은 종류로 이만큼 이어서 결석하면 특기사항에 사유를 제안합니다.",
    ADJUSTABLE.values[-1].source, RemarkFacts, "long_absence_days", LONG, ADJUSTABLE, entered_under=Menu.REMARKS,
)  # fmt: skip
FREQUENT = Figure(
    "frequent_count", REMARKS, "많다고 보는 횟수", "번 이상",
    "단기결석과 지각·조퇴·결과가 이만큼이면 주된 사유를 제안합니다. 정하지 않으면 제안하지 않습니다.",
    FREQUENT_BY_SCHOOL, RemarkFacts, "frequent_count", entered_under=Menu.REMARKS,
)  # fmt: skip

FIGURES = (
    TRIP_APPLY_BEFORE, TRIP_REPORT_WITHIN, TRIP_MOST_CONSECUTIVE, TRIP_SHARE_OF_YEAR, LONG_ABSENCE, FREQUENT,
)  # fmt: skip


def figure_named(name: str) -> Figure | None:
    """The figure with this name."""
    return next((each for each in FIGURES if each.name == name), None)


def figures_of(facts: type[Facts]) -> Iterator[Figure]:
    """The figures that a decision takes by these facts."""
    return (each for each in FIGURES if each.facts is facts)
