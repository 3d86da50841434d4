"""학적변동 순서 점검: p.44, 68, 83, 89, 92."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hakjeok.record.events import Event
from hakjeok.record.lines import LinesFacts, lines
from hakjeok.record.standing import NOTHING, after
from hakjeok.record.validate import LAWFUL_FROM, ProblemCode, ValidateFacts, Validation, validate
from hakjeok.vocabulary import Change, Status
from tests.rules.calendars import day
from tests.rules.record.histories import HERE, THERE, admission, event


def of(*events: Event) -> Validation:
    return validate(ValidateFacts(events=events))


def codes(*events: Event) -> list[tuple[int, ProblemCode]]:
    return [(problem.index, problem.code) for problem in of(*events).problems]


ENTERED = admission("2022-03-02")
SUSPENSIONS = [Change.EXEMPTION, Change.DEFERMENT, Change.OUT_OF_QUOTA]


class TestLawful:
    @pytest.mark.parametrize(
        "events",
        [
            (),
            (ENTERED,),
            (event(Change.ENROLLMENT, "2024-05-09", 3),),
            (event(Change.LATERAL_ENTRY, "2024-05-09", 4),),
            (event(Change.TRANSFER_IN, "2024-05-09", 4),),
            (ENTERED, event(Change.PROMOTION, "2023-03-01", 2), event(Change.RETENTION, "2024-02-28", 2)),
            (ENTERED, event(Change.EARLY_PROMOTION, "2023-03-01", 3)),
            (ENTERED, event(Change.COMPLETION, "2023-01-10", 1), event(Change.PROMOTION, "2023-03-01", 2)),
            (ENTERED, event(Change.HONORARY_GRADUATION, "2024-02-07", 1)),
            (ENTERED, event(Change.EXEMPTION, "2022-07-05", 1), event(Change.HONORARY_GRADUATION, "2023-02-07", 1)),
            (admission("2022-03-02", 6), event(Change.GRADUATION, "2023-01-06", 6)),
            (admission("2022-03-02", 5), event(Change.EARLY_GRADUATION, "2023-01-06", 5)),
        ],
    )
    def test_such_histories_are(self, events):
        assert codes(*events) == []
        assert of(*events).valid

    @pytest.mark.parametrize("suspension", SUSPENSIONS)
    @pytest.mark.parametrize("back", [Change.REENTRY, Change.LATERAL_ENTRY])
    def test_one_comes_back_after_a_suspension_at_any_school_and_grade(self, suspension, back):
        assert codes(ENTERED, event(suspension, "2022-06-14"), event(back, "2024-04-01", 3, THERE)) == []

    @pytest.mark.parametrize("first", [Change.DEFERMENT, Change.OUT_OF_QUOTA])
    def test_exemption_may_be_added_while_away(self, first):
        assert codes(ENTERED, event(first, "2022-06-14"), event(Change.EXEMPTION, "2022-09-01")) == []

    def test_a_transfer_enters_the_day_after(self):
        out, into = event(Change.TRANSFER_OUT, "2022-06-12"), event(Change.TRANSFER_IN, "2022-06-13", 1, THERE)
        assert codes(ENTERED, out, into) == []

    def test_the_record_as_printed_without_promotions_is(self):
        """p.80: grade 1 in 2022, out of quota in 2023, back in grade 3 in 2024."""
        leaving = event(Change.OUT_OF_QUOTA, "2023-07-20", 2)
        assert codes(ENTERED, leaving, event(Change.REENTRY, "2024-04-01", 3, THERE)) == []

    def test_spaces_in_a_school_s_name_make_no_other_school(self):
        assert codes(ENTERED, event(Change.EXEMPTION, "2022-07-14", 1, f" {HERE} ")) == []

    def test_the_general_exam_may_stand_anywhere(self):
        exam = Event(change=Change.GENERAL_EXAM, date=day("2023-04-08"))
        assert codes(ENTERED, event(Change.DEFERMENT, "2022-06-14"), exam) == []


class TestOrder:
    @pytest.mark.parametrize(
        "change",
        [each for each in Change if not each.enters and each is not Change.GENERAL_EXAM],
    )
    def test_nothing_comes_before_the_first_entry(self, change):
        assert codes(event(change, "2022-07-14")) == [(0, ProblemCode.NOTHING_BEFORE_ENTRY)]

    def test_reentry_only_after_a_suspension(self):
        assert codes(event(Change.REENTRY, "2024-09-04")) == [(0, ProblemCode.NOT_SUSPENDED)]
        out = event(Change.TRANSFER_OUT, "2022-06-12")
        assert codes(ENTERED, out, event(Change.REENTRY, "2024-09-04")) == [(2, ProblemCode.NOT_SUSPENDED)]

    @pytest.mark.parametrize("entry", [each for each in Change if each.enters])
    def test_no_second_entry_while_enrolled(self, entry):
        assert codes(ENTERED, event(entry, "2023-04-01")) == [(1, ProblemCode.ALREADY_ENROLLED)]
        assert codes(ENTERED, event(entry, "2023-04-01", 1, THERE)) == [(1, ProblemCode.TWO_SCHOOLS)]

    @pytest.mark.parametrize("entry", [Change.ADMISSION, Change.ENROLLMENT])
    def test_no_first_entry_where_a_record_exists(self, entry):
        events = ENTERED, event(Change.EXEMPTION, "2022-07-14"), event(entry, "2023-04-01", 2)
        assert codes(*events) == [(2, ProblemCode.RECORD_EXISTS)]

    @pytest.mark.parametrize("suspension", SUSPENSIONS)
    def test_transfer_in_only_after_transfer_out(self, suspension):
        events = ENTERED, event(suspension, "2022-07-14"), event(Change.TRANSFER_IN, "2023-04-01", 1, THERE)
        assert codes(*events) == [(2, ProblemCode.NOT_TRANSFERRED_OUT)]

    @pytest.mark.parametrize("second", [Change.DEFERMENT, Change.OUT_OF_QUOTA, Change.TRANSFER_OUT, Change.PROMOTION])
    def test_only_the_enrolled_are_deferred_moved_or_promoted(self, second):
        events = ENTERED, event(Change.DEFERMENT, "2022-07-14"), event(second, "2022-09-01", 2)
        assert codes(*events) == [(2, ProblemCode.NOT_ENROLLED)]

    def test_an_exemption_is_not_given_twice(self):
        twice = event(Change.EXEMPTION, "2022-07-14"), event(Change.EXEMPTION, "2022-09-01")
        assert codes(ENTERED, *twice) == [(2, ProblemCode.NOT_ENROLLED)]

    @pytest.mark.parametrize("change", [Change.ADMISSION, Change.EXEMPTION, Change.REENTRY, Change.GRADUATION])
    def test_nothing_follows_graduation(self, change):
        graduated = admission("2022-03-02", 6), event(Change.GRADUATION, "2023-01-06", 6)
        assert codes(*graduated, event(change, "2023-04-01", 6)) == [(2, ProblemCode.AFTER_GRADUATION)]

    def test_an_event_out_of_order_is_told_once_and_left_out(self):
        events = ENTERED, admission("2022-04-01", 1, THERE), event(Change.EXEMPTION, "2022-07-14")
        assert codes(*events) == [(1, ProblemCode.TWO_SCHOOLS)]


class TestDates:
    @pytest.mark.parametrize(("text", "found"), [("2022-03-01", 1), ("2022-03-02", 0), ("2022-03-03", 0)])
    def test_they_never_run_backwards(self, text, found):
        problems = of(ENTERED, event(Change.DEFERMENT, text)).problems
        assert len(problems) == found
        assert all(problem.code is ProblemCode.DATE_BACKWARDS for problem in problems)

    @pytest.mark.parametrize(
        ("change", "told"),
        [
            (Change.DEFERMENT, "유예(2022. 3. 1.(화))가 앞선 입학(2022. 3. 2.(수))보다 빠릅니다."),
            (Change.OUT_OF_QUOTA, "정원 외 학적관리(2022. 3. 1.(화))가 앞선 입학(2022. 3. 2.(수))보다 빠릅니다."),
        ],
    )
    def test_an_earlier_date_is_told_with_the_particle_of_its_change(self, change, told):
        assert of(ENTERED, event(change, "2022-03-01")).problems[0].message.startswith(told)

    def test_they_are_compared_with_the_latest_so_far(self):
        events = ENTERED, event(Change.DEFERMENT, "2022-03-01"), event(Change.REENTRY, "2022-03-01")
        assert [index for index, _ in codes(*events)] == [1, 2]

    @pytest.mark.parametrize(
        ("text", "lawful"),
        [
            ("2023-03-01", False),
            ("2024-02-29", False),
            ("2024-03-01", True),
            ("2024-03-02", False),
            ("2025-03-01", True),
        ],
    )
    def test_leaving_and_entering_on_one_day_only_on_the_first_of_march_from_2024(self, text, lawful):
        events = ENTERED, event(Change.TRANSFER_OUT, text, 2), event(Change.TRANSFER_IN, text, 2, THERE)
        assert codes(*events) == ([] if lawful else [(2, ProblemCode.SAME_DAY)])


class TestGrades:
    @pytest.mark.parametrize(("change", "lawful"), [(Change.PROMOTION, 2), (Change.EARLY_PROMOTION, 3)])
    @pytest.mark.parametrize("grade", [1, 2, 3, 4])
    def test_promotion_goes_up_one_and_early_promotion_two(self, change, lawful, grade):
        expected = [] if grade == lawful else [(1, ProblemCode.WRONG_GRADE)]
        assert codes(ENTERED, event(change, "2023-03-01", grade)) == expected

    def test_beyond_grade_six_nobody_is_promoted(self):
        assert codes(admission("2022-03-02", 6), event(Change.PROMOTION, "2023-03-01", 6)) != []

    @pytest.mark.parametrize("change", [Change.RETENTION, Change.EXEMPTION, Change.TRANSFER_OUT, Change.COMPLETION])
    @pytest.mark.parametrize(("grade", "lawful"), [(2, False), (3, True), (4, False)])
    def test_within_the_year_the_grade_stays(self, change, grade, lawful):
        entered = admission("2022-03-02", 3)
        assert of(entered, event(change, "2023-02-28", grade)).valid is lawful

    @pytest.mark.parametrize(("grade", "lawful"), [(5, False), (6, True)])
    def test_graduation_is_from_grade_six(self, grade, lawful):
        assert of(admission("2022-03-02", 5), event(Change.GRADUATION, "2024-01-05", grade)).valid is lawful

    def test_one_in_grade_five_does_not_graduate_as_of_six_in_the_same_year(self):
        assert not of(admission("2022-03-02", 5), event(Change.GRADUATION, "2023-01-06", 6)).valid

    def test_early_graduation_is_from_grade_five(self):
        assert not of(admission("2022-03-02", 4), event(Change.EARLY_GRADUATION, "2023-01-06", 4)).valid


class TestSchools:
    @pytest.mark.parametrize("change", [Change.EXEMPTION, Change.TRANSFER_OUT, Change.RETENTION])
    def test_only_the_present_school_changes_the_record(self, change):
        assert codes(ENTERED, event(change, "2022-07-14", 1, THERE)) == [(1, ProblemCode.WRONG_SCHOOL)]


def test_messages_name_what_was_wrong():
    (problem,) = of(ENTERED, event(Change.TRANSFER_IN, "2022-07-14", 1, THERE)).problems
    assert HERE in problem.message
    assert THERE in problem.message


def test_every_change_but_the_exam_says_from_where_it_is_lawful():
    assert set(Change) - set(LAWFUL_FROM) == {Change.GENERAL_EXAM}


@st.composite
def lawful_histories(draw):
    """A walk along what is lawful from each standing, a day or more apart, within the grades."""
    standing, events, on = NOTHING, [], day("2019-03-04")
    for _ in range(draw(st.integers(1, 10))):
        changes = [each for each in LAWFUL_FROM if standing.status in LAWFUL_FROM[each]]
        options = [each for change in changes for each in _following(standing, change, on)]
        options = [each for each in options if validate(ValidateFacts(events=(*events, each))).valid]
        if not options:
            break
        events.append(draw(st.sampled_from(options)))
        standing = after(standing, events[-1])
        on += timedelta(days=draw(st.integers(1, 400)))
    return tuple(events)


def _following(standing, change, on):
    schools = (HERE, THERE) if change.enters else (standing.school,)
    if not change.enters and standing.school is None:
        return []
    return [Event(change=change, date=on, school=school, grade=grade) for school in schools for grade in range(1, 7)]


@given(lawful_histories())
def test_a_lawful_history_is_valid_at_every_length_and_can_be_printed(events):
    for length in range(len(events) + 1):
        assert of(*events[:length]).valid
        printed = lines(LinesFacts(events=events[:length]))
        with_line = [
            e for e in events[:length] if e.change.enters or e.change.graduates or e.change is Change.TRANSFER_OUT
        ]
        assert len(printed.history) == len(with_line)


@given(lawful_histories())
def test_after_the_last_graduation_stands_nothing(events):
    standing = NOTHING
    for each in events:
        assert standing.status is not Status.GRADUATED
        standing = after(standing, each)
