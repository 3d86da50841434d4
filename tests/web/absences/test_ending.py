"""Ending an approved trip early, or letting it go on (일찍 마침, 기간 늘리기), p.22–23."""

import pytest

from hakjeok_web.absences.models import AbsenceRequest
from hakjeok_web.absences.outstanding import read_outstanding
from hakjeok_web.attendance.models import EntryChange
from hakjeok_web.documents.actions import save_draft
from hakjeok_web.documents.models import Document
from hakjeok_web.schools.facts import calendars_of
from tests import builders
from tests.web.absences import desk
from tests.web.absences.desk import a_report_wanted, a_trip_wanted, approved, day, entries, received

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
AWAY = "authorized absence"
WANTED = {
    "purpose": "trip", "reason_text": "가족여행", "adult_companion": "on", "received_on": "2024-05-10", "how": "paper",
    "do": "save",
}  # fmt: skip


@pytest.fixture
def trip(office, teacher, pupil):
    return approved(received(pupil, a_trip_wanted("5-7", "5-10", reason_text="가족여행"), teacher), office, teacher)


@pytest.fixture
def later(client, homeroom, time_machine):
    """A function that moves the day and signs the teacher in again."""

    def move(when):
        time_machine.move_to(f"2024-{when}T09:00:00+09:00", tick=False)
        return builders.sign_in(client, homeroom)

    return move


def end(client, request, on, **sent):
    address = "/field-trips/" if request.is_trip else "/absence-reports/"
    return client.post(f"{address}{request.pk}/end/", {"returned_on": on, "version": request.version} | sent)


def text(response):
    return response.content.decode()


def test_the_days_from_the_return_on_leave_the_register_and_their_history_stays(later, trip, pupil):
    client = later("05-09")
    assert end(client, trip, "2024-05-09", told="비가 와서 일찍 옴").status_code == 302
    assert entries(pupil) == {"5-7": AWAY, "5-8": AWAY}
    assert EntryChange.objects.filter(date__gte=day("5-9"), form="").count() == 2
    page = text(client.get(f"/field-trips/{trip.pk}/"))
    assert "일찍 마침" in page
    assert "5. 7.(화)~5. 10.(금) → 5. 7.(화)~5. 8.(수) 비가 와서 일찍 옴" in page
    assert "기간이 다릅니다" not in page


def test_what_stood_before_the_trip_stands_again(office, school_class, later, teacher, pupil):
    desk.enter(school_class, pupil, "5-10", "absence", "illness", teacher)
    trip = approved(received(pupil, a_trip_wanted("5-7", "5-10"), teacher), office, teacher)
    end(later("05-09"), trip, "2024-05-09")
    assert entries(pupil)["5-10"] == "illness absence"


def test_the_days_that_were_not_taken_come_back(later, trip, pupil):
    """p.23: 총 허용 일수는 전체 수업일수의 10% 이내."""
    client = later("05-09")
    address = f"/field-trips/new/?student={pupil.pk}"
    asked = WANTED | {"from_on": "2024-05-20", "received_on": "2024-05-09", "do": "judge"}
    assert "15일 (한 해 19일)" in text(client.post(address, asked))
    end(client, trip, "2024-05-09")
    assert "17일 (한 해 19일)" in text(client.post(address, asked))


def test_the_report_is_due_from_the_new_end_on(school_class, later, trip):
    """p.22: 교외체험학습 보고서 제출(7일 이내)."""
    client = later("05-09")
    assert "5. 17.(금)까지" in text(client.get(f"/field-trips/{trip.pk}/"))
    end(client, trip, "2024-05-09")
    assert "5. 15.(수)까지" in text(client.get(f"/field-trips/{trip.pk}/"))
    year = school_class.school_year
    [found] = read_outstanding(year, calendars_of(year), today=day("5-9"))
    assert (found.title, found.due) == ("교외체험학습 보고서 받기", day("5-15"))
    sent = {"report_on": "2024-05-09", "confirmed": "on", "do": "take"}
    assert client.post(f"/field-trips/{trip.pk}/report/", sent).status_code == 302


def test_a_report_that_was_begun_tells_the_days_that_are_left(later, trip, teacher):
    client = later("05-13")
    client.post(f"/field-trips/{trip.pk}/report/", {"report_on": "2024-05-13", "do": "paper"})
    trip.refresh_from_db()
    report = trip.report
    assert report.values["report_days"] == 4
    report = save_draft(
        document=report, values=report.values | {"report_content": "첨성대"}, seen=report.version, by=teacher
    )
    assert end(client, trip, "2024-05-09").status_code == 302
    before, report = report.values, Document.objects.get(pk=report.pk)
    left = {"report_period": {"from": "2024-05-07", "to": "2024-05-08"}, "report_days": 2}
    assert report.values == before | left


def test_an_absence_is_ended_early_too(office, later, teacher, pupil):
    wanted = a_report_wanted("5-7", "5-9", papers=["medical_opinion"])
    report = approved(received(pupil, wanted, teacher), office, teacher)
    end(later("05-08"), report, "2024-05-08")
    assert entries(pupil) == {"5-7": "illness absence"}


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        ("2024-05-07", "‘신청 취소’를 해 주세요"),
        ("2024-05-10", "학생이 등교한 뒤에 적어 주세요"),
        ("2024-05-13", "신청 기간(5. 7.(화)~5. 10.(금))의 수업일이어야 합니다"),
        ("2024-05-05", "신청 기간(5. 7.(화)~5. 10.(금))의 수업일이어야 합니다"),
        ("", "날짜가 비어 있습니다"),
    ],
)
def test_a_wrong_day_of_return_is_told_at_its_field(later, trip, pupil, on, sentence):
    answer = end(later("05-09"), trip, on)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert 'id="id_returned_on_error"' in text(answer)
    assert len(entries(pupil)) == 4
    assert "이날부터는 신청하기 전의 출결로 되돌립니다." in text(answer)


def test_what_is_not_approved_is_changed_and_not_ended(later, teacher, pupil):
    trip = received(pupil, a_trip_wanted("5-7", "5-10"), teacher)
    assert "‘고치기’에서 마지막 날을 바꿔" in text(end(later("05-09"), trip, "2024-05-09"))


def test_the_second_of_two_people_is_told_who_ended_it(later, trip):
    client = later("05-09")
    end(client, trip, "2024-05-09")
    second = end(client, trip, "2024-05-08")
    assert second.status_code == 422
    assert "김담임 선생님이 2024. 5. 9.(목) 09:00에 먼저 했습니다(일찍 마침)" in text(second)


def test_in_a_closed_month_it_is_refused_with_the_way_out(office, school_class, later, teacher, pupil):
    trip = approved(received(pupil, a_trip_wanted("5-30", "6-4"), teacher), office, teacher)
    client = later("06-04")
    from hakjeok_web.attendance.models import RegisterMonth

    RegisterMonth.objects.filter(school_class=school_class, first_on=day("5-1")).update(is_closed=True)
    answer = end(client, trip, "2024-05-31")
    assert answer.status_code == 422
    assert "마감취소를 요청해 주세요" in text(answer)
    assert len(entries(pupil)) == 4
    assert str(AbsenceRequest.objects.get().to_on) == "2024-06-04"
    assert end(client, trip, "2024-06-03").status_code == 302


def test_a_trip_goes_on_by_a_new_application_that_is_filled_already(later, office, trip, pupil):
    client = later("05-10")
    page = text(client.get(f"/field-trips/{trip.pk}/"))
    address = f"/field-trips/new/?student={pupil.pk}&after={trip.pk}"
    assert address.replace("&", "&amp;") in page
    entry = text(client.get(address))
    assert 'value="2024-05-13"' in entry
    assert 'value="가족여행"' in entry
    assert "5. 7.(화)~5. 10.(금) 교외체험학습에 이어지는 신청입니다" in entry
    assert client.post(address, WANTED | {"from_on": "2024-05-13"}).status_code == 302
    more = AbsenceRequest.objects.get(from_on=day("5-13"))
    assert more.document.state == Document.State.DRAFT
    assert more.document_id != trip.document_id


def test_what_goes_on_is_counted_with_what_was_before(later, trip, pupil):
    """p.23: 연속 10일 이내. The four days of before leave six."""
    client = later("05-10")
    address = f"/field-trips/new/?student={pupil.pk}&after={trip.pk}"
    wanted = WANTED | {"from_on": "2024-05-13", "to_on": "2024-05-22", "phone_approved_on": "2024-05-10"}
    answer = client.post(address, wanted)
    assert answer.status_code == 422
    assert "앞뒤 체험학습과 이어져 수업일로 11일입니다" in text(answer)
    assert client.post(address, wanted | {"to_on": "2024-05-21"}).status_code == 302


def test_nobody_goes_on_from_another_pupils_trip(later, trip, school_class):
    other = builders.a_pupil(school_class, number=8, name="나라온")
    assert later("05-10").get(f"/field-trips/new/?student={other.pk}&after={trip.pk}").status_code == 404
