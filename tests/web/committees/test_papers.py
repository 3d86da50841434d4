"""Papers begin from a meeting, filled from it, for whichever blanks a form has."""

import dataclasses

import pytest

from hakjeok_web.committees import deliberation, papers, register
from hakjeok_web.committees.fitting import fitted
from hakjeok_web.committees.models import MeetingPaper
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents import wordings
from hakjeok_web.documents.actions import discard_draft
from hakjeok_web.documents.models import Document
from hakjeok_web.documents.rendering import Field, definitions
from tests import builders
from tests.web.committees import meetings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


def field(key, type_="text", columns=()):
    return Field(key=key, label=key, type=type_, columns=tuple(columns), rows=("many",) if columns else ())


FORMS = {
    "1-18": [field("meeting_datetime", "datetime"), field("attendees", "longtext"), field("subject")],
    "1-20": [
        field("round", "number"),
        field("quorum_total", "number"),
        field("quorum_present", "number"),
        field("agenda", "table", [field("item"), field("proposer", "person")]),
        field(
            "deliberation", "table", [field("agenda_item"), field("speaker", "person"), field("statement", "longtext")]
        ),
    ],
    "1-21": [field("entries", "table", [field("student_name", "person"), field("decision"), field("summary")])],
    "1-22": [field("student_name", "person"), field("reason"), field("meeting_place")],
    "1-23": [field("student_name", "person"), field("deferral_period", "period"), field("committee_school_year")],
    "1-19": [field("results", "table", [field("kind"), field("student_name"), field("decision"), field("reason")])],
}


@pytest.fixture(autouse=True)
def _small_forms(monkeypatch):
    """The forms with a few of their blanks, whether the whole ones are shipped or not."""
    shape = definitions()["2-3"]
    known = {key: dataclasses.replace(shape, id=key, fields=tuple(fields)) for key, fields in FORMS.items()}
    monkeypatch.setattr(papers, "definitions", lambda: known)
    monkeypatch.setattr(papers, "definition_in_use", lambda key, school: known[key])
    shipped = wordings.form_in_use
    from hakjeok_web.documents import actions

    monkeypatch.setattr(actions, "form_in_use", lambda key, school: shipped("2-3", school))


def words(meeting, by):
    held = papers.read(meetings.again(meeting), by)
    return [each.kind.definition for each in papers.offers(held.meeting, held.items)]


def begin(meeting, by, definition, item=None):
    return papers.start_paper(meeting=meeting, definition=definition, item_id=item and item.pk, by=by)


def test_before_the_meeting_there_are_the_plan_and_the_invitations(committee, members, by, pupil):
    meeting = meetings.a_meeting(committee, by, pupil=pupil)
    assert words(meeting, by) == ["1-18", "1-22"]
    plan = begin(meeting, by, "1-18").values
    assert plan["meeting_datetime"] == "2024-05-03T15:30"
    assert plan["attendees"].startswith("위원장 교장(학교장), 위원 한부장")
    assert plan["subject"] == "2024학년도 제1차 의무교육관리위원회 개최 기안"
    invitation = begin(meeting, by, "1-22", meeting.items.get())
    assert (invitation.pupil_id, invitation.values["student_name"]) == (pupil.pk, "박하준")


def test_the_minutes_tell_the_facts_of_the_meeting(open_meeting, item, members, by):
    deliberation.record_recusal(
        item=item, member=members[3], kind="by_law", reason="외삼촌", in_favour=None, by=by
    )  # fmt: skip
    deliberation.add_statement(item=item, speaker=members[1], text="진단서를 보았습니다.", by=by)
    meetings.vote(item, by, 3, 1)
    meetings.close(open_meeting, by)
    values = begin(open_meeting, by, "1-20").values
    assert (values["round"], values["quorum_total"], values["quorum_present"]) == (1, 5, 5)
    assert values["agenda"] == [{"item": "제1안 취학의무 유예 심의", "proposer": "정학적"}]
    said = [(line["speaker"], line["statement"]) for line in values["deliberation"]]
    assert said == [
        ("최경찰", "제척: 심의와 의결에서 빠집니다(외삼촌)."),
        ("한부장", "진단서를 보았습니다."),
        ("교장", "출석위원 4명 가운데 찬성 3, 반대 1, 기권 0, 제척·기피·회피 1명: 승인. 한 학년도 유예"),
    ]


@pytest.mark.parametrize(("in_favour", "against", "offered"), [(5, 0, "1-23"), (1, 4, "1-24")])
def test_the_notice_fits_the_decision(open_meeting, item, by, in_favour, against, offered, monkeypatch):
    known = papers.definitions() | {"1-24": dataclasses.replace(papers.definitions()["1-23"], id="1-24")}
    monkeypatch.setattr(papers, "definitions", lambda: known)
    meetings.vote(item, by, in_favour, against)
    meetings.close(open_meeting, by)
    assert set(words(open_meeting, by)) & {"1-23", "1-24"} == {offered}


def test_a_deferment_lasts_to_the_end_of_the_school_year(open_meeting, item, by):
    meetings.vote(item, by, 5)
    meetings.close(open_meeting, by)
    values = begin(open_meeting, by, "1-23", item).values
    assert values["deferral_period"] == {"from": "2024-05-03", "to": "2025-02-28"}
    assert begin(open_meeting, by, "1-19").values["results"] == [
        {"kind": "취학유예", "student_name": "박하준", "decision": "승인", "reason": "질병"}
    ]


def test_a_second_press_finds_the_first_draft_until_it_is_thrown_away(committee, members, by, pupil):
    meeting = meetings.a_meeting(committee, by, pupil=pupil)
    first = begin(meeting, by, "1-18")
    assert begin(meeting, by, "1-18") == first
    discard_draft(document=first, by=by)
    assert not MeetingPaper.objects.exists()
    assert begin(meeting, by, "1-18") != first


def test_a_paper_that_the_meeting_does_not_give_is_refused(committee, by, pupil):
    meeting = meetings.a_meeting(committee, by, pupil=pupil)
    with pytest.raises(Refused, match="지금 이 회의에서 만들 수 없는 문서"):
        begin(meeting, by, "1-20")


def test_the_register_lists_what_was_decided(committee, open_meeting, item, by):
    assert register.entries_of(committee, by) == []
    with pytest.raises(Refused, match="아직 심의한 안건이 없습니다"):
        papers.start_register(committee=committee, entries=[], by=by)
    meetings.vote(item, by, 2, 3, summary="증빙이 없음")
    meetings.close(open_meeting, by)
    entry = register.entries_of(committee, by)[0]
    assert (entry.name, entry.decision, entry.minutes) == ("4학년 2반 7번 박하준", "거부", "제1차(회의록 결재 전)")
    draft = papers.start_register(committee=committee, entries=[entry.values()], by=by)
    assert draft.values["entries"] == [
        {"student_name": "박하준", "decision": "거부", "summary": "취학의무 유예 심의. 증빙이 없음"}
    ]
    assert Document.objects.get().title == "2024학년도 의무교육관리위원회 심의결과 기록부"


def test_what_a_form_does_not_ask_for_is_left_out_and_a_list_becomes_lines_of_text():
    form = dataclasses.replace(definitions()["2-3"], fields=(field("agenda", "longtext"), field("date", "date")))
    facts = {"agenda": [{"item": "제1안"}, {"item": "제2안"}], "date": builders.TODAY, "unknown": 1}
    assert fitted(form, facts) == {"agenda": "제1안\n제2안", "date": "2024-05-03"}


def test_the_pages_show_and_begin_papers(client, post, open_meeting, item, by):
    builders.sign_in(client, post)
    meetings.vote(item, by, 5)
    meetings.close(open_meeting, by)
    page = client.get(f"/meetings/{open_meeting.pk}/").content.decode()
    assert "승인 통지문" in page
    answer = client.post(f"/meetings/{open_meeting.pk}/papers/", {"paper": "1-20:"})
    assert answer.status_code == 302
    assert answer["Location"] == f"/documents/{Document.objects.get().pk}/"
    assert "한부장" not in client.get(f"/committees/{open_meeting.committee_id}/results/").content.decode()
    answer = client.post(f"/committees/{open_meeting.committee_id}/results/")
    assert answer.status_code == 302
