"""Histories built by the handbook's own story, without asking the validator: each is lawful and can be printed.

What may follow is written down here once more, from p.68, 80, 83, 89 and 92, so that the rules are held against it.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hakjeok.record.events import Event
from hakjeok.record.lines import LinesFacts, lines
from hakjeok.record.standing import standing_on
from hakjeok.record.validate import ProblemCode, ValidateFacts, validate
from hakjeok.record.wording import line_date, remark_date
from hakjeok.vocabulary import Change, Status
from tests.rules.record.histories import HERE, THERE

C, S = Change, Status
GRADUATIONS = {C.GRADUATION: 6, C.EARLY_GRADUATION: 5}
FOLLOWS = {
    S.NONE: {C.ADMISSION, C.ENROLLMENT, C.TRANSFER_IN, C.LATERAL_ENTRY},
    S.ENROLLED: {
        *(C.TRANSFER_OUT, C.EXEMPTION, C.DEFERMENT, C.OUT_OF_QUOTA),
        *(C.PROMOTION, C.EARLY_PROMOTION, C.RETENTION, C.COMPLETION),
        *(C.GRADUATION, C.EARLY_GRADUATION, C.HONORARY_GRADUATION),
    },
    S.TRANSFERRED_OUT: {C.TRANSFER_IN, C.LATERAL_ENTRY},
    S.DEFERRED: {C.REENTRY, C.LATERAL_ENTRY, C.EXEMPTION},
    S.OUT_OF_QUOTA: {C.REENTRY, C.LATERAL_ENTRY, C.EXEMPTION},
    S.EXEMPT: {C.REENTRY, C.LATERAL_ENTRY, C.HONORARY_GRADUATION},
    S.GRADUATED: set(),
}
LEADS_TO = {
    C.TRANSFER_OUT: S.TRANSFERRED_OUT,
    C.EXEMPTION: S.EXEMPT,
    C.DEFERMENT: S.DEFERRED,
    C.OUT_OF_QUOTA: S.OUT_OF_QUOTA,
    C.GRADUATION: S.GRADUATED,
    C.EARLY_GRADUATION: S.GRADUATED,
    C.HONORARY_GRADUATION: S.GRADUATED,
}
UP = {C.PROMOTION: 1, C.EARLY_PROMOTION: 2}
REASONS = st.sampled_from(["정당한 해외 출국", "질병치료", "학교교육활동 중 사망", None])


def status_after(events) -> Status:
    return LEADS_TO.get(events[-1].change, S.ENROLLED) if events else S.NONE


def may_follow(events) -> list[Change]:
    """Changes that may follow by their order and by the grade that was reached."""
    grade = events[-1].grade if events else None
    return [
        change
        for change in Change
        if change in FOLLOWS[status_after(events)]
        and (grade is None or grade + UP.get(change, 0) <= 6)
        and (change not in GRADUATIONS or grade == GRADUATIONS[change])
    ]


@st.composite
def histories(draw, at_least: int = 1):
    """A pupil's life at school, told one change after another, a day or more apart."""
    events: list[Event] = []
    on = date(2018, 3, 2)
    for _ in range(draw(st.integers(at_least, 12))):
        changes = may_follow(events)
        if not changes:
            break
        events.append(_next(draw, events, draw(st.sampled_from(changes)), on))
        on += timedelta(days=draw(st.integers(1, 400)))
    return tuple(events)


def _next(draw, events, change, on) -> Event:
    if not events:
        school, grade = HERE, draw(st.integers(1, 6))
    else:
        school = draw(st.sampled_from([HERE, THERE])) if change.enters else events[-1].school
        grade = events[-1].grade + UP.get(change, 0)
    reason = draw(REASONS) if change.suspends or change is C.HONORARY_GRADUATION else None
    return Event(change=change, date=on, school=school, grade=grade, reason=reason)


def problems(events) -> list[tuple[int, ProblemCode]]:
    return [(each.index, each.code) for each in validate(ValidateFacts(events=tuple(events))).problems]


@given(histories())
def test_each_is_lawful_at_every_length(events):
    for length in range(len(events) + 1):
        assert problems(events[:length]) == []


@given(histories())
def test_the_record_stands_where_the_last_change_left_it(events):
    standing = standing_on(events, events[-1].date)
    assert (standing.status, standing.school, standing.grade) == (
        status_after(events),
        events[-1].school,
        events[-1].grade,
    )


@given(histories())
def test_each_prints_a_line_for_every_coming_and_going(events):
    printed = lines(LinesFacts(events=events)).history
    own = [each for each in events if each.change.enters or each.change.graduates or each.change is C.TRANSFER_OUT]
    assert len(printed) == len(own)
    for line, event in zip(printed, own, strict=True):
        assert line.startswith(f"{line_date(event.date)} {event.school} ")
        assert event.change.korean in line.split("(")[0]
        assert "  " not in line


@given(histories())
def test_each_suspension_ends_the_line_of_its_spell(events):
    printed = "\n".join(lines(LinesFacts(events=events)).history)
    suspensions = [each for each in events if each.change.suspends]
    assert printed.count("(") == len(suspensions)
    for each in suspensions:
        assert f"({line_date(each.date)} " in printed
        assert f"{each.change.korean})" in printed


@given(histories())
def test_each_remark_is_dated_by_its_change(events):
    printed = lines(LinesFacts(events=events)).remarks
    lengths = {C.EXEMPTION: 1, C.DEFERMENT: 2, C.OUT_OF_QUOTA: 1, C.RETENTION: 1}
    honorary = sum(each.change is C.HONORARY_GRADUATION and each.reason is not None for each in events)
    assert len(printed) == sum(lengths.get(each.change, 0) for each in events) + honorary
    for each in events:
        if each.change in lengths:
            assert any(remark.startswith(remark_date(each.date)) for remark in printed)


@given(histories(), st.data())
def test_an_unlawful_insertion_is_found_where_it_stands_and_nowhere_else(events, data):
    at = data.draw(st.integers(0, len(events)))
    before = events[:at]
    unlawful = [each for each in Change if each not in FOLLOWS[status_after(before)] | {C.GENERAL_EXAM}]
    near = before[-1] if before else events[0]
    wrong = Event(
        change=data.draw(st.sampled_from(unlawful)),
        date=near.date,
        school=data.draw(st.sampled_from([HERE, THERE])),
        grade=near.grade,
    )
    assert [index for index, _ in problems((*before, wrong, *events[at:]))] == [at]


@given(histories(at_least=2), st.data())
def test_a_date_before_the_one_above_is_found(events, data):
    if len(events) < 2:
        return
    at = data.draw(st.integers(1, len(events) - 1))
    early = replace(events[at], date=events[at - 1].date - timedelta(days=data.draw(st.integers(1, 2000))))
    found = problems((*events[:at], early, *events[at + 1 :]))
    assert (at, ProblemCode.DATE_BACKWARDS) in found
    assert all(code is not ProblemCode.DATE_BACKWARDS or index == at for index, code in found)


@given(histories(), st.data())
def test_another_school_s_change_is_found(events, data):
    own = [index for index, each in enumerate(events) if not each.change.enters]
    if not own:
        return
    at = data.draw(st.sampled_from(own))
    wrong = replace(events[at], school="다른초등학교")
    assert (at, ProblemCode.WRONG_SCHOOL) in problems((*events[:at], wrong, *events[at + 1 :]))


@given(histories(), st.data())
def test_a_promotion_to_any_other_grade_is_found(events, data):
    ups = [index for index, each in enumerate(events) if each.change in UP]
    if not ups:
        return
    at = data.draw(st.sampled_from(ups))
    grade = data.draw(st.integers(1, 6).filter(lambda each: each != events[at].grade))
    wrong = replace(events[at], grade=grade)
    assert (at, ProblemCode.WRONG_GRADE) in problems((*events[:at], wrong))


@given(histories(), st.dates(date(2017, 1, 1), date(2035, 1, 1)))
def test_an_exam_passed_at_any_time_changes_nothing_but_a_remark(events, on):
    exam = Event(change=C.GENERAL_EXAM, date=max(on, events[-1].date))
    assert problems((*events, exam)) == []
    printed, without = lines(LinesFacts(events=(*events, exam))), lines(LinesFacts(events=events))
    assert printed.history == without.history
    assert printed.remarks == (*without.remarks, f"{remark_date(exam.date)} 졸업학력 검정고시 합격")


@pytest.mark.parametrize("status", FOLLOWS)
def test_every_state_of_a_record_says_what_may_follow(status):
    assert set(FOLLOWS) == set(Status)
    assert C.GENERAL_EXAM not in FOLLOWS[status]
