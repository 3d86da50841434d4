"""A screen in a guardian's hands opens his page and nothing else, until its own teacher has shown a factor."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal import auth
from django.core.cache import cache
from django.test import Client

from hakjeok_web.accounts.models import AccessEntry
from hakjeok_web.accounts.sessions import IDLE_LIMIT
from hakjeok_web.documents.models import Document
from tests import builders
from tests.web.documents.every_field import a_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
CHECK = "/account/handed-over/"
SECRET = "JBSWY3DPEHPK3PXP"
OTHERS = (
    "/", "/students/", "/registers/", "/absence-reports/", "/forms/", "/approvals/", "/account/", "/account/password/",
    "/account/passkeys/new/", "/account/confirm/password/", "/sign-in/", "/sign-in/passkey/", "/demo/", "/demo/stop/",
    "/helper/", "/help/", "/verify/", "/documents/new/", "/no-such-page/", "/api/v1/decisions",
)  # fmt: skip


@pytest.fixture
def paper(homeroom, pupil):
    cache.clear()  # counters of tries
    auth.TOTP.activate(homeroom.user, SECRET)
    return a_draft(homeroom, pupil=pupil)


@pytest.fixture
def tablet(client, homeroom, paper):
    """The teacher's sign-in, handed over."""
    builders.sign_in(client, homeroom)
    client.post(f"/documents/{paper.pk}/handing-over/", {"part": ""})
    return client


def page_of(paper):
    return f"/documents/{paper.pk}/guardian/"


def code(secret=SECRET):
    """What the app of that secret shows."""
    return auth.format_hotp_value(auth.hotp_value(secret, next(auth.yield_hotp_counters_from_time())))


@pytest.mark.parametrize("other", OTHERS)
def test_every_other_address_asks_for_the_teacher(tablet, other):
    for answer in (tablet.get(other), tablet.post(other)):
        assert (answer.status_code, answer.headers.get("Location")) == (302, CHECK)


def test_other_pages_of_the_same_paper_ask_too(tablet, paper):
    for tail in ("", "edit/", "discard/", "attachments/", "handing-over/", "pupils/together/", "files/"):
        assert tablet.get(f"/documents/{paper.pk}/{tail}")["Location"] == CHECK


def test_another_paper_of_the_same_teacher_asks_too(tablet, homeroom, pupil):
    assert tablet.get(page_of(a_draft(homeroom, pupil=pupil)))["Location"] == CHECK


def test_the_guardian_s_page_stays_open_in_every_tab_and_after_a_reload(tablet, paper):
    for _ in range(2):
        tablet.get("/students/")
        assert tablet.get(page_of(paper)).status_code == 200


def test_scripts_are_told_so(tablet):
    assert tablet.get("/students/", headers={"HX-Request": "true"}).headers["HX-Redirect"] == CHECK
    answer = tablet.post("/forms/2-3/", headers={"Accept": "application/json"})
    assert (answer.status_code, "보호자에게 건넨 화면" in answer.json()["message"]) == (423, True)


def test_a_factor_shown_before_does_not_open_it_however_fresh(tablet, time_machine):
    page = tablet.get(CHECK)
    assert "선생님 확인" in page.content.decode()
    assert tablet.post(CHECK)["Location"].startswith("/account/confirm/code/?next=")
    assert tablet.get("/students/")["Location"] == CHECK


def test_the_teacher_s_own_factor_opens_it(tablet, paper):
    answer = tablet.post(f"/account/confirm/code/?next={CHECK}", {"code": code(), "next": CHECK})
    assert answer["Location"] == CHECK
    assert tablet.get(CHECK)["Location"] == f"/documents/{paper.pk}/edit/"
    assert tablet.get("/students/").status_code == 200
    assert tablet.get(page_of(paper))["Location"] == f"/documents/{paper.pk}/handing-over/"


def test_the_factor_of_a_colleague_does_not(tablet):
    other = "KRSXG5CTMVRXEZLU"
    auth.TOTP.activate(builders.a_staff("registrar", name="이학적").user, other)
    answer = tablet.post("/account/confirm/code/", {"code": code(other), "next": CHECK})
    assert "맞지 않습니다" in answer.content.decode()
    assert tablet.get("/students/")["Location"] == CHECK


def test_another_sign_in_of_the_same_teacher_is_not_locked(tablet, homeroom):
    assert builders.sign_in(Client(), homeroom).get("/students/").status_code == 200
    assert tablet.get("/students/")["Location"] == CHECK


def test_it_can_be_taken_back_when_the_paper_is_gone(tablet, paper):
    Document.objects.filter(pk=paper.pk).delete()
    assert tablet.get(page_of(paper)).status_code == 404
    assert tablet.get(CHECK).status_code == 200


def test_handing_over_and_taking_back_are_logged_with_the_pupil(tablet, pupil):
    tablet.post("/account/confirm/code/", {"code": code(), "next": CHECK})
    tablet.get(CHECK)
    told = [(each.purpose, each.pupils) for each in AccessEntry.objects.order_by("pk")]
    assert told == [("보호자에게 화면을 건넴", [pupil.pk]), ("보호자에게서 화면을 돌려받음", [pupil.pk])]


def test_signing_out_is_always_possible(tablet):
    assert tablet.post("/sign-out/")["Location"] == "/sign-in/"
    assert tablet.get("/students/")["Location"].startswith("/sign-in/")


def test_left_alone_it_ends_as_every_sign_in_does(tablet, paper, time_machine):
    time_machine.shift(IDLE_LIMIT - timedelta(seconds=1))
    assert tablet.get(page_of(paper)).status_code == 200
    time_machine.shift(IDLE_LIMIT)
    assert tablet.get(page_of(paper))["Location"].startswith("/sign-in/?next=")


def test_without_a_handed_over_screen_there_is_nothing_to_take_back(client, homeroom):
    builders.sign_in(client, homeroom)
    assert client.get(CHECK)["Location"] == client.post(CHECK)["Location"] == "/"


def test_the_demonstration_has_a_button_of_its_own_and_no_factor(client, homeroom, paper):
    client.post(f"/demo/sign-in-as/{homeroom.user_id}/")
    client.post(f"/documents/{paper.pk}/handing-over/", {"part": "", "back": "/forms/"})
    assert "시연: 김담임 선생님으로 확인" in client.get(CHECK).content.decode()
    assert client.get("/")["Location"] == CHECK
    assert client.post(CHECK)["Location"] == "/forms/"


def test_it_leads_back_to_no_other_site(client, homeroom, paper):
    client.post(f"/demo/sign-in-as/{homeroom.user_id}/")
    client.post(f"/documents/{paper.pk}/handing-over/", {"part": "", "back": "https://example.com/"})
    assert client.post(CHECK)["Location"] == f"/documents/{paper.pk}/edit/"
