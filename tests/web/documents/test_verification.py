"""진위 확인: whoever holds a paper learns by its code that it is real, and nothing about anybody."""

import io

import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hakjeok_web.documents import verification
from hakjeok_web.documents.actions import finish_document, reference
from hakjeok_web.documents.models import Document, IssuedFile, IssuedPaper
from hakjeok_web.documents.registry import subject_of
from hakjeok_web.documents.rendering import definitions
from tests import builders
from tests.web.documents.papers import hwpx_words, pdf_pages
from tests.web.documents.test_papers import ordered, values

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


@pytest.fixture(autouse=True)
def _nobody_asked_before():
    caches["askers"].clear()


@pytest.fixture
def paper(teacher, pupil):
    subject = subject_of(teacher, pupil.pk)
    return finish_document(definition=definitions()["2-3"], values=values(pupil), subject=subject, by=teacher)


def asked(client, code, file=None):
    sent = {"code": code} | ({"file": SimpleUploadedFile("받은 파일.pdf", file)} if file is not None else {})
    return client.post("/verify/", sent)


def test_a_finished_paper_has_a_code_of_twenty_letters(paper):
    assert verification.code_of(paper.code) == paper.code
    assert [len(group) for group in paper.code.split("-")] == [5, 5, 5, 5]


def test_codes_are_never_alike():
    assert len({verification.new_code() for _ in range(1000)}) == 1000


def test_a_draft_and_an_act_without_a_printed_form_have_none(teacher):
    act = Document.objects.create(
        school_id=builders.HANBIT, definition="roster-import", title="-", drafted_by=teacher.user
    )
    assert act.code == ""
    assert not IssuedPaper.objects.exists()


def test_the_code_tells_number_day_school_and_kind(client, paper):
    page = asked(client, paper.code).content.decode()
    for said in (reference(paper), "2024. 5. 3.", "한빛초등학교", "내교 통지서"):
        assert said in page


def test_nobody_s_name_is_told(client, paper, pupil):
    page = asked(client, paper.code).content.decode()
    assert pupil.name not in page
    assert "김담임" not in page
    kept = IssuedPaper.objects.values().get()
    assert not any(pupil.name in str(value) for value in kept.values())


def test_a_typed_subject_does_not_get_out(teacher, client):
    draft = definitions()["1-5"]
    typed = dict(draft.sample) | {"subject": "박하준 학생 유예 통보"}
    paper = finish_document(definition=draft, values=typed, subject=None, by=teacher)
    assert "박하준" in paper.title
    assert "박하준" not in asked(client, paper.code).content.decode()


@pytest.mark.parametrize("code", ["7K2MX-93TQA-B5WZ0-HN8RD", "없는 번호", "'; DROP TABLE", "0" * 60])
def test_a_code_that_was_never_given_is_told_so(client, paper, code):
    page = asked(client, code)
    assert page.status_code == 200
    assert "이 번호의 문서가 없습니다" in page.content.decode()


def test_the_code_may_be_typed_as_people_do(client, paper):
    typed = f" {paper.code.lower().replace('-', ' ')} ".replace("0", "o").replace("1", "l")
    assert reference(paper) in asked(client, typed).content.decode()


def test_found_or_not_costs_the_same_questions_to_the_database(client, paper):
    counts = []
    for code in (paper.code, "7K2MX-93TQA-B5WZ0-HN8RD", "-"):
        with CaptureQueriesContext(connection) as queries:
            asked(client, code, b"%PDF-")
        counts.append(sum("documents_" in each["sql"] for each in queries))
    assert counts == [2, 2, 2]


def test_only_what_was_issued_is_read(client, paper):
    with CaptureQueriesContext(connection) as queries:
        asked(client, paper.code, b"%PDF-")
    tables = {word for each in queries for word in each["sql"].split('"') if word.startswith("documents_")}
    assert tables == {"documents_issuedpaper", "documents_issuedfile"}


@pytest.mark.parametrize(("format", "read"), [("pdf", lambda content: pdf_pages(content)[0]), ("hwpx", hwpx_words)])
def test_the_code_stands_on_the_paper_with_the_address_to_ask(client, homeroom, paper, format, read):
    builders.sign_in(client, homeroom)
    content = bytes(ordered(client, paper, format).content)
    section = read(content)
    assert f"확인번호{paper.code}·진위확인" in section
    assert "/verify/" in section
    assert "출력김담임" in section


@pytest.mark.parametrize("format", ["pdf", "hwpx"])
def test_an_unchanged_file_is_the_same_and_a_changed_one_is_not(client, homeroom, paper, format):
    builders.sign_in(client, homeroom)
    content = bytes(ordered(client, paper, format).content)
    assert "같습니다" in asked(client, paper.code, content).content.decode()
    changed = content.replace(b"\n", b"\r", 1) if format == "pdf" else content + b"\0"
    assert "바뀐 파일입니다" in asked(client, paper.code, changed).content.decode()


def test_the_file_of_another_paper_is_told(client, homeroom, teacher, paper, pupil):
    builders.sign_in(client, homeroom)
    content = bytes(ordered(client, paper).content)
    other = finish_document(
        definition=definitions()["2-3"], values=values(pupil), subject=subject_of(teacher, pupil.pk), by=teacher
    )
    assert "이 번호의 파일이 아닙니다" in asked(client, other.code, content).content.decode()


def test_an_uploaded_file_is_not_kept(client, paper):
    asked(client, paper.code, b"%PDF-1.7 somebody's")
    assert not IssuedFile.objects.exists()


def test_a_file_that_is_too_large_is_refused(client, paper, monkeypatch):
    monkeypatch.setattr(verification, "LARGEST_FILE", 4)
    answer = asked(client, paper.code, b"%PDF-1.7")
    assert answer.status_code == 422
    assert "20MB보다 큽니다" in answer.content.decode()


def test_no_code_is_asked_for_again(client):
    answer = client.post("/verify/", {})
    assert answer.status_code == 422
    assert "빈칸입니다" in answer.content.decode()


def test_guessing_is_slowed_down(client, settings):
    settings.ASKED_A_MINUTE = {"verify": 3}
    assert [asked(client, str(number)).status_code for number in range(4)] == [200, 200, 200, 429]


def test_what_was_issued_can_be_neither_changed_nor_removed(paper):
    from django.db import DatabaseError, transaction

    for act in (lambda: IssuedPaper.objects.update(kind="-"), lambda: IssuedPaper.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_the_fingerprint_is_of_the_whole_file():
    assert verification.fingerprint(iter([b"a", b"b"])) == verification.fingerprint([io.BytesIO(b"ab").read()])
