"""The one door of the ledger: what the rules allow is appended, nothing is ever edited."""

from datetime import date

import pytest
from django.db import ProgrammingError, transaction

from hakjeok.vocabulary import Status
from hakjeok_web.config.refusals import Refused
from hakjeok_web.students.actions import append_change, cancel_change
from hakjeok_web.students.models import LedgerIsAppendOnly, RecordChange, Student
from tests import builders
from tests.builders import HANBIT, SAESOL
from tests.web.students.records import MARCH_FIRST, a_bare_pupil, a_paper, a_registrar, an_enrolled_pupil, change

pytestmark = pytest.mark.django_db
LEAVES_ON = date(2024, 5, 2)


@pytest.fixture
def registrar():
    builders.enter()
    return a_registrar()


def stored(student):
    found = Student.objects.get(pk=student.pk)
    return found.standing, found.is_open, found.grade, found.last_seq


def test_an_entry_opens_the_record(registrar):
    pupil = a_bare_pupil()
    line = change(pupil, "admission", MARCH_FIRST, by=registrar, grade=1)
    assert (line.seq, line.recorded_by, line.school_id) == (1, registrar.user, HANBIT)
    assert stored(pupil) == ("enrolled", True, 1, 1)


def test_the_pupil_in_hand_shows_the_new_state_too(registrar):
    pupil = an_enrolled_pupil(registrar)
    change(pupil, "transfer_out", LEAVES_ON, by=registrar)
    assert (pupil.standing, pupil.is_open, pupil.last_seq) == ("transferred_out", False, 2)


def test_what_the_record_says_is_read_as_of_any_day(registrar):
    pupil = an_enrolled_pupil(registrar)
    change(pupil, "transfer_out", LEAVES_ON, by=registrar)
    said = [pupil.standing_on(day).status for day in (date(2024, 2, 29), MARCH_FIRST, date(2024, 5, 1), LEAVES_ON)]
    assert said == [Status.NONE, Status.ENROLLED, Status.ENROLLED, Status.TRANSFERRED_OUT]


def test_a_return_without_a_suspension_is_refused_with_its_sentence_and_page(registrar):
    pupil = an_enrolled_pupil(registrar)
    with pytest.raises(Refused, match="이미 재학 중이어서 재취학을 할 수 없습니다") as refusal:
        change(pupil, "reentry", LEAVES_ON, by=registrar)
    assert refusal.value.reasons[0].page is not None
    assert stored(pupil) == ("enrolled", True, 4, 1)


def test_a_day_before_the_last_line_is_refused(registrar):
    pupil = an_enrolled_pupil(registrar)
    with pytest.raises(Refused, match="빠릅니다"):
        change(pupil, "transfer_out", date(2024, 2, 28), by=registrar)


def test_a_draft_orders_nothing(registrar):
    pupil = a_bare_pupil()
    with pytest.raises(Refused, match="결재가 끝나지 않은 문서"):
        append_change(
            student=pupil, kind="admission", effective_on=MARCH_FIRST, grade=1, school_name="한빛초등학교",
            ordered_by=a_paper(registrar, approved=False), by=registrar,
        )  # fmt: skip
    assert not pupil.changes.exists()


def test_a_clerk_who_saw_an_older_ledger_is_told_who_was_first(registrar):
    pupil = an_enrolled_pupil(registrar)
    seen = pupil.last_seq
    change(pupil, "exemption", LEAVES_ON, by=registrar, reason="정당한 해외 출국")
    with pytest.raises(Refused, match="정학적 선생님이 먼저 박하준 학생의 면제"):
        change(pupil, "exemption", LEAVES_ON, by=registrar, seen_seq=seen)


@pytest.mark.parametrize(
    ("kind", "last_on"),
    [("transfer_out", LEAVES_ON), ("exemption", LEAVES_ON), ("out_of_quota", date(2024, 5, 1))],
)
def test_leaving_ends_the_place_in_the_class(registrar, kind, last_on):
    pupil = an_enrolled_pupil(registrar)
    change(pupil, kind, LEAVES_ON, by=registrar)
    assert pupil.placements.get().to_on == last_on


def test_a_promotion_leaves_the_place_in_the_class(registrar):
    pupil = an_enrolled_pupil(registrar)
    change(pupil, "promotion", date(2025, 3, 1), by=registrar, grade=5)
    assert (pupil.placements.get().to_on, stored(pupil)[2]) == (None, 5)


class TestOneOpenRecord:
    """A child has one open record in the site (학적은 하나)."""

    def test_another_school_cannot_open_a_second_one(self, registrar):
        builders.enter(HANBIT, SAESOL)
        pupil = an_enrolled_pupil(registrar)
        there = self.same_child_at_saesol(pupil)
        with pytest.raises(Refused, match="이 아동의 학적이 다른 학교에 열려 있습니다"):
            change(there, "transfer_in", LEAVES_ON, by=a_registrar(SAESOL, "서학적"))
        assert not there.changes.exists()

    def test_it_can_after_the_first_has_let_the_child_go(self, registrar):
        builders.enter(HANBIT, SAESOL)
        pupil = an_enrolled_pupil(registrar)
        change(pupil, "transfer_out", LEAVES_ON, by=registrar)
        there = self.same_child_at_saesol(pupil)
        change(there, "transfer_in", date(2024, 5, 3), by=a_registrar(SAESOL, "서학적"))
        assert there.is_open

    def same_child_at_saesol(self, pupil):
        return Student.objects.create(
            school_id=SAESOL, person=pupil.person, name=pupil.name, sex=pupil.sex, birth_on=pupil.birth_on
        )


class TestCancelling:
    """학적반영취소: a line of its own with its own paper; both stay."""

    def test_both_lines_stay_and_the_record_is_as_before(self, registrar):
        pupil = an_enrolled_pupil(registrar)
        wrong = change(pupil, "transfer_out", LEAVES_ON, by=registrar)
        line = cancel_change(change=wrong, ordered_by=a_paper(registrar), by=registrar)
        assert (line.cancels, line.seq, pupil.changes.count()) == (wrong, 3, 3)
        assert stored(pupil) == ("enrolled", True, 4, 3)

    def test_the_place_in_the_class_goes_on(self, registrar):
        pupil = an_enrolled_pupil(registrar)
        wrong = change(pupil, "transfer_out", LEAVES_ON, by=registrar)
        cancel_change(change=wrong, ordered_by=a_paper(registrar), by=registrar)
        assert pupil.placements.get().to_on is None

    def test_unless_somebody_has_the_number_meanwhile(self, registrar):
        school_class = builders.a_class(builders.a_year())
        pupil = an_enrolled_pupil(registrar, school_class, number=7)
        wrong = change(pupil, "transfer_out", LEAVES_ON, by=registrar)
        builders.a_pupil(school_class, number=7, name="최유나", from_on=date(2024, 5, 3))
        cancel_change(change=wrong, ordered_by=a_paper(registrar), by=registrar)
        assert pupil.placements.get().to_on == LEAVES_ON

    def test_a_line_on_which_others_rest_cannot_go(self, registrar):
        pupil = an_enrolled_pupil(registrar)
        entry = pupil.changes.get()
        change(pupil, "transfer_out", LEAVES_ON, by=registrar)
        with pytest.raises(Refused, match="남은 학적변동이 이어지지 않습니다"):
            cancel_change(change=entry, ordered_by=a_paper(registrar), by=registrar)

    def test_twice_is_refused(self, registrar):
        pupil = an_enrolled_pupil(registrar)
        wrong = change(pupil, "transfer_out", LEAVES_ON, by=registrar)
        cancel_change(change=wrong, ordered_by=a_paper(registrar), by=registrar)
        with pytest.raises(Refused, match="이미 취소한 변동입니다"):
            cancel_change(change=wrong, ordered_by=a_paper(registrar), by=registrar)

    def test_a_cancellation_is_not_cancelled(self, registrar):
        pupil = an_enrolled_pupil(registrar)
        wrong = change(pupil, "transfer_out", LEAVES_ON, by=registrar)
        line = cancel_change(change=wrong, ordered_by=a_paper(registrar), by=registrar)
        with pytest.raises(Refused, match="다시 취소할 수 없습니다"):
            cancel_change(change=line, ordered_by=a_paper(registrar), by=registrar)

    def test_a_draft_cancels_nothing(self, registrar):
        wrong = change(an_enrolled_pupil(registrar), "transfer_out", LEAVES_ON, by=registrar)
        with pytest.raises(Refused, match="결재가 끝나지 않은 문서"):
            cancel_change(change=wrong, ordered_by=a_paper(registrar, approved=False), by=registrar)


class TestAppendOnly:
    """Neither the application nor its role in the database edits a line."""

    def test_saving_a_line_again_is_refused(self, registrar):
        line = an_enrolled_pupil(registrar).changes.get()
        with pytest.raises(LedgerIsAppendOnly):
            line.save()

    @pytest.mark.parametrize("act", ["update", "delete"])
    def test_the_database_gives_no_right_to_change_or_remove(self, registrar, act):
        pupil = an_enrolled_pupil(registrar)
        lines = RecordChange.objects.filter(student=pupil)
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            lines.update(grade=5) if act == "update" else lines._raw_delete("default")
