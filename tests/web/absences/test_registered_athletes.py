"""A registered athlete's training is no field trip (p.21): the register of athletes knows his sport."""

import pytest

from hakjeok_web.absence_grounds import athletes
from hakjeok_web.absences.models import AbsenceRequest
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
TRIP = {
    "from_on": "2024-05-16", "to_on": "", "received_on": "2024-05-03", "how": "paper", "reason_text": "하계 훈련",
    "half_day": "", "purpose": "athlete_training", "adult_companion": "on",
}  # fmt: skip
QUESTION = "자신이 선수로 등록한 종목임"
REFUSED = "선수로 등록한 종목의 훈련이나 대회는 교외체험학습으로 허용할 수 없습니다(p.21)"


@pytest.fixture
def asked(client, pupil, homeroom):
    """The answer to an application for training, as it was sent."""
    builders.sign_in(client, homeroom)
    return lambda **sent: client.post(f"/field-trips/new/?student={pupil.pk}", TRIP | {"do": "save"} | sent)


def test_a_registered_athletes_sport_is_shown_and_not_asked_and_his_training_is_refused(asked, pupil, teacher):
    """p.21: 자신이 선수로 등록한 종목의 훈련 또는 대회 참가 등을 이유로 교외체험학습을 신청한 경우, 허용할 수 없음."""
    athletes.register(student=pupil, sport="육상", checked_on=None, by=teacher)
    for sent in ({}, {"registered_sport": "False"}, {"do": "judge"}):
        page = asked(**sent).content.decode()
        assert REFUSED in page
        assert "등록한 종목</dt><dd>육상" in page
        assert QUESTION not in page
    assert not AbsenceRequest.objects.exists()


def test_of_another_pupil_it_is_asked_and_where_nobody_answered_it_is_his_sport(asked):
    answer = asked()
    assert answer.status_code == 422
    page = answer.content.decode()
    assert REFUSED in page
    assert QUESTION in page
    assert '<option value="True" selected>' in page.partition(QUESTION)[2] or '<option value="True">예' in page


def test_where_it_is_said_not_to_be_his_sport_it_is_a_trip_as_any(asked):
    assert asked(registered_sport="False").status_code == 302
    assert AbsenceRequest.objects.get().told["registered_sport"] is False


def test_a_registration_of_another_year_is_none(asked, pupil, teacher, school_class):
    made = athletes.register(student=pupil, sport="육상", checked_on=None, by=teacher)
    made.school_year = builders.a_year(year=2023)
    made.save()
    assert asked(registered_sport="False").status_code == 302


def test_an_athlete_goes_on_a_family_trip_as_any_other_pupil(asked, pupil, teacher):
    athletes.register(student=pupil, sport="육상", checked_on=None, by=teacher)
    assert asked(purpose="trip").status_code == 302
