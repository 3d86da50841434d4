"""출결 특기사항: p.30–31, 35."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hakjeok.attendance.remark import RemarkFacts, remark
from hakjeok.attendance.remark_items import Item, Measure
from hakjeok.attendance.remark_rules import WhyLeftOut
from hakjeok.errors import BadInput
from hakjeok.vocabulary import AbsenceForm as Form
from hakjeok.vocabulary import AbsenceKind as Kind
from tests.rules.calendars import day


def item(reason: str, number: int, kind: Kind = Kind.ILLNESS, form: Form = Form.ABSENCE, **more) -> Item:
    amount = {"days" if form is Form.ABSENCE else "count": number}
    return Item(**{"kind": kind, "form": form, "reason": reason, **amount, **more})


def run(reason: str, days: int, kind: Kind = Kind.ILLNESS, **more) -> Item:
    return item(reason, days, kind, consecutive=True, **more)


def measure(law_item: int = 4, text: str = "사회봉사 5시간", on: str = "2024-05-03") -> Measure:
    return Measure(law_item=law_item, decided_on=day(on), text=text)


def asked(*items: Item, **more):
    return remark(RemarkFacts(**{"items": items, "frequent_count": 10, **more}))


def why(result) -> list[WhyLeftOut]:
    return [each.why for each in result.left_out]


def refused_field(*items: Item, **more) -> str:
    with pytest.raises(BadInput) as refused:
        asked(*items, **more)
    return refused.value.field


class TestLongAbsences:
    @pytest.mark.parametrize("kind", [Kind.ILLNESS, Kind.UNEXCUSED])
    @pytest.mark.parametrize(("days", "written"), [(6, False), (7, True), (8, True)])
    def test_seven_days_running_are_long(self, kind, days, written):
        result = asked(run("치료", days, kind))
        assert result.text == (f"치료로 인한 {kind.korean}결석({days}일)" if written else "")
        assert why(result) == ([] if written else [WhyLeftOut.NOT_FREQUENT])

    @pytest.mark.parametrize(("school_s", "days"), [(4, 3), (4, 4), (4, 5), (10, 9), (10, 10)])
    def test_the_school_may_set_three_days_more_or_fewer(self, school_s, days):
        result = asked(run("폐렴", days), long_absence_days=school_s, frequent_count=30)
        assert bool(result.text) is (days >= school_s)

    @pytest.mark.parametrize(("set_days", "lawful"), [(3, False), (4, True), (10, True), (11, False)])
    def test_but_no_further(self, set_days, lawful):
        if lawful:
            assert asked(long_absence_days=set_days).text == ""
        else:
            assert refused_field(long_absence_days=set_days) == "long_absence_days"

    def test_days_that_do_not_run_on_are_not_long(self):
        assert asked(item("감기", 9)).text == ""

    def test_each_kind_is_written_by_itself_in_the_order_given(self):
        result = asked(run("가출", 8, Kind.UNEXCUSED), run("폐렴", 9), run("감기", 7))
        assert result.text == "가출로 인한 미인정결석(8일), 폐렴으로 인한 질병결석(9일), 감기로 인한 질병결석(7일)"


class TestOtherAbsences:
    def test_even_one_day_is_written_with_its_reason(self):
        assert asked(item("가사 조력", 1, Kind.OTHER)).text == "가사 조력으로 인한 기타결석(1일)"

    def test_but_lateness_for_other_reasons_is_like_any_other(self):
        assert asked(item("간병", 9, Kind.OTHER, Form.LATE)).text == ""


class TestShortAbsences:
    @pytest.mark.parametrize("days", [4, 5])
    def test_they_are_summed_with_their_main_reason_when_frequent(self, days):
        result = asked(item("감기", days), run("복통", 6))
        assert result.text == f"복통으로 인한 질병결석({days + 6}일)"
        assert why(result) == [WhyLeftOut.MINOR_REASON]

    def test_when_they_are_not_all_are_left_out(self):
        result = asked(item("감기", 3), run("복통", 6))
        assert (result.text, why(result)) == ("", [WhyLeftOut.NOT_FREQUENT] * 2)

    def test_kinds_are_not_summed_together(self):
        assert asked(item("감기", 6), item("늦잠", 6, Kind.UNEXCUSED)).text == ""

    def test_long_absences_are_not_summed_with_them(self):
        result = asked(run("폐렴", 8), item("감기", 6))
        assert (result.text, why(result)) == ("폐렴으로 인한 질병결석(8일)", [WhyLeftOut.NOT_FREQUENT])

    def test_where_a_count_is_given_it_tells_how_frequent_and_the_days_are_written(self):
        assert asked(item("감기", 12, count=9)).text == ""
        assert asked(item("감기", 12, count=10)).text == "감기로 인한 질병결석(12일)"


class TestLatenessAndTheLike:
    @pytest.mark.parametrize("form", [Form.LATE, Form.EARLY_LEAVE, Form.CLASS_ABSENCE])
    @pytest.mark.parametrize(("count", "written"), [(9, False), (10, True), (11, True)])
    def test_they_are_written_only_when_frequent(self, form, count, written):
        text = f"두통치료로 인한 질병{form.korean}({count}회)"
        assert asked(item("두통치료", count, form=form)).text == (text if written else "")

    def test_running_days_do_not_make_lateness_long(self):
        assert asked(item("늦잠", 9, form=Form.LATE, consecutive=True)).text == ""

    def test_each_reason_that_is_frequent_by_itself_has_its_own_number(self):
        many = item("두통치료", 13, form=Form.LATE), item("정기진료", 12, form=Form.LATE)
        result = asked(*many, item("늦잠", 3, form=Form.LATE))
        assert result.text == "두통치료로 인한 질병지각(13회), 정기진료로 인한 질병지각(12회)"
        assert [(each.item, each.why) for each in result.left_out] == [("늦잠 질병지각(3회)", WhyLeftOut.NOT_FREQUENT)]

    def test_forms_are_not_summed_together_but_reasons_of_one_form_are(self):
        late, early = item("진료", 6, form=Form.LATE), item("진료", 6, form=Form.EARLY_LEAVE)
        assert asked(late, early).text == ""
        assert asked(late, item("두통", 5, form=Form.LATE)).text == "진료로 인한 질병지각(11회)"

    def test_without_the_school_s_number_none_is_written_and_a_person_is_told(self):
        result = asked(item("진료", 300, form=Form.LATE), frequent_count=None)
        assert (result.text, why(result)) == ("", [WhyLeftOut.NOT_FREQUENT])
        assert "횟수가 없어" in result.warnings[0]
        assert asked(run("폐렴", 8), frequent_count=None).warnings == ()
        assert asked(item("진료", 3, form=Form.LATE)).warnings == ()


class TestLeftOut:
    def test_authorized_absences_are_not_written(self):
        result = asked(item("교외체험학습", 9, Kind.AUTHORIZED, consecutive=True))
        assert (result.text, result.warnings) == ("", ())
        assert [(each.item, each.why) for each in result.left_out] == [
            ("교외체험학습 출석인정결석(9일)", WhyLeftOut.AUTHORIZED)
        ]

    def test_an_illness_that_the_committee_protects_stays_blank_and_unnamed(self):
        result = asked(run("우울증", 20, confidential=True, committee_agreed=True))
        assert (result.text, why(result)) == ("", [WhyLeftOut.CONFIDENTIAL])
        assert "우울증" not in repr(result)

    def test_without_the_committee_it_is_written_with_a_warning(self):
        result = asked(run("우울증", 20, confidential=True))
        assert result.text == "우울증으로 인한 질병결석(20일)"
        assert "위원회 심의" in result.warnings[0]

    def test_other_reasons_than_illness_are_not_protected(self):
        result = asked(run("가출", 20, Kind.UNEXCUSED, confidential=True, committee_agreed=True))
        assert result.text == "가출로 인한 미인정결석(20일)"
        assert "질병이어야" in result.warnings[0]

    def test_an_empty_year_has_an_empty_remark(self):
        result = asked()
        assert (result.text, result.left_out, len(result.because)) == ("", (), 1)


class TestPerfect:
    def test_a_perfect_year_is_written_so(self):
        assert asked(perfect=True).text == "개근"
        assert asked(item("교외체험학습", 9, Kind.AUTHORIZED), perfect=True).text == "개근"

    def test_one_with_entries_is_refused(self):
        assert refused_field(item("감기", 1), perfect=True) == "perfect"


class TestMeasures:
    @pytest.mark.parametrize(
        ("school_year", "grade", "written"),
        [(2024, 1, False), (2024, 2, True), (2025, 2, False), (2025, 3, True), (2026, 3, False), (2029, 6, False)],
    )
    def test_entrants_of_2024_and_later_have_them_in_their_own_register(self, school_year, grade, written):
        result = asked(measures=(measure(),), grade=grade, school_year=school_year)
        assert result.text == ("2024.05.03. 사회봉사 5시간" if written else "")
        assert why(result) == ([] if written else [WhyLeftOut.OWN_REGISTER])

    def test_they_follow_the_absences_in_the_order_given(self):
        both = (measure(6, " 출석정지  3일 ", "2024-06-07"), measure())
        result = asked(run("감기", 8), measures=both, grade=4)
        assert result.text == "감기로 인한 질병결석(8일), 2024.06.07. 출석정지 3일, 2024.05.03. 사회봉사 5시간"
        assert "제6호 조치는 결정 즉시" in " ".join(step.text for step in result.because)

    def test_measures_alone_are_not_in_the_style_of_absences(self):
        last = asked(measures=(measure(),), grade=4).because[-1].text
        assert last.startswith("재심·행정심판·소송")
        assert asked(measures=(measure(),), grade=1, school_year=2024).because[-1].text.endswith("비워 둡니다.")

    def test_an_appeal_does_not_change_the_date(self):
        result = asked(measures=(measure(),), grade=4)
        assert any("처음 결정한 날짜" in step.text for step in result.because)
        assert not any("처음 결정한 날짜" in step.text for step in asked().because)

    @pytest.mark.parametrize(("law_item", "lawful"), [(3, False), (4, True), (5, True), (6, True), (7, False)])
    def test_only_items_four_to_six_stand_here(self, law_item, lawful):
        if lawful:
            assert measure(law_item).law_item == law_item
        else:
            with pytest.raises(BadInput) as refused:
                measure(law_item)
            assert refused.value.field == "law_item"

    def test_one_without_words_is_refused(self):
        with pytest.raises(BadInput) as refused:
            measure(text=" ")
        assert refused.value.field == "text"

    def test_the_grade_has_to_be_known(self):
        assert refused_field(measures=(measure(),)) == "grade"


class TestWording:
    def test_a_language_course_abroad_is_written_as_the_handbook_says(self):
        result = asked(run("해외 어학연수", 20, Kind.UNEXCUSED))
        assert (result.text, result.warnings) == ("미인정유학(20일)", ())

    @pytest.mark.parametrize("kind", [Kind.ILLNESS, Kind.OTHER])
    def test_of_another_kind_its_words_are_warned_of(self, kind):
        result = asked(run("해외어학연수", 20, kind))
        assert "‘해외어학연수’" in result.warnings[0]

    def test_a_late_morning_is_no_study_abroad(self):
        assert asked(item("해외어학연수", 20, Kind.UNEXCUSED, Form.LATE)).text.startswith("해외어학연수로")

    def test_spaces_in_a_reason_are_single(self):
        assert asked(run("  독감   치료 ", 8)).text == "독감 치료로 인한 질병결석(8일)"

    @pytest.mark.parametrize(("characters", "warned"), [(489, False), (490, False), (491, True)])
    def test_a_remark_beyond_1500_bytes_is_warned_of(self, characters, warned):
        # What follows the reason, 로 인한 질병결석(10일), has eight Korean and six other characters: 30 bytes.
        assert bool(asked(run("가" * characters, 10)).warnings) is warned


class TestRefusals:
    def test_a_written_item_without_a_reason(self):
        assert refused_field(run("폐렴", 8), run(" ", 8)) == "items.1.reason"
        assert asked(item("", 2)).text == ""

    @pytest.mark.parametrize(("form", "field"), [(Form.ABSENCE, "days"), (Form.LATE, "count")])
    def test_an_item_without_a_number(self, form, field):
        with pytest.raises(BadInput) as refused:
            Item(kind=Kind.ILLNESS, form=form, reason="감기")
        assert refused.value.field == field

    def test_the_other_number_is_taken_where_one_is_missing(self):
        assert asked(Item(kind=Kind.OTHER, reason="간병", count=2)).text == "간병으로 인한 기타결석(2일)"
        late = Item(kind=Kind.ILLNESS, form=Form.LATE, reason="진료", days=12)
        assert asked(late).text == "진료로 인한 질병지각(12회)"


class TestOtherYears:
    def test_a_year_before_the_handbook_has_its_figures_with_a_warning(self):
        result = asked(run("감기", 7), measures=(measure(),), grade=1, school_year=2023)
        assert result.text == "감기로 인한 질병결석(7일), 2024.05.03. 사회봉사 5시간"
        assert "2024학년도 기준을 적용" in result.warnings[0]

    def test_a_year_nobody_has_checked_is_warned_of(self):
        assert "2025학년도" in asked(school_year=2025).warnings[0]


items = st.lists(
    st.builds(
        item,
        st.sampled_from(["감기", "폐렴", "진료"]),
        st.integers(1, 12),
        st.sampled_from(Kind),
        st.sampled_from(Form),
        consecutive=st.booleans(),
    ),
    max_size=8,
)


@given(items)
def test_every_item_is_written_or_told_to_be_left_out(listed):
    result = asked(*listed)
    written = result.text.count("인한")
    assert written + len(result.left_out) == len(listed)
    assert "출석인정" not in result.text
