"""A link enrols one person once, within three days, and takes away what was there before (AUT-5)."""

import logging
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from hakjeok_web.accounts import actions
from hakjeok_web.accounts.models import Invitation, User
from hakjeok_web.accounts.policies import Role
from hakjeok_web.config.log_lines import LineFormatter
from hakjeok_web.config.refusals import Refused
from tests import builders

pytestmark = pytest.mark.django_db
PASSWORD = "바람 부는 운동장에 은행잎이 쌓인다"
WAYS = {"way": "password", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture
def teacher():
    builders.enter()
    return builders.a_staff(Role.HOMEROOM, name="김담임").user


def _path(link: str) -> str:
    return "/enrol/" + link.split("/enrol/")[1]


def test_the_link_is_not_in_the_database(teacher):
    code = _path(actions.invite(teacher)).split("/")[2]
    assert code.encode() not in bytes(Invitation.objects.get().code_hash)
    assert len(code) >= 43  # 256 bits


def test_a_password_leads_to_the_second_factor(client, teacher):
    answer = client.post(_path(actions.invite(teacher)), WAYS)
    assert answer.headers["Location"] == "/account/second-factor/"
    assert client.get("/account/").headers["Location"] == "/account/second-factor/"
    assert User.objects.get(pk=teacher.pk).check_password(PASSWORD)


def test_the_passkey_way_needs_no_password(client, teacher):
    answer = client.post(_path(actions.invite(teacher)), {"way": "passkey"})
    assert answer.headers["Location"] == "/account/passkeys/new/"
    assert client.get("/account/passkeys/new/").status_code == 200
    assert not User.objects.get(pk=teacher.pk).has_usable_password()


def test_the_link_works_once(client, teacher):
    path = _path(actions.invite(teacher))
    client.post(path, WAYS)
    assert Client().get(path).status_code == 404
    assert Client().post(path, WAYS).status_code == 404


def test_two_people_who_opened_it_at_once_cannot_both_use_it(client, teacher):
    code = _path(actions.invite(teacher)).split("/")[2]
    seen_by_both = actions.invitation_of(code)
    client.post(f"/enrol/{code}/", WAYS)
    request = Client().post(f"/enrol/{code}/", WAYS).wsgi_request
    with pytest.raises(Refused):
        actions.enrol(request, seen_by_both, password="은행나무 아래에서 줄넘기를 했다")
    assert User.objects.get(pk=teacher.pk).check_password(PASSWORD)


@pytest.mark.parametrize(("age", "status"), [(timedelta(hours=72, seconds=-1), 200), (timedelta(hours=72), 404)])
def test_the_link_ends_after_three_days_to_the_second(client, teacher, clock, age, status):
    path = _path(actions.invite(teacher))
    clock.shift(age)
    assert client.get(path).status_code == status


def test_a_newer_link_ends_the_older_one(client, teacher):
    older, newer = (_path(actions.invite(teacher)) for _ in range(2))
    assert client.get(older).status_code == 404
    assert client.get(newer).status_code == 200


def test_five_links_a_day_and_no_more(teacher, clock):
    for _ in range(5):
        actions.invite(teacher)
    with pytest.raises(Refused, match="하루 5번까지"):
        actions.invite(teacher)
    clock.shift(timedelta(days=1, seconds=1))
    assert actions.invite(teacher)


def test_using_a_link_takes_away_old_factors_and_ends_old_sign_ins(client, teacher):
    TOTP.activate(teacher, "GEZDGNBVGY3TQOJQ")
    old = builders.sign_in(Client(), teacher.posts.get())
    assert old.get("/account/").status_code == 200
    client.post(_path(actions.invite(teacher)), {"way": "passkey"})
    assert not Authenticator.objects.filter(user=teacher).exists()
    assert old.get("/account/").status_code == 302


def test_a_short_password_is_refused_and_the_link_stays_good(client, teacher):
    path = _path(actions.invite(teacher))
    answer = client.post(path, {"way": "password", "password1": "짧은 비밀번호", "password2": "짧은 비밀번호"})
    assert answer.status_code == 422
    assert client.get(path).status_code == 200


def test_guessing_links_is_slowed_down(client):
    codes = [client.get(f"/enrol/{number}/").status_code for number in range(61)]
    assert codes == [404] * 60 + [429]


def test_a_deactivated_person_cannot_enrol(client, teacher):
    path = _path(actions.invite(teacher))
    User.objects.update(is_active=False)
    assert client.get(path).status_code == 404


def test_the_server_s_log_does_not_give_the_link_away(client, teacher, caplog):
    path = _path(actions.invite(teacher))
    assert client.post(path, {"password1": "짧다", "password2": "짧다"}).status_code == 422
    console = next(handler for handler in logging.getLogger().handlers if isinstance(handler.formatter, LineFormatter))
    assert console.format(caplog.records[-1]).endswith("Unprocessable Entity: /enrol/…/")
