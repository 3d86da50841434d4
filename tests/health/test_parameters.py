"""The figures: each has what it needs, and what lacks something is refused."""

import copy
from fractions import Fraction

import pytest

from hakjeok.parameters import BadParameter, families, load, read

EVERY = {f"{family}.{name}": each for family in families() for name, each in load(family).items()}
WHOLE = {
    "title": "수료에 필요한 출석일수의 비율",
    "unit": "share of school days",
    "last_checked_school_year": 2026,
    "values": [
        {"from_school_year": 2024, "value": "2/3", "page": 88, "quote": "수업일수의 3분의 2이상으로 함"},
        {"from_school_year": 2026, "value": "3/4", "law": "초·중등교육법 시행령 제50조제2항"},
    ],
}


def without(*path):
    table = copy.deepcopy(WHOLE)
    inner = table
    for key in path[:-1]:
        inner = inner[key]
    del inner[path[-1]]
    return table


def changed(index, **values):
    table = copy.deepcopy(WHOLE)
    table["values"][index].update(values)
    return table


@pytest.mark.parametrize("name", EVERY)
def test_each_figure_has_a_source_and_is_known_for_the_handbook_s_year(name):
    parameter = EVERY[name]
    found = parameter.at(2024)
    assert found.source.page or found.source.law
    assert found.warnings == ()


def test_titles_are_unique():
    titles = [each.title for each in EVERY.values()]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(
    "table",
    [
        without("title"),
        without("unit"),
        without("last_checked_school_year"),
        without("values"),
        {**WHOLE, "values": []},
        without("values", 0, "value"),
        without("values", 0, "from_school_year"),
        without("values", 0, "quote"),
        without("values", 1, "law"),
        changed(1, from_school_year=2024),
        changed(1, from_school_year=2023),
        {**WHOLE, "last_checked_school_year": 2025},
    ],
)
def test_a_figure_that_lacks_something_is_refused(table):
    with pytest.raises(BadParameter, match="required_share"):
        read("required_share", table)


class TestReading:
    SHARE = read("required_share", WHOLE)

    @pytest.mark.parametrize(("year", "share"), [(2024, "2/3"), (2025, "2/3"), (2026, "3/4"), (2027, "3/4")])
    def test_a_value_holds_until_the_next_begins(self, year, share):
        assert self.SHARE.at(year).share == Fraction(share)

    @pytest.mark.parametrize(("year", "warned"), [(2025, False), (2026, False), (2027, True)])
    def test_a_year_after_the_last_check_is_warned_of(self, year, warned):
        assert bool(self.SHARE.at(year).warnings) is warned

    def test_a_year_before_the_first_value_gets_it_with_a_warning(self):
        found = self.SHARE.at(2023)
        assert found.share == Fraction("2/3")
        assert found.warnings == (
            "2023학년도의 기준이 따로 없어 2024학년도 기준을 적용했습니다. 그때의 기준이 달랐는지 살펴봐 주세요.",
        )

    def test_false_and_nought_are_values(self):
        may = read(
            "may", {**WHOLE, "values": [{"from_school_year": 2024, "value": False, "law": "초·중등교육법 제1조"}]}
        )
        assert may.at(2024).holds is False
        none = read("none", {**WHOLE, "values": [{"from_school_year": 2024, "value": 0, "law": "초·중등교육법 제1조"}]})
        assert none.at(2024).whole == 0
