"""학적 상태: what the record says on a day (p.63, 64, 68, 89)."""

import pytest

from hakjeok.record.events import Event
from hakjeok.record.standing import NOTHING, STATUS_AFTER, Standing, belongs_on, standing_on
from hakjeok.vocabulary import Change, Status
from tests.rules.calendars import day
from tests.rules.record.histories import HERE, THERE, admission, event

MOVED = (
    admission("2022-03-02"),
    event(Change.PROMOTION, "2023-03-01", 2),
    event(Change.TRANSFER_OUT, "2023-06-11", 2),
    event(Change.TRANSFER_IN, "2023-06-12", 2, THERE),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022-03-01", NOTHING),
        ("2022-03-02", Standing(Status.ENROLLED, HERE, 1, day("2022-03-02"))),
        ("2023-02-28", Standing(Status.ENROLLED, HERE, 1, day("2022-03-02"))),
        ("2023-03-01", Standing(Status.ENROLLED, HERE, 2, day("2023-03-01"))),
        ("2023-06-11", Standing(Status.TRANSFERRED_OUT, HERE, 2, day("2023-06-11"))),
        ("2023-06-12", Standing(Status.ENROLLED, THERE, 2, day("2023-06-12"))),
    ],
)
def test_a_change_holds_from_its_day_on(text, expected):
    assert standing_on(MOVED, day(text)) == expected


@pytest.mark.parametrize(
    ("change", "status"),
    [
        (Change.EXEMPTION, Status.EXEMPT),
        (Change.DEFERMENT, Status.DEFERRED),
        (Change.OUT_OF_QUOTA, Status.OUT_OF_QUOTA),
        (Change.TRANSFER_OUT, Status.TRANSFERRED_OUT),
        (Change.GRADUATION, Status.GRADUATED),
        (Change.RETENTION, Status.ENROLLED),
    ],
)
def test_each_change_leads_to_its_status(change, status):
    events = (admission(), event(change, "2022-07-14"))
    assert standing_on(events, day("2022-07-14")).status is status


def test_every_change_but_the_exam_has_a_status():
    assert set(Change) - set(STATUS_AFTER) == {Change.GENERAL_EXAM}


def test_the_general_exam_changes_nothing():
    events = (admission(), event(Change.DEFERMENT, "2022-07-14"))
    exam = Event(change=Change.GENERAL_EXAM, date=day("2023-04-08"))
    on = day("2023-05-01")
    assert standing_on((*events, exam), on) == standing_on(events, on)


@pytest.mark.parametrize(
    ("change", "on_the_day"),
    [
        (Change.EXEMPTION, True),
        (Change.DEFERMENT, True),
        (Change.TRANSFER_OUT, True),
        (Change.OUT_OF_QUOTA, False),
    ],
)
def test_the_day_of_leaving_is_the_pupil_s_own_but_for_out_of_quota(change, on_the_day):
    events = (admission("2022-03-02"), event(change, "2022-07-14"))
    own = [
        belongs_on(events, day(text)) for text in ("2022-03-01", "2022-03-02", "2022-07-13", "2022-07-14", "2022-07-15")
    ]
    assert own == [False, True, True, on_the_day, False]


def test_one_who_leaves_and_comes_on_one_day_belongs():
    events = (
        admission("2022-03-02"),
        event(Change.OUT_OF_QUOTA, "2022-06-14"),
        event(Change.REENTRY, "2022-06-14"),
    )
    assert belongs_on(events, day("2022-06-14"))
