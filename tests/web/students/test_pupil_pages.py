"""One pupil's pages: who may open them, what they show, what is changed."""

from datetime import date

import pytest
import time_machine

from hakjeok_web.accounts.models import AccessEntry
from hakjeok_web.students import identity
from hakjeok_web.students.actions import cancel_change
from hakjeok_web.students.models import Student
from tests import builders
from tests.builders import SAESOL
from tests.web.students.records import a_paper, a_registrar, an_enrolled_pupil, change

pytestmark = pytest.mark.django_db
PARTS = ("", "changes/", "guardians/")


@pytest.fixture(autouse=True)
def third_of_may():
    with time_machine.travel("2024-05-03T10:00:00+09:00", tick=False):
        yield


@pytest.fixture
def clerk():
    builders.enter()
    return a_registrar()


@pytest.fixture
def own_class(clerk):
    return builders.a_class(builders.a_year(), 4, 2)


@pytest.fixture
def pupil(clerk, own_class):
    return an_enrolled_pupil(clerk, own_class, number=7, birth=date(2014, 8, 21))


@pytest.fixture
def registrar(client, pupil):
    return builders.sign_in(client, builders.a_staff("registrar", name="한학적"))


def text(response):
    return response.content.decode()


def last_log():
    builders.enter()
    return AccessEntry.objects.order_by("-seq").first()


class TestWhoMayOpen:
    @pytest.mark.parametrize("part", PARTS)
    def test_the_own_homeroom_teacher(self, client, pupil, own_class, part):
        assert builders.sign_in(client, builders.a_homeroom(own_class)).get(url(pupil, part)).status_code == 200

    @pytest.mark.parametrize("part", PARTS)
    def test_not_the_teacher_of_another_class(self, client, pupil, own_class, part):
        other = builders.a_homeroom(builders.a_class(own_class.school_year, 4, 3), name="박담임")
        assert builders.sign_in(client, other).get(url(pupil, part)).status_code == 404

    @pytest.mark.parametrize("part", PARTS)
    def test_not_another_school_s_registrar(self, client, pupil, part):
        builders.enter(SAESOL)
        other = builders.a_staff("registrar", school=SAESOL, name="서학적")
        assert builders.sign_in(client, other).get(url(pupil, part)).status_code == 404

    @pytest.mark.parametrize("part", ["placement/", "number/entry/", "guardians/new/", "addresses/new/"])
    def test_a_homeroom_teacher_changes_nothing(self, client, pupil, own_class, part):
        assert builders.sign_in(client, builders.a_homeroom(own_class)).get(url(pupil, part)).status_code == 403

    def test_nor_sees_a_resident_number(self, client, pupil, own_class):
        teacher = builders.sign_in(client, builders.a_homeroom(own_class))
        assert teacher.post(url(pupil, "number/"), {"reason": "신원 대조"}).status_code == 404


def url(pupil, part=""):
    return f"/students/{pupil.pk}/{part}"


class TestSummary:
    def test_it_says_state_seat_and_last_changes(self, registrar, pupil):
        page = text(registrar.get(url(pupil)))
        assert all(word in page for word in ("재학", "4학년 2반 7번", "취학", "한빛초등학교 제4학년"))

    def test_the_browser_s_title_carries_no_name(self, registrar, pupil):
        title = text(registrar.get(url(pupil))).split("<title>")[1].split("</title>")[0]
        assert "박하준" not in title
        assert "4학년 2반 7번 학생" in title

    def test_it_is_logged_with_this_pupil_only(self, registrar, pupil):
        registrar.get(url(pupil))
        assert last_log().pupils == [pupil.pk]

    def test_it_takes_few_queries(self, registrar, pupil, django_assert_max_num_queries):
        registrar.get(url(pupil))
        with django_assert_max_num_queries(14 + 2):  # two set and release the savepoint of the test itself
            registrar.get(url(pupil))


class TestChanges:
    def test_as_of_a_day_the_later_change_is_only_planned(self, registrar, clerk, pupil):
        builders.enter()
        change(pupil, "transfer_out", date(2024, 5, 2), by=clerk)
        now, before = registrar.get(url(pupil, "changes/")), registrar.get(url(pupil, "changes/?on=2024-04-30"))
        assert (now.context["badge"]["text"], before.context["badge"]["text"]) == ("전출", "재학")
        assert [entry["planned"] for entry in before.context["entries"]] == [True, False]
        assert "2024. 4. 30.(화)의 기록을 보고 있습니다" in text(before)

    def test_the_words_of_the_student_record_are_printed(self, registrar, clerk, pupil):
        builders.enter()
        change(pupil, "exemption", date(2024, 5, 2), by=clerk, reason="정당한 해외 출국")
        page = text(registrar.get(url(pupil, "changes/")))
        assert "2024년 03월 01일 한빛초등학교 제4학년 취학(2024년 05월 02일 면제)" in page
        assert "2024.05.02. 정당한 해외 출국으로 인한 면제" in page

    def test_a_cancelled_line_stays_with_the_cancellation_above_it(self, registrar, clerk, pupil):
        builders.enter()
        wrong = change(pupil, "transfer_out", date(2024, 5, 2), by=clerk)
        cancel_change(change=wrong, ordered_by=a_paper(clerk), by=clerk)
        entries = registrar.get(url(pupil, "changes/")).context["entries"]
        assert [(entry["kind"], entry["cancelled"]) for entry in entries] == [
            ("학적반영취소", False), ("전출", True), ("취학", False)
        ]  # fmt: skip
        assert entries[1]["paper"] == "한빛초등학교-2(2024. 5. 3.)"


class TestClassAndNumber:
    def test_a_new_number_holds_from_its_day(self, registrar, pupil, own_class):
        sent = {"school_class": own_class.pk, "number": 21, "from_on": "2024-05-07"}
        assert registrar.post(url(pupil, "placement/"), sent).status_code == 302
        builders.enter()
        assert pupil.placements.get(to_on=None).number == 21

    def test_a_taken_number_comes_back_with_its_holder_and_what_was_typed(self, registrar, clerk, pupil, own_class):
        builders.enter()
        an_enrolled_pupil(clerk, own_class, number=8, name="최유나")
        sent = {"school_class": own_class.pk, "number": 8, "from_on": "2024-05-07"}
        answer = registrar.post(url(pupil, "placement/"), sent)
        assert answer.status_code == 422
        assert "4학년 2반 8번은 최유나 학생의 번호입니다" in text(answer)
        assert 'value="8"' in text(answer)


class TestResidentNumber:
    @pytest.fixture
    def numbered(self, clerk, pupil):
        identity.set_number(student=pupil, number="140821-3000008", by=clerk)
        return pupil

    def test_it_is_masked(self, registrar, numbered):
        page = text(registrar.get(url(numbered)))
        assert "140821-3******" in page
        assert "3000008" not in page

    def test_it_is_shown_for_a_reason_which_is_logged(self, registrar, numbered):
        page = text(registrar.post(url(numbered, "number/"), {"reason": "신원 대조"}))
        assert "140821-3000008" in page
        assert (last_log().pupils, last_log().purpose) == ([numbered.pk], "주민등록번호 보기: 신원 대조")

    def test_own_words_are_a_reason_too(self, registrar, numbered):
        registrar.post(url(numbered, "number/"), {"reason": "기타", "other": "여권 발급 확인"})
        assert last_log().purpose == "주민등록번호 보기: 여권 발급 확인"

    @pytest.mark.parametrize("sent", [{}, {"reason": "그냥"}, {"other": "음"}])
    def test_without_a_reason_it_stays_masked(self, registrar, numbered, sent):
        answer = registrar.post(url(numbered, "number/"), sent)
        assert (answer.status_code, "3000008" in text(answer)) == (422, False)

    def test_entering_it_seals_it(self, registrar, pupil):
        registrar.post(url(pupil, "number/entry/"), {"number": "140821-3000008"})
        builders.enter()
        assert identity.number_of(Student.objects.get(pk=pupil.pk).person) == "1408213000008"

    def test_a_wrong_one_comes_back_at_its_field(self, registrar, pupil):
        answer = registrar.post(url(pupil, "number/entry/"), {"number": "140822-3000008"})
        assert (answer.status_code, "생년월일과 다릅니다" in text(answer)) == (422, True)


class TestFamily:
    def test_a_guardian_is_added_and_called_first(self, registrar, pupil):
        sent = {"name": "박수진", "relation": "모", "phone": "010-0000-1234", "is_first_contact": "on"}
        registrar.post(url(pupil, "guardians/new/"), sent)
        page = text(registrar.get(url(pupil, "guardians/")))
        assert all(word in page for word in ("박수진", "010-0000-1234", "먼저 연락"))

    def test_the_summary_masks_the_telephone(self, registrar, pupil):
        registrar.post(url(pupil, "guardians/new/"), {"name": "박수진", "phone": "010-0000-1234"})
        page = text(registrar.get(url(pupil)))
        assert "010-****-1234" in page
        assert "010-0000-1234" not in page

    @pytest.mark.parametrize(
        ("part", "sent"),
        [
            ("guardians/new/", {"name": "박수진", "relation": "모", "phone": "010-0000-1234"}),
            ("addresses/new/", {"line": "가온시 배움로 8", "from_on": "2024-05-03"}),
        ],
    )
    def test_a_form_sent_twice_is_written_down_once(self, registrar, pupil, part, sent):
        for _ in range(2):
            assert registrar.post(url(pupil, part), sent).status_code == 302
        builders.enter()
        assert (
            pupil.guardians.filter(name="박수진").count() + pupil.addresses.filter(line=sent.get("line")).count() == 1
        )

    def test_the_last_guardian_stays(self, registrar, pupil):
        registrar.post(url(pupil, "guardians/new/"), {"name": "박수진"})
        builders.enter()
        only = pupil.guardians.get()
        answer = registrar.post(url(pupil, f"guardians/{only.pk}/removal/"), follow=True)
        assert "보호자가 한 사람은 있어야 합니다" in text(answer)
        builders.enter()
        assert pupil.guardians.count() == 1

    def test_a_move_keeps_the_old_address(self, registrar, pupil):
        for day, line in (("2024-03-01", "가온시 배움로 21"), ("2024-05-02", "가온시 솔빛길 8")):
            registrar.post(url(pupil, "addresses/new/"), {"line": line, "from_on": day})
        page = text(registrar.get(url(pupil, "guardians/")))
        assert page.index("솔빛길 8") < page.index("배움로 21")

    def test_a_move_before_the_last_one_is_refused(self, registrar, pupil):
        registrar.post(url(pupil, "addresses/new/"), {"line": "가온시 배움로 21", "from_on": "2024-05-02"})
        answer = registrar.post(url(pupil, "addresses/new/"), {"line": "가온시 솔빛길 8", "from_on": "2024-05-01"})
        assert (answer.status_code, "마지막 주소가 2024. 5. 2.(목)부터" in text(answer)) == (422, True)
