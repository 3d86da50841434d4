"""Words that nobody knows, said once for a list; and two people at one list: the second is told who did what."""

import pytest
from django.test import Client

from hakjeok_web.attendance.models import AttendanceEntry
from hakjeok_web.reconciliations.models import Reconciliation
from tests import builders
from tests.web.reconciliations.tables import pasted
from tests.web.reconciliations.test_pages import BASE, sent_with, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday", "pupil")]
HAJUN = (4, 2, 7, "박하준")
ODD = [(*HAJUN, day, "외출", "") for day in ("4. 30.", "5. 2.", "5. 3.")]


@pytest.fixture
def clerk(client, school_class):
    return builders.sign_in(client, builders.a_staff("registrar", name="정학적"))


@pytest.fixture
def other(school_class):
    return builders.sign_in(Client(), builders.a_staff("registrar", name="한학적"))


def brought(client, *rows):
    return client.post(f"{BASE}upload/", {"table": pasted(*rows)}).headers["Location"]


def say(client, url, version=0, **meanings):
    sent = {"word": list(meanings), "meaning": list(meanings.values()), "version": version}
    return client.post(f"{url}words/", sent)


def test_an_unknown_word_is_listed_once_with_its_count(clerk):
    page = clerk.get(brought(clerk, *ODD, (*HAJUN, "4. 29.", "결석", "")))
    words = page.context["preview"].plan.words
    assert [(word.word, word.count, word.place) for word in words] == [
        ("외출", 3, "‘표’ 2행 F열"), ("결석", 1, "‘표’ 5행 F열"),
    ]  # fmt: skip
    assert [word.why for word in words] == [
        "출결로 읽을 수 없습니다.", "종류(질병·미인정·기타·출석인정)가 없습니다.",
    ]  # fmt: skip
    assert [tab["count"] for tab in page.context["preview"].tabs] == ["0"] * 5


def test_a_word_means_what_is_said_in_this_list_alone(clerk):
    url = brought(clerk, *ODD)
    assert say(clerk, url, 외출="early_leave:authorized").status_code == 302
    added = clerk.get(f"{url}?tab=new").context["preview"].plan.added
    assert [match.entry_word for match in added] == ["출석인정조퇴"] * 3
    another = brought(clerk, *ODD[:2])
    assert clerk.get(another).context["preview"].plan.words[0].meaning == ""


def test_a_word_may_be_said_to_be_none_of_attendance(clerk):
    url = brought(clerk, *ODD)
    say(clerk, url, 외출="nothing")
    page = clerk.get(url)
    assert page.context["preview"].passed_over.endswith("넘어갔습니다(출결이 아니라고 한 말 3칸).")


@pytest.mark.parametrize("meaning", ["late", "present:illness", "<b>"])
def test_what_is_no_meaning_is_refused(clerk, meaning):
    answer = say(clerk, brought(clerk, *ODD), 외출=meaning)
    assert (answer.status_code, "말의 뜻이 아닙니다" in text(answer)) == (422, True)


def test_the_result_tells_what_the_words_were_said_to_mean(clerk):
    url = brought(clerk, *ODD)
    say(clerk, url, 외출="early_leave:authorized")
    clerk.post(f"{url}application/", sent_with(clerk.get(f"{url}?tab=new")))
    assert "‘외출’ → 출석인정조퇴" in text(clerk.get(url))


def test_who_takes_over_after_another_said_a_words_meaning_is_told(clerk, other):
    url = brought(clerk, *ODD, (*HAJUN, "4. 29.", "병결", ""))
    seen = sent_with(clerk.get(f"{url}?tab=new"))
    say(other, url, 외출="absence:unexcused")
    answer = clerk.post(f"{url}application/", seen)
    assert answer.status_code == 422
    assert "한학적 선생님이 2024. 5. 3.(금) 09:00에 먼저 칸을 고르거나 말의 뜻을 정했습니다" in text(answer)
    builders.enter()
    assert not AttendanceEntry.objects.exists()


def test_who_chooses_second_is_told_and_keeps_his_ticks(clerk, other):
    url = brought(clerk, *[(*row[:5], "병결", "") for row in ODD])
    seen = sent_with(clerk.get(f"{url}?tab=new"))
    other.post(f"{url}choices/", {**seen, "rows": []})
    answer = clerk.post(f"{url}choices/", {**seen, "rows": seen["rows"][:1]})
    assert (answer.status_code, "한학적 선생님이" in text(answer)) == (422, True)
    assert [row["chosen"] for row in answer.context["preview"].rows] == [True, False, False]
    again = {**seen, "rows": seen["rows"][:1], "version": answer.context["reconciliation"].version}
    assert clerk.post(f"{url}choices/", again).status_code == 302
    builders.enter()
    assert sum(Reconciliation.objects.get().choices.values()) == 1


@pytest.mark.parametrize(("act", "told"), [("application", "이미 반영했습니다"), ("dropping", "이미 그만두었습니다")])
def test_who_comes_after_the_list_was_settled_is_told_by_whom(clerk, other, act, told):
    url = brought(clerk, (*HAJUN, "5. 3.", "병결", ""))
    seen = sent_with(clerk.get(f"{url}?tab=new"))
    other.post(f"{url}{act}/", seen)
    answer = clerk.post(f"{url}application/", seen)
    assert (answer.status_code, f"한학적 선생님이 2024. 5. 3.(금) 09:00에 {told}" in text(answer)) == (422, True)


def test_rows_are_found_by_pupil_and_day_on_every_tab(clerk, school_class):
    builders.enter()
    builders.a_pupil(school_class, number=8, name="이도윤")
    doyun = [(4, 2, 8, "이도윤", day, "병결", "") for day in ("5. 2.", "5. 3.")]
    url = brought(clerk, (*HAJUN, "5. 3.", "병결", ""), *doyun)
    found = {
        query: clerk.get(f"{url}?tab=new&{query}").context["preview"].tabs[2]["count"]
        for query in ("q=이도윤", "q=4-2-7", "q=4-2", "day=2024-05-03", "q=8번&day=2024-05-02", "q=없는")
    }
    assert list(found.values()) == ["2", "1", "3", "2", "1", "0"]


def test_a_whole_tab_is_ticked_among_what_is_looked_for(clerk, school_class):
    builders.enter()
    builders.a_pupil(school_class, number=8, name="이도윤")
    url = brought(clerk, (*HAJUN, "5. 3.", "병결", ""), (4, 2, 8, "이도윤", "5. 3.", "병결", ""))
    clerk.post(f"{url}choices/", {"tab": "new", "tab_all": "no", "q": "이도윤", "version": 0})
    chosen = {row["name"]: row["chosen"] for row in clerk.get(f"{url}?tab=new").context["preview"].rows}
    assert list(chosen.values()) == [True, False]
