"""학교 서식 문구: a school may word a form differently; papers that exist keep the words that they were made with."""

import pytest

from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents import wordings
from hakjeok_web.documents.actions import finish_document
from hakjeok_web.documents.models import FormVersion
from hakjeok_web.documents.registry import subject_of
from hakjeok_web.documents.rendering import definitions
from hakjeok_web.documents.rendering.loading import from_data, shipped_data
from hakjeok_web.documents.wording_texts import changed, texts_of
from tests import builders
from tests.web.documents.papers import NOTICE, OUTING, hwpx_words, pdf_words
from tests.web.documents.test_papers import ordered, values

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
SHIPPED = shipped_data("2-3")
PLACE = next(each.place for each in texts_of(SHIPPED) if "우리 학교에 다니는" in each.text)
SENTENCE = "귀댁의 자녀({student_name})가 학교에 오지 않아 알려 드립니다."
PAGE = "/form-overrides/2-3/"


@pytest.fixture
def admin(school_class):
    return builders.a_staff("school_admin", name="권관리")


def words(**changes):
    """What the editor's page sends."""
    sent = {each.place: each.text for each in texts_of(SHIPPED)} | {"reason": "우리 학교 말투", "seen": "0"}
    return sent | changes


def saved(client, admin, **changes):
    return builders.sign_in(client, admin).post(PAGE, words(**({PLACE: SENTENCE} | changes)))


def a_paper(teacher, pupil):
    subject = subject_of(teacher, pupil.pk)
    return finish_document(definition=definitions()["2-3"], values=values(pupil), subject=subject, by=teacher)


def test_every_text_is_found_and_put_back_where_it_was():
    for definition in definitions().values():
        data = shipped_data(definition.id)
        texts = {each.place: int(each.text) if each.is_number else each.text for each in texts_of(data)}
        assert from_data(changed(data, texts), "같은 것").body is not None
        assert texts_of(changed(data, texts)) == texts_of(data)


def test_the_texts_have_names_that_tell_them_apart():
    names = [(each.group, each.name) for each in texts_of(SHIPPED)]
    assert len(set(names)) == len(names)


def test_texts_in_frames_tables_and_slips_are_found():
    import tomllib
    from pathlib import Path

    data = tomllib.loads(Path("tests/web/documents/data/outing.toml").read_text())
    places = {each.place for each in texts_of(data)}
    assert any(".body." in place[5:] for place in places)
    assert any(".rows." in place for place in places)
    assert any(place.endswith(".min_rows") for place in places)
    assert OUTING.id == data["id"]


def test_the_list_shows_changed_forms_first(client, admin):
    saved(client, admin)
    page = client.get("/form-overrides/").content.decode()
    assert page.index("학교 문구") < page.index("기본</td>")
    assert "고친 것 1가지" in page


def test_a_saved_wording_is_a_version_with_its_reason(client, admin):
    assert saved(client, admin).status_code == 302
    own, shipped = FormVersion.objects.filter(definition="2-3").order_by("-number")
    assert (own.is_own, own.reason, own.made_by_id) == (True, "우리 학교 말투", admin.user_id)
    assert (shipped.is_own, shipped.data) == (False, SHIPPED)


def test_new_papers_are_printed_with_it_and_old_ones_keep_theirs(client, admin, homeroom, teacher, pupil):
    before = a_paper(teacher, pupil)
    saved(client, admin)
    after = a_paper(teacher, pupil)
    builders.sign_in(client, homeroom)
    assert "귀댁의자녀(박하준)" in pdf_words(bytes(ordered(client, after).content))
    from hakjeok_web.documents.models import GeneratedFile, Job

    GeneratedFile.objects.all().delete()
    Job.objects.all().delete()
    old = hwpx_words(bytes(ordered(client, before, "hwpx").content))
    assert "우리학교에다니는귀가정의자녀(박하준)" in old
    assert "귀댁의" not in old


def test_a_lost_place_is_named(client, admin):
    answer = saved(client, admin, **{PLACE: "귀댁의 자녀가 오지 않아 알려 드립니다."})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "‘자녀(학생) 이름’ 자리 {student_name}가 없습니다" in page
    assert "귀댁의 자녀가 오지 않아" in page
    assert not FormVersion.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({PLACE: SENTENCE + "{nickname}"}, "{nickname}는 이 서식에 없는 자리입니다"),
        ({PLACE: SENTENCE + "龘"}, "‘龘’(U+9F98)"),
        ({"reason": ""}, "까닭을 적어 주세요"),
        ({"title": ""}, "빈칸입니다"),
        ({PLACE: SENTENCE.replace("{student_name}", "{student_name:roman}")}, "이 문구로는 서식을 만들 수 없습니다"),
    ],
)
def test_what_cannot_be_used_is_told(client, admin, changes, sentence):
    answer = saved(client, admin, **changes)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_preview_shows_pictures_and_saves_nothing(client, admin):
    answer = builders.sign_in(client, admin).post(PAGE, words(**{PLACE: SENTENCE, "reason": "", "act": "preview"}))
    assert answer.status_code == 200
    assert answer.content.decode().count("data:image/png;base64,") == 1
    assert not FormVersion.objects.exists()


def test_going_back_is_one_more_version(client, admin, teacher, pupil):
    saved(client, admin)
    client.post(f"{PAGE}restoration/", {"seen": "2"})
    assert [each.is_own for each in wordings.history_of("2-3", builders.HANBIT)] == [False, True, False]
    assert "우리 학교에 다니는" in str(wordings.definition_of(a_paper(teacher, pupil)).body)


def test_the_second_of_two_people_is_told_who_was_first(client, admin):
    saved(client, admin)
    answer = saved(client, admin, seen="1", **{PLACE: SENTENCE + " 꼭 와 주세요."})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "권관리 님이" in page
    assert "꼭 와 주세요." in page


def test_going_back_from_an_old_page_is_refused(client, admin, teacher):
    saved(client, admin)
    with pytest.raises(Refused, match="먼저 고쳤습니다"):
        wordings.restore_shipped(definition_id="2-3", seen=1, by=teacher)


def test_a_shipped_form_that_changed_since_is_told(client, admin, monkeypatch):
    saved(client, admin)
    assert "기본 서식이 바뀌었습니다" not in client.get(PAGE).content.decode()
    monkeypatch.setattr(wordings, "shipped_data", lambda definition: dict(shipped_data(definition)) | {"version": 2})
    assert "기본 서식이 바뀌었습니다" in client.get(PAGE).content.decode()
    assert "기본 서식 바뀜" in client.get("/form-overrides/").content.decode()


def test_a_form_that_does_not_exist_is_not_found(client, admin):
    assert builders.sign_in(client, admin).get("/form-overrides/9-9/").status_code == 404


def test_each_school_has_its_own(client, admin):
    saved(client, admin)
    builders.enter(builders.SAESOL)
    assert not wordings.all_in_use(builders.SAESOL)[0].is_own
    assert wordings.definition_in_use("2-3", builders.SAESOL) == NOTICE
