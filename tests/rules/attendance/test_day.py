"""하루의 출결: p.30, 96."""

import pytest

from hakjeok.attendance.day import DayEvent, DayFacts, day
from hakjeok.errors import BadInput
from hakjeok.vocabulary import AbsenceForm as Form
from hakjeok.vocabulary import AbsenceKind as Kind


def event(form: Form, kind: Kind = Kind.ILLNESS, **more: int) -> DayEvent:
    return DayEvent(form=form, kind=kind, **more)


def refused_field(*events: DayEvent, chosen: Form | None = None) -> str:
    with pytest.raises(BadInput) as refused:
        DayFacts(events=events, chosen=chosen)
    return refused.value.field


@pytest.mark.parametrize("form", [Form.LATE, Form.EARLY_LEAVE, Form.CLASS_ABSENCE])
@pytest.mark.parametrize("kind", list(Kind))
def test_late_early_and_class_absence_are_days_attended(form, kind):
    result = day(DayFacts(events=(event(form, kind),)))
    assert (result.form, result.kind, result.attended) == (form, kind, True)


@pytest.mark.parametrize("kind", [Kind.ILLNESS, Kind.UNEXCUSED, Kind.OTHER])
def test_an_absence_is_a_day_not_attended(kind):
    assert day(DayFacts(events=(event(Form.ABSENCE, kind),))).attended is False


def test_an_authorized_absence_is_a_day_attended():
    assert day(DayFacts(events=(event(Form.ABSENCE, Kind.AUTHORIZED),))).attended is True


def test_missing_every_lesson_is_still_no_absence():
    missed = event(Form.CLASS_ABSENCE, Kind.UNEXCUSED, periods=6, minutes=240)
    assert day(DayFacts(events=(missed,))).attended is True


@pytest.mark.parametrize(
    ("form", "meaning"),
    [
        (Form.LATE, "등교시각까지 출석하지 않은 것"),
        (Form.EARLY_LEAVE, "등교시각과 하교시각 사이에 하교한 것"),
        (Form.CLASS_ABSENCE, "수업시간의 일부나 전부에 참여하지 않은 것"),
    ],
)
def test_what_each_form_means_is_told(form, meaning):
    """p.30 7. 가.–다."""
    assert meaning in day(DayFacts(events=(event(form),))).because[1].text
    absence = day(DayFacts(events=(event(Form.ABSENCE),)))
    assert not any(meaning in step.text for step in absence.because)


def test_of_several_the_principal_s_choice_is_recorded_with_its_kind():
    events = (event(Form.LATE, Kind.ILLNESS), event(Form.EARLY_LEAVE, Kind.UNEXCUSED))
    result = day(DayFacts(events=events, chosen=Form.EARLY_LEAVE))
    assert (result.form, result.kind) == (Form.EARLY_LEAVE, Kind.UNEXCUSED)
    assert "2건" in result.because[0].text


def test_several_without_a_choice_are_refused():
    assert refused_field(event(Form.LATE), event(Form.EARLY_LEAVE)) == "chosen"
    assert refused_field(event(Form.LATE), event(Form.LATE)) == "chosen"


def test_a_choice_that_did_not_happen_is_refused():
    assert refused_field(event(Form.LATE), chosen=Form.EARLY_LEAVE) == "chosen"


def test_an_empty_day_is_refused():
    assert refused_field() == "events"


def test_an_absence_beside_another_form_is_refused_whatever_was_chosen():
    assert refused_field(event(Form.ABSENCE), event(Form.LATE)) == "events"
    assert refused_field(event(Form.ABSENCE), event(Form.LATE), chosen=Form.ABSENCE) == "events"


def test_one_form_with_two_kinds_is_refused():
    twice = event(Form.LATE, Kind.ILLNESS), event(Form.LATE, Kind.UNEXCUSED)
    assert refused_field(*twice, chosen=Form.LATE) == "events"


@pytest.mark.parametrize("key", ["minutes", "periods"])
def test_negative_minutes_and_lessons_are_refused(key):
    with pytest.raises(BadInput) as refused:
        event(Form.LATE, **{key: -1})
    assert refused.value.field == key
