"""취학 절차와 일정: p.4의 19단계, p.5, 6, 9, 10."""

import os
import re
import tomllib
from pathlib import Path

import pytest

from hakjeok.admission.figures import ASSEMBLY_DAYS
from hakjeok.admission.schedule import STEPS, Schedule, ScheduleFacts, ScheduleStep, schedule
from hakjeok.errors import BadInput
from tests.rules.calendars import day

HANDBOOK = Path(os.environ.get("HAKJEOK_HANDBOOK", Path(__file__).parents[4] / "shared" / "handbook"))
TABLES = tomllib.loads(STEPS.read_text(encoding="utf-8"))["steps"]
QUOTED = [*TABLES, *tomllib.loads(ASSEMBLY_DAYS.read_text(encoding="utf-8")).values()]


def of(school_year: int = 2024) -> Schedule:
    return schedule(ScheduleFacts(school_year=school_year))


def step(no: int, school_year: int = 2024) -> ScheduleStep:
    (found,) = (each for each in of(school_year).steps if each.no == no)
    return found


def dates(no: int, school_year: int = 2024) -> tuple[str | None, str | None]:
    found = step(no, school_year)
    return tuple(each.isoformat() if each else None for each in (found.from_, found.until))


class TestTheTable:
    def test_it_has_nineteen_steps_in_order(self):
        assert [each.no for each in of().steps] == list(range(1, 20))

    @pytest.mark.parametrize(
        ("no", "actor", "to"),
        [
            (1, "동장", ()),
            (2, "동장", ("보호자",)),
            (3, "학부모", ("동장",)),
            (4, "동장", ("교육장",)),
            (5, "동장", ()),
            (6, "교육장", ("학교장", "동장")),
            (8, "동장", ("보호자",)),
            (9, "동장", ("학교장", "교육장")),
            (12, "학교장", ()),
            (14, "학교장", ("거주지 동장", "최초 지정된 학교장")),
            (15, "학교장", ()),
            (16, "학교장", ()),
            (17, "학교장", ("보호자",)),
            (18, "학교장", ("교육장", "동장")),
            (19, "학교장", ("교육장", "동장")),
        ],
    )
    def test_each_step_has_its_actor_and_its_recipients(self, no, actor, to):
        assert (step(no).actor, step(no).to) == (actor, to)

    @pytest.mark.parametrize(
        ("no", "to"),
        [
            (7, ("동장", "교육장")),
            (10, ("학교장", "교육장")),
            (11, ("보호자", "학교장", "교육장")),
            (13, ("교육장", "동장")),
        ],
    )
    def test_where_the_text_names_more_recipients_than_the_table_all_are_told(self, no, to):
        assert step(no).to == to

    @pytest.mark.parametrize(
        ("no", "law"),
        [
            (1, "초·중등교육법 시행령 제15조제1항"),
            (3, "초·중등교육법 시행령 제15조제2항, 제15조제3항"),
            (12, "서울특별시교육청공고 제2023-283호"),
            (15, None),
            (16, None),
            (19, "초·중등교육법 시행령 제28조"),
        ],
    )
    def test_each_step_has_its_law(self, no, law):
        assert step(no).law == law


class TestDates:
    @pytest.mark.parametrize(
        ("no", "expected"),
        [
            (1, ("2023-10-01", "2023-10-31")),
            (2, ("2023-11-01", "2023-11-10")),
            (3, ("2023-10-01", "2023-12-31")),
            (4, ("2023-10-01", "2023-12-31")),
            (6, (None, "2023-11-30")),
            (7, (None, "2023-12-10")),
            (8, (None, "2023-12-20")),
            (9, (None, "2023-12-20")),
            (10, (None, "2024-01-05")),
            (12, ("2024-01-04", "2024-01-05")),
        ],
    )
    def test_fixed_days_lie_before_the_entry(self, no, expected):
        assert dates(no) == expected
        assert step(no).when is None

    @pytest.mark.parametrize(
        ("no", "when"),
        [
            (5, "지체 없이"),
            (11, "지체 없이"),
            (13, "1월 중"),
            (14, "2월 중"),
            (15, "2월 중"),
            (16, "3월 초"),
            (17, "입학기일부터 2일 이내"),
            (18, "즉시"),
            (19, "3월 초"),
        ],
    )
    def test_others_are_told_in_words(self, no, when):
        assert (dates(no), step(no).when) == ((None, None), when)

    def test_in_a_later_year_the_same_days_hold(self):
        assert (dates(1, 2026), dates(10, 2026)) == (("2025-10-01", "2025-10-31"), (None, "2026-01-05"))

    def test_only_the_day_of_assembly_is_not_taken_over(self):
        assert dates(12, 2025) == (None, None)
        assert step(12, 2025).when == "1월(교육감이 해마다 정하는 날)"


class TestReasonsAndWarnings:
    def test_each_step_is_a_reason_and_four_more_follow(self):
        because = of().because
        assert len(because) == 23
        assert [each.source.page for each in because[19:]] == [15, 5, 10, 9]
        assert "10일 이상" in because[20].text

    @pytest.mark.parametrize(
        ("no", "text"),
        [
            (1, "2023. 10. 1.(일)부터 2023. 10. 31.(화)까지 동장이 합니다."),
            (3, "까지 학부모가 합니다. 받는 곳은 동장입니다."),
            (6, "2023. 11. 30.(목)까지 교육장이 합니다. 받는 곳은 학교장, 동장입니다."),
            (16, "16. 입학식: 3월 초 학교장이 합니다."),
        ],
    )
    def test_a_reason_says_when_who_and_for_whom(self, no, text):
        assert of().because[no - 1].text.endswith(text)

    def test_the_second_list_stands_twice_in_the_handbook(self):
        assert [warning for warning in of().warnings if "1. 3." in warning] == [*of().warnings]

    def test_a_year_without_its_own_days_is_warned_of(self):
        unchecked, second_list, assembly = of(2025).warnings
        assert "2025학년도 기준은 아직 확인하지 않아" in unchecked
        assert "1. 3." in second_list
        assert "2025학년도의 예비소집일은 아직 모릅니다" in assembly

    @pytest.mark.parametrize("year", [1948, 3000])
    def test_a_year_beyond_all_calendars_is_refused(self, year):
        with pytest.raises(BadInput) as refused:
            of(year)
        assert refused.value.field == "school_year"

    def test_a_year_before_the_first_known_is_answered_with_a_warning(self):
        assert any("2024학년도 기준을 적용했습니다" in warning for warning in of(2023).warnings)

    def test_the_year_of_the_entry_is_the_result_s(self):
        assert (of(2025).school_year, step(1, 2025).from_) == (2025, day("2024-10-01"))


@pytest.mark.parametrize("table", QUOTED, ids=lambda table: table["quote"][:20])
def test_each_step_s_quotation_stands_on_its_page(table):
    path = HANDBOOK / "01-admission.txt"
    if not path.exists():
        pytest.skip(f"no handbook text at {HANDBOOK}: set HAKJEOK_HANDBOOK to check the quotations")
    parts = re.split(r"=== printed page (\d+) \(pdf \d+\) ===", path.read_text(encoding="utf-8"))
    pages = dict(zip(map(int, parts[1::2]), parts[2::2], strict=True))
    assert re.sub(r"\s", "", table["quote"]) in re.sub(r"\s", "", pages[table["page"]])
