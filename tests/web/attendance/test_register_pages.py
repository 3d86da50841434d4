"""The register over HTTP: who may open it, who may write, and what an act answers."""

import json
import uuid

import pytest

from hakjeok_web.accounts.models import AccessEntry
from hakjeok_web.attendance.models import AttendanceEntry
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


def url(school_class, tail=""):
    return f"/registers/{school_class.pk}/2024-05/{tail}"


def post(client, school_class, cells, key=None, tail="cells/"):
    body = {"key": str(key or uuid.uuid4()), "cells": cells}
    return client.post(url(school_class, tail), json.dumps(body), content_type="application/json")


def cell(pupil, v=0, kind="illness"):
    return {"p": str(pupil.pk), "d": "2024-05-03", "v": v, "form": "absence", "kind": kind, "reason": "감기"}


def test_an_act_answers_cell_day_and_totals(client, school_class, homeroom, pupil):
    answer = post(builders.sign_in(client, homeroom), school_class, [cell(pupil)]).json()
    assert answer["saved"][0]["kind"] == "illness"
    assert answer["totals"] == {str(pupil.pk): [1, *[0] * 15]}
    assert answer["days"]["2024-05-03"] == {
        "taken": True,
        "closed": False,
        "present": 0,
        "absent": 1,
        "untaken": 0,
    }


def test_the_same_act_sent_twice_is_done_once(client, school_class, homeroom, pupil):
    builders.sign_in(client, homeroom)
    key = uuid.uuid4()
    first, second = (post(client, school_class, [cell(pupil)], key=key) for _ in range(2))
    assert first.json() == second.json()
    assert AttendanceEntry.objects.get().version == 1


def test_the_same_key_for_another_act_is_refused(client, school_class, homeroom, pupil):
    builders.sign_in(client, homeroom)
    key = uuid.uuid4()
    post(client, school_class, [cell(pupil)], key=key)
    assert post(client, school_class, [cell(pupil, kind="other")], key=key).status_code == 422


def test_the_same_key_for_another_day_is_refused(client, school_class, homeroom, pupil):
    builders.sign_in(client, homeroom)
    key = uuid.uuid4()
    answers = [post(client, school_class, [], key=key, tail=f"days/2024-05-0{day}/taken/") for day in (2, 3)]
    assert [answer.status_code for answer in answers] == [200, 422]


def test_a_clash_answers_409_with_both_values(client, school_class, homeroom, pupil):
    builders.sign_in(client, homeroom)
    post(client, school_class, [cell(pupil)])
    answer = post(client, school_class, [cell(pupil, kind="unexcused")])
    assert answer.status_code == 409
    clash = answer.json()["conflicts"][0]
    assert (clash["mine"]["kind"], clash["theirs"]["kind"]) == ("unexcused", "illness")
    assert clash["message"].startswith("김담임 선생님이 09:00에 ‘질병결석’으로 저장했습니다.")


def test_another_school_s_teacher_does_not_find_the_class(client, school_class, pupil):
    stranger = _teacher_elsewhere()
    answer = post(builders.sign_in(client, stranger), school_class, [cell(pupil)])
    assert answer.status_code == 404


def _teacher_elsewhere():
    builders.enter(builders.SAESOL)
    return builders.a_homeroom(builders.a_class(builders.a_year(builders.SAESOL)), name="남의담임")


def test_another_class_s_teacher_does_not_find_it_either(client, school_class, pupil):
    other = builders.a_homeroom(builders.a_class(school_class.school_year, number=3), name="오담임")
    assert builders.sign_in(client, other).get(url(school_class)).status_code == 404


def test_the_registrar_may_read_but_not_write(client, school_class, pupil):
    builders.sign_in(client, builders.a_staff("registrar"))
    assert client.get(url(school_class, "changes/?since=0")).status_code == 204
    assert post(client, school_class, [cell(pupil)]).status_code == 403


def test_nonsense_is_refused_with_a_sentence(client, school_class, homeroom):
    builders.sign_in(client, homeroom)
    answer = client.post(url(school_class, "cells/"), "{", content_type="application/json")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["message"].startswith("보낸 내용을 읽을 수 없습니다.")


def test_every_pupil_touched_is_in_the_access_log(client, school_class, homeroom, pupil):
    post(builders.sign_in(client, homeroom), school_class, [cell(pupil)])
    builders.enter()
    entry = AccessEntry.objects.get()
    assert (entry.pupils, entry.function, entry.purpose) == ([pupil.pk], "attendance:cells", "출결 입력")


@pytest.mark.parametrize("kind", ["illness", "unexcused"])  # an unexcused absence changes what has to be done
def test_saving_a_class_s_day_takes_at_most_twelve_statements(
    client, school_class, homeroom, kind, django_assert_max_num_queries
):
    pupils = [builders.a_pupil(school_class, number=n, name=f"학생{n}") for n in range(1, 26)]
    builders.sign_in(client, homeroom)
    client.get(url(school_class, "changes/?since=0"))  # the calendar is in memory from here on
    with django_assert_max_num_queries(12 + 2):  # and the test's own savepoint
        post(client, school_class, [cell(pupil, kind=kind) for pupil in pupils])


def test_the_day_page_saves_by_a_plain_form_and_takes_the_day(client, school_class, homeroom, pupil):
    other = builders.a_pupil(school_class, number=11, name="이도윤")
    builders.sign_in(client, homeroom)
    sent = {f"form-{pupil.pk}": "late", f"kind-{pupil.pk}": "illness", f"form-{other.pk}": "", "action": "all_present"}
    answer = client.post(f"/registers/{school_class.pk}/2024-05-03/", sent, follow=True)
    assert "출석을 확인했습니다. 등교 2명, 결석 0명입니다." in answer.content.decode()


def test_what_was_typed_stays_when_the_day_page_is_refused(client, school_class, homeroom, pupil):
    builders.sign_in(client, homeroom)
    sent = {f"form-{pupil.pk}": "late", f"kind-{pupil.pk}": "", f"reason-{pupil.pk}": "늦잠을 잤다고 함"}
    answer = client.post(f"/registers/{school_class.pk}/2024-05-03/", sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "종류를 고르지 않았습니다" in page
    assert "늦잠을 잤다고 함" in page


def test_a_day_off_says_why_there_is_nothing_to_enter(client, school_class, homeroom, pupil):
    builders.sign_in(client, homeroom)
    page = client.get(f"/registers/{school_class.pk}/2024-05-06/").content.decode()
    assert "2024. 5. 6.(월)은 대체공휴일이라 수업이 없습니다." in page
