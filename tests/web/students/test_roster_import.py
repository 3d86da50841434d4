"""A roster becomes records: once, whole or not at all, and nothing is ever removed."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction

from hakjeok_web.attendance.models import RegisterMonth
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents.models import Document
from hakjeok_web.students import facts, identity, roster_import
from hakjeok_web.students.models import ClassPlacement, RosterImport, Student
from hakjeok_web.students.synthetic import synthetic_pupils
from hakjeok_web.students.synthetic.workbooks import clean_sheet, written
from tests import builders
from tests.builders import HANBIT
from tests.web.students.records import a_registrar
from tests.web.students.roster.sheets import xlsx

pytestmark = pytest.mark.django_db
TITLES = [
    "학년", "반", "번호", "성명", "성별", "생년월일", "주소", "보호자 성명", "관계", "보호자 연락처", "입학일",
    "전입일", "주민등록번호",
]  # fmt: skip
SEOYEON = [
    4, 2, 3, "김서연", "여", "2014-05-03", "가온시 배움로 21", "김민수", "부", "010-0000-1234", "", "", "140503-4000001"
]  # fmt: skip
HAJUN = [
    4,
    2,
    7,
    "박하준",
    "남",
    "2014-08-21",
    "가온시 솔빛길 8",
    "이수진",
    "모",
    "010-0000-5678",
    "",
    "2022-09-05",
    "",
]
YUNA = [1, 1, 21, "최유나", "여", "2017-11-30", "", "", "", "", "2024-03-04", "", ""]


@pytest.fixture
def registrar():
    builders.enter()
    return a_registrar()


@pytest.fixture
def year(registrar):
    return builders.a_year()


def uploaded(year, by, *rows, titles=TITLES):
    return roster_import.upload(school_year=year, file_name="명렬표.xlsx", content=xlsx(titles, *rows), by=by)


def applied(year, by, *rows, titles=TITLES):
    roster = uploaded(year, by, *rows, titles=titles)
    return apply_now(roster, by)


def apply_now(roster, by):
    seen = roster_import.plan_for(roster, by=by).fingerprint
    return roster_import.apply_roster(roster=roster, seen=seen, by=by)


def named(name):
    return Student.objects.get(name=name)


def ledger(name):
    return [(line.kind, line.effective_on.isoformat(), line.grade) for line in named(name).changes.all()]


class TestNewPupils:
    """새로: person, record, ledger, guardian, address, class and number."""

    def test_a_pupil_without_days_entered_with_his_cohort(self, registrar, year):
        applied(year, registrar, SEOYEON)
        assert ledger("김서연") == [
            ("admission", "2021-03-01", 1), ("promotion", "2022-03-01", 2),
            ("promotion", "2023-03-01", 3), ("promotion", "2024-03-01", 4),
        ]  # fmt: skip
        line = named("김서연").changes.first()
        assert (line.school_name, line.reason) == ("한빛초등학교", "기초 자료 등록")

    def test_one_who_came_from_elsewhere_begins_with_the_transfer(self, registrar, year):
        applied(year, registrar, HAJUN)
        assert ledger("박하준")[0] == ("transfer_in", "2022-09-05", 2)

    def test_a_first_grader_keeps_the_day_of_the_file_and_is_placed_from_it(self, registrar, year):
        applied(year, registrar, YUNA)
        assert ledger("최유나") == [("admission", "2024-03-04", 1)]
        assert named("최유나").placements.get().from_on == date(2024, 3, 4)

    def test_the_record_is_what_the_ledger_says(self, registrar, year):
        applied(year, registrar, SEOYEON, HAJUN, YUNA)
        for student in Student.objects.all():
            said = facts.latest_standing(student.events())
            assert (student.standing, student.grade, student.is_open) == (said.status.value, said.grade, True)
            assert student.last_seq == student.changes.count()

    def test_guardian_address_and_number_come_along(self, registrar, year):
        applied(year, registrar, SEOYEON)
        pupil = named("김서연")
        guardian = pupil.guardians.get()
        assert (guardian.name, guardian.relation, guardian.phone) == ("김민수", "부", "010-0000-1234")
        assert guardian.is_first_contact
        assert pupil.addresses.get().line == "가온시 배움로 21"
        assert identity.number_of(pupil.person) == "1405034000001"

    def test_missing_classes_are_made(self, registrar, year):
        result = applied(year, registrar, SEOYEON, YUNA)
        assert result.classes == ["1학년 1반", "4학년 2반"]
        assert str(named("김서연").placements.get().school_class) == "4학년 2반"

    def test_one_approved_paper_orders_everything(self, registrar, year):
        applied(year, registrar, SEOYEON, HAJUN)
        paper = Document.objects.get()
        assert (paper.title, paper.number, paper.values["added"]) == ("명렬표에 따른 학적 등록", 1, 2)
        assert {line.document for pupil in Student.objects.all() for line in pupil.changes.all()} == {paper}

    @pytest.mark.parametrize(
        ("day", "column", "sentence"),
        [("2023-03-02", 10, "1학년에서 4학년이 될 수 없습니다"), ("2020-09-01", 11, "아직 입학하기 전입니다")],
    )
    def test_days_that_contradict_the_grade_are_not_readable(self, registrar, year, day, column, sentence):
        row = [*SEOYEON]
        row[column] = day
        plan = roster_import.plan_for(uploaded(year, registrar, row), by=registrar)
        assert (plan.additions, [sentence in problem.cause for problem in plan.unreadable]) == ((), [True])

    def test_one_who_was_held_back_keeps_his_day_of_entry(self, registrar, year):
        row = [*SEOYEON]
        row[10] = "2020-03-02"
        applied(year, registrar, row)
        assert (ledger("김서연")[0], ledger("김서연")[-1]) == (
            ("admission", "2020-03-02", 1), ("promotion", "2024-03-01", 4)
        )  # fmt: skip

    def test_a_child_known_by_its_number_stays_one_person(self, registrar, year):
        builders.enter(builders.SAESOL)
        there = builders.a_year(builders.SAESOL)
        clerk = a_registrar(builders.SAESOL, "서학적")
        applied(there, clerk, SEOYEON)
        person = named("김서연").person_id
        from hakjeok_web.students.actions import append_change

        append_change(
            student=named("김서연"), kind="transfer_out", effective_on=date(2024, 4, 30), grade=4, by=clerk,
            school_name="새솔초등학교", ordered_by=Document.objects.get(),
        )  # fmt: skip
        builders.enter()
        row = [*SEOYEON]
        row[11] = "2024-05-02"
        applied(year, registrar, row)
        assert named("김서연").person_id == person

    def test_a_child_whose_record_is_open_elsewhere_is_refused(self, registrar, year):
        builders.enter(builders.SAESOL)
        applied(builders.a_year(builders.SAESOL), a_registrar(builders.SAESOL, "서학적"), SEOYEON)
        builders.enter()
        with pytest.raises(Refused, match="다른 학교에 열려 있습니다"):
            applied(year, registrar, SEOYEON)
        assert not Student.objects.filter(school_id=HANBIT).exists()


class TestAgain:
    """A second roster: the same does nothing, what differs is changed by the right act."""

    @pytest.fixture(autouse=True)
    def first(self, registrar, year):
        applied(year, registrar, SEOYEON, HAJUN)

    def test_the_same_file_changes_nothing(self, registrar, year):
        plan = roster_import.plan_for(uploaded(year, registrar, SEOYEON, HAJUN), by=registrar)
        assert (len(plan.same), plan.keys, plan.unreadable) == (2, set(), ())

    def test_two_may_change_numbers_with_one_another(self, registrar, year):
        applied(year, registrar, [4, 2, 7, *SEOYEON[3:]], [4, 2, 3, *HAJUN[3:]])
        now = {each.student.name: each.number for each in ClassPlacement.objects.filter(to_on=None)}
        assert now == {"김서연": 7, "박하준": 3}
        assert named("김서연").placements.filter(to_on=date(2024, 5, 2)).get().number == 3

    def test_a_new_class_ends_the_old_one_the_day_before(self, registrar, year):
        applied(year, registrar, [4, 3, 3, *SEOYEON[3:]])
        seats = [
            (each.school_class.number, each.from_on, each.to_on)
            for each in named("김서연").placements.order_by("from_on")
        ]
        assert seats == [(2, date(2024, 3, 1), date(2024, 5, 2)), (3, date(2024, 5, 3), None)]

    def test_name_address_and_guardian_follow_the_file(self, registrar, year):
        row = [*SEOYEON]
        row[3], row[6], row[9] = "김서윤", "가온시 새길 5", "010-0000-9999"
        applied(year, registrar, row)
        pupil = named("김서윤")
        assert [address.line for address in pupil.addresses.all()] == ["가온시 새길 5", "가온시 배움로 21"]
        assert pupil.guardians.get().phone == "010-0000-9999"
        assert pupil.changes.count() == 4

    def test_a_second_guardian_is_added(self, registrar, year):
        row = [*SEOYEON]
        row[7:10] = ["이영희", "모", "010-0000-4321"]
        applied(year, registrar, row)
        assert [(each.name, each.is_first_contact) for each in named("김서연").guardians.order_by("pk")] == [
            ("김민수", True), ("이영희", False)
        ]  # fmt: skip

    def test_a_grade_is_never_changed_by_a_list(self, registrar, year):
        plan = roster_import.plan_for(uploaded(year, registrar, [5, *SEOYEON[1:]]), by=registrar)
        assert "진급이나 유급으로만" in plan.unreadable[0].remedy
        assert plan.keys == set()

    def test_who_is_not_in_the_file_stays(self, registrar, year):
        roster = uploaded(year, registrar, SEOYEON, YUNA)
        assert [pupil.name for pupil in roster_import.plan_for(roster, by=registrar).missing] == ["박하준"]
        apply_now(roster, registrar)
        assert named("박하준").is_open

    def test_a_number_that_two_would_have_is_refused_with_both_names(self, registrar, year):
        roster = uploaded(year, registrar, [4, 2, 7, *SEOYEON[3:]], [4, 2, 3, *HAJUN[3:]])
        plan = roster_import.plan_for(roster, by=registrar)
        of_hajun = {key for key in plan.keys if "!3!" in key}
        roster_import.choose(roster=roster, shown=of_hajun, ticked=(), by=registrar)
        with pytest.raises(Refused, match=r"4학년 2반 7번이 두 학생\(박하준, 김서연\)의 번호가 됩니다"):
            apply_now(roster, registrar)


class TestOnce:
    """반영은 한 번: all of it or nothing, and never twice."""

    def test_a_second_press_is_told_who_applied_it_and_when(self, registrar, year):
        roster = uploaded(year, registrar, SEOYEON)
        seen = roster_import.plan_for(roster, by=registrar).fingerprint
        roster_import.apply_roster(roster=roster, seen=seen, by=registrar)
        with pytest.raises(Refused, match=r"정학적 선생님이 .* 이미 반영했습니다"):
            roster_import.apply_roster(roster=roster, seen=seen, by=registrar)
        assert Student.objects.count() == 1

    def test_a_record_that_changed_since_the_preview_is_shown_again_first(self, registrar, year):
        roster = uploaded(year, registrar, SEOYEON, HAJUN)
        seen = roster_import.plan_for(roster, by=registrar).fingerprint
        applied(year, registrar, SEOYEON)
        with pytest.raises(Refused, match="미리 본 뒤에 학적이 바뀌었습니다"):
            roster_import.apply_roster(roster=roster, seen=seen, by=registrar)

    def test_what_is_unticked_is_left_out(self, registrar, year):
        roster = uploaded(year, registrar, SEOYEON, HAJUN)
        keys = sorted(roster_import.plan_for(roster, by=registrar).keys)
        roster_import.choose(roster=roster, shown=keys, ticked=keys[:1], by=registrar)
        apply_now(roster, registrar)
        assert [pupil.name for pupil in Student.objects.all()] == ["김서연"]

    def test_nothing_ticked_is_refused(self, registrar, year):
        roster = uploaded(year, registrar, SEOYEON)
        keys = roster_import.plan_for(roster, by=registrar).keys
        roster_import.choose(roster=roster, shown=keys, ticked=(), by=registrar)
        with pytest.raises(Refused, match="고른 행이 없습니다"):
            apply_now(roster, registrar)

    def test_one_bad_row_leaves_nothing_half_written(self, registrar, year):
        roster = uploaded(
            year,
            registrar,
            SEOYEON,
            [*HAJUN[:-1], "140821-3000008"],
            [4, 2, 9, "박하민", *HAJUN[4:-1], "140821-3000008"],
        )
        with pytest.raises(Refused, match="같은 주민등록번호가 두 행에"), transaction.atomic():
            apply_now(roster, registrar)
        assert (Student.objects.count(), Document.objects.count()) == (0, 0)
        assert RosterImport.objects.get().state == "preview"

    def test_the_file_is_sealed_while_it_waits_and_forgotten_afterwards(self, registrar, year):
        roster = uploaded(year, registrar, SEOYEON)
        assert b"PK" not in bytes(RosterImport.objects.get().content)[:40]
        apply_now(roster, registrar)
        kept = RosterImport.objects.get()
        assert (bytes(kept.content), kept.outcome["added"], kept.document.number) == (b"", 1, 1)

    def test_a_dropped_file_is_not_applied(self, registrar, year):
        roster = uploaded(year, registrar, SEOYEON)
        seen = roster_import.plan_for(roster, by=registrar).fingerprint
        roster_import.drop(roster=roster, by=registrar)
        with pytest.raises(Refused, match="이미 그만두었습니다"):
            roster_import.apply_roster(roster=roster, seen=seen, by=registrar)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "빈 파일"), (b"%PDF-1.7 not a sheet", "올려 주세요"), ("학년,반\n4,2".encode(), "올려 주세요")],
)
def test_a_file_of_another_kind_is_refused_with_a_sentence(registrar, year, content, sentence):
    with pytest.raises(Refused, match=sentence):
        roster_import.upload(school_year=year, file_name="명렬표.xlsx", content=content, by=registrar)
    assert not RosterImport.objects.exists()


def test_a_thousand_rows_take_a_fixed_number_of_statements(registrar, year, django_assert_max_num_queries):
    content = written([clean_sheet(synthetic_pupils(31, 1_000, 2024))])
    roster = roster_import.upload(school_year=year, file_name="명렬표.xlsx", content=content, by=registrar)
    seen = roster_import.plan_for(roster, by=registrar).fingerprint
    with django_assert_max_num_queries(45):
        roster_import.apply_roster(roster=roster, seen=seen, by=registrar)
    assert Student.objects.count() == 1_000


def test_a_roster_is_not_taken_into_a_year_that_is_past(registrar, year):
    roster = uploaded(year, registrar, SEOYEON)
    later = replace(registrar, today=date(2025, 3, 4))
    with pytest.raises(Refused, match="지난 학년도"):
        uploaded(year, later, SEOYEON)
    with pytest.raises(Refused, match="지난 학년도"):
        apply_now(roster, later)
    assert not Student.objects.exists()


def test_a_roster_puts_nobody_into_a_closed_register(registrar, year):
    school_class = builders.a_class(year, 4, 2)
    RegisterMonth.objects.create(school_id=HANBIT, school_class=school_class, first_on=date(2024, 4, 1), is_closed=True)
    with pytest.raises(Refused, match="‘전입일’ 열에"):
        applied(year, registrar, SEOYEON)
    came_in_may = [*SEOYEON[:11], "2024-05-02", SEOYEON[12]]
    assert len(applied(year, registrar, came_in_may).added) == 1
