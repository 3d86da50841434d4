"""The pages of approvals: what they show to whom, what their buttons do, and what stays when something is refused."""

import uuid

import pytest

from hakjeok_web.approvals.models import DelegationRule, Deputy, Dispatch
from hakjeok_web.documents.models import Document
from tests import builders
from tests.web.approvals.office import approve, submitted

pytestmark = pytest.mark.django_db


def page(client, office, post, address):
    return builders.sign_in(client, office.staff[post]).get(address).content.decode()


def finished(office, drafter, paper, *posts):
    submitted(paper, drafter)
    for post in posts:
        done = approve(paper if paper.round else Document.objects.get(pk=paper.pk), office.of(post))
    return done


def decide(client, office, post, paper, **sent):
    builders.sign_in(client, office.staff[post])
    return client.post(f"/documents/{paper.pk}/decision/", {"round": paper.round, "decision": "approve"} | sent)


def test_a_paper_waits_in_the_inbox_of_whose_turn_it_is(client, office, drafter, notice):
    submitted(notice, drafter)
    assert "미인정결석학생 내교통지서" in page(client, office, "교무부장", "/approvals/")
    assert "결재를 기다리는 문서가 없습니다" in page(client, office, "교감", "/approvals/")
    assert "4-2 7번 박하준" in page(client, office, "담임", "/approvals/?view=sent")


def test_the_page_shows_the_paper_its_line_and_what_it_changes(client, office, drafter, notice):
    submitted(notice, drafter)
    text = page(client, office, "교무부장", f"/documents/{notice.pk}/")
    assert "1건 중 1번째" in text
    assert "박보호 귀하" in text
    assert "‘내교 요청’ 조치로 미인정결석 관리에 적습니다" in text
    assert 'value="approve"' in text


def test_who_is_not_on_the_line_sees_no_buttons_and_strangers_no_paper(client, office, drafter, notice):
    submitted(notice, drafter)
    assert 'value="approve"' not in page(client, office, "교장", f"/documents/{notice.pk}/")
    builders.sign_in(client, office.staff["정보부장"])
    assert client.get(f"/documents/{notice.pk}/").status_code == 404


def test_a_draft_is_seen_by_nobody_but_its_drafter(client, office, notice):
    builders.sign_in(client, office.staff["교장"])
    assert client.get(f"/documents/{notice.pk}/").status_code == 404
    assert "상신" in page(client, office, "담임", f"/documents/{notice.pk}/")


def test_deciding_leads_to_the_next_paper_that_waits(client, office, drafter, notice, letter):
    submitted(notice, drafter)
    submitted(letter, drafter)
    answer = decide(client, office, "교무부장", Document.objects.get(pk=notice.pk))
    assert answer["Location"] == f"/documents/{letter.pk}/"
    answer = decide(client, office, "교무부장", Document.objects.get(pk=letter.pk))
    assert answer["Location"] == "/approvals/"


def test_the_same_button_pressed_twice_signs_once(client, office, drafter, notice):
    paper, key = submitted(notice, drafter), str(uuid.uuid4())
    answers = [decide(client, office, "교무부장", paper, key=key) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert paper.acts.filter(kind="approve").count() == 1


def test_sending_back_without_a_reason_is_refused_at_the_field(client, office, drafter, notice):
    paper = submitted(notice, drafter)
    answer = decide(client, office, "교무부장", paper, decision="return", opinion="")
    assert answer.status_code == 422
    assert "의견: 반려하는 까닭이 비어 있습니다" in answer.content.decode()


def test_the_drafter_reads_why_his_paper_came_back(client, office, drafter, notice):
    paper = submitted(notice, drafter)
    decide(client, office, "교무부장", paper, decision="return", opinion="장소를 고쳐 주세요.")
    text = page(client, office, "담임", f"/documents/{paper.pk}/")
    assert "장소를 고쳐 주세요." in text
    assert "다시 상신" in text


def test_the_line_is_proposed_and_changed_by_buttons(client, office, drafter, notice):
    address = f"/documents/{notice.pk}/submission/"
    text = page(client, office, "담임", address)
    assert "통지서" not in text.split("<main")[0]
    assert "교무부장 검토 → 교감 결재(전결)" in text
    line = {"kind": ["review", "decision"], "staff": [str(office.staff[post].pk) for post in ("교무부장", "교감")]}
    moved = client.post(address, line | {"do": "down:1"}).content.decode()
    assert moved.index('value="decision" selected') < moved.index('value="review" selected')
    assert client.post(address, line | {"do": "remove:1"}).content.decode().count('name="staff"') == 1
    assert Document.objects.get(pk=notice.pk).state == "draft"


def test_sending_tells_whose_turn_it_is_and_an_unlawful_line_stays_on_the_page(client, office, drafter, notice):
    address = f"/documents/{notice.pk}/submission/"
    builders.sign_in(client, office.staff["담임"])
    low = {"kind": ["decision"], "staff": [str(office.staff["교무부장"].pk)], "do": "submit"}
    refused = client.post(address, low)
    assert (refused.status_code, "교감 이상이 결재합니다" in refused.content.decode()) == (422, True)
    right = {"kind": ["decision"], "staff": [str(office.staff["교감"].pk)], "do": "submit"}
    done = client.post(address, right, follow=True).content.decode()
    assert "상신했습니다. 문서 번호는 완결되면 나옵니다. 다음 차례: 교감 한교감." in done
    assert "회수" in done


def test_the_drafter_takes_his_paper_back_by_a_button(client, office, drafter, notice):
    submitted(notice, drafter)
    builders.sign_in(client, office.staff["담임"])
    assert "회수했습니다" in client.post(f"/documents/{notice.pk}/withdrawal/", follow=True).content.decode()


@pytest.mark.parametrize("query", ["q=1", "q=내교", "q=박하", "kind=notice", "drafter=김담", "first_on=2024-05-03"])
def test_the_register_finds_a_paper(client, office, drafter, notice, query):
    finished(office, drafter, notice, "교무부장", "교감")
    assert "4-2 7번 박하준" in page(client, office, "학적", f"/document-register/?{query}")


@pytest.mark.parametrize(
    "query", ["q=2", "q=졸업", "q=최유나", "kind=draft", "kind=other", "drafter=정", "last_on=2024-05-02"]
)
def test_the_register_leaves_out_what_was_not_asked_for(client, office, drafter, notice, query):
    finished(office, drafter, notice, "교무부장", "교감")
    assert "맞는 문서가 없습니다" in page(client, office, "학적", f"/document-register/?{query}")


def test_the_register_goes_by_pages_without_losing_a_paper(client, office, drafter):
    for number in range(1, 121):
        Document.objects.create(
            school_id=builders.HANBIT, definition="change", title=f"문서{number:03}", drafted_by=drafter.user,
            state="approved", number=number, approved_on=f"2024-0{1 + number % 4}-15", approved_by=drafter.user,
        )  # fmt: skip
    found, address = [], "/document-register/"
    builders.sign_in(client, office.staff["학적"])
    while address:
        context = client.get(address).context
        found += [row["document"].title for row in context["rows"]]
        address = f"/document-register/{context['next_url']}" if context["next_url"] else ""
    assert sorted(found) == [f"문서{number:03}" for number in range(1, 121)]


def test_what_was_asked_of_the_register_comes_as_excel_with_its_purpose(client, office, drafter, notice):
    finished(office, drafter, notice, "교무부장", "교감")
    builders.sign_in(client, office.staff["학적"])
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "webauthn", "at": 1714694400}]
    session.save()
    answer = client.post("/document-register/excel/?kind=notice", {"purpose": "점검"})
    assert answer.content.startswith(b"PK")


def test_a_letter_is_sent_and_received_line_by_line(client, office, drafter, letter):
    finished(office, drafter, letter, "교무부장", "교감", "교장")
    builders.sign_in(client, office.staff["학적"])
    first = Dispatch.objects.first()
    assert "가온1동장" in client.get("/dispatches/").content.decode()
    client.post(f"/dispatches/{first.pk}/sending/", {"method": "official", "on": "2024-05-03"})
    again = client.post(f"/dispatches/{first.pk}/sending/", {"method": "fax", "on": "2024-05-03"})
    assert "정학적 선생님이 먼저 2024. 5. 3.(금) 발송으로 적었습니다" in again.content.decode()
    client.post(f"/dispatches/{first.pk}/receipt/", {"on": "2024-05-03", "received_by": "이주무관"})
    first.refresh_from_db()
    assert (first.method, first.received_by, first.noted_by.name) == ("official", "이주무관", "정학적")
    assert "가온1동장" not in client.get("/dispatches/").content.decode()


def test_nothing_is_sent_before_its_approval_or_received_before_it_was_sent(client, office, drafter, letter):
    finished(office, drafter, letter, "교무부장", "교감", "교장")
    builders.sign_in(client, office.staff["학적"])
    first = Dispatch.objects.first()
    early = client.post(f"/dispatches/{first.pk}/sending/", {"method": "post", "on": "2024-05-02"})
    assert "발송일은 결재가 끝난 날부터 오늘까지로" in early.content.decode()
    unsent = client.post(f"/dispatches/{first.pk}/receipt/", {"on": "2024-05-03"})
    assert "아직 발송하지 않은 문서입니다" in unsent.content.decode()


def test_one_registers_ones_own_absence_and_ends_it(client, office):
    builders.sign_in(client, office.staff["교감"])
    sent = {
        "staff": str(office.staff["교감"].pk), "deputy": str(office.staff["교무부장"].pk), "from_on": "2024-05-03",
        "to_on": "2024-05-10", "reason": "출장",
    }  # fmt: skip
    assert "정교무 선생님이 대결합니다" in client.post("/approvals/absences/", sent, follow=True).content.decode()
    absence = Deputy.objects.get()
    client.post(f"/approvals/absences/{absence.pk}/end/")
    absence.refresh_from_db()
    assert absence.ended_by == office.staff["교감"].user


def test_the_administrator_changes_a_rule_and_sees_its_history(client, office):
    builders.sign_in(client, office.staff["관리"])
    wrong = client.post("/settings/delegation/2-3/", {"place1": "검토 교감", "reason": "규정"})
    assert (wrong.status_code, "결재는 마지막 한 단계만" in wrong.content.decode()) == (422, True)
    client.post("/settings/delegation/2-3/", {"place1": "결재 교무부장", "reason": "전결 규정 제3조"})
    assert DelegationRule.objects.get().line == [{"kind": "decision", "post": "교무부장"}]
    assert "전결 규정 제3조" in client.get("/settings/delegation/2-3/").content.decode()
    assert "교무부장 결재(전결)" in client.get("/settings/delegation/").content.decode()


def test_one_table_tells_everything_that_approvals_change(client, office):
    assert "‘내교 요청’ 조치로 미인정결석 관리에 적습니다" in page(client, office, "교장", "/approval-effects/")
