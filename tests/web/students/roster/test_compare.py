from datetime import date

from hakjeok_web.config.sheets.errors import Problem, Severity
from hakjeok_web.students.roster import ExistingPupil, Guardian, RosterRow, Seat, Sex, compare
from hakjeok_web.students.roster.rows import Origin

COLUMNS = {"number": "C", "name": "D"}
SEOYEON = {"name": "김서연", "sex": Sex.FEMALE, "born_on": date(2014, 5, 3)}
JIHO = {"name": "김지호", "sex": Sex.MALE, "born_on": date(2014, 9, 30)}
HAJUN = {"name": "박하준", "sex": Sex.MALE, "born_on": date(2013, 11, 28)}


def row(child: dict, seat: tuple = (4, 2, 3), line: int = 5, **more) -> RosterRow:
    grade, class_number, number = seat
    origin = Origin("명렬표.xlsx", "4학년", line, COLUMNS)
    return RosterRow(origin, grade=grade, class_number=class_number, number=number, **child | more)


def pupil(child: dict, seat: tuple = (4, 2, 3), key: str = "k1", **more) -> ExistingPupil:
    grade, class_number, number = seat
    return ExistingPupil(key, grade=grade, class_number=class_number, number=number, **child | more)


def test_a_pupil_without_a_difference_is_the_same():
    comparison = compare([row(SEOYEON)], [pupil(SEOYEON, sex="female")])
    assert [match.pupil.key for match in comparison.same] == ["k1"]
    assert not comparison.differing
    assert not comparison.added


def test_what_the_file_does_not_say_is_no_difference():
    known = pupil(SEOYEON, address="느티나무로 12", nationality="대한민국", guardians=(Guardian("이은정", "모"),))
    assert len(compare([row(SEOYEON)], [known]).same) == 1


def test_each_difference_shows_the_value_now_and_in_the_file():
    known = pupil(SEOYEON, (4, 1, 9), address="느티나무로 12")
    comparison = compare([row(SEOYEON, address="한빛로 7", postal_code="00123")], [known])
    (match,) = comparison.differing
    assert [(d.label, d.now, d.in_file) for d in match.differences] == [
        ("반", "1", "2"), ("번호", "9", "3"), ("우편번호", None, "00123"), ("주소", "느티나무로 12", "한빛로 7"),
    ]  # fmt: skip


def test_a_corrected_birth_date_is_found_by_the_seat():
    comparison = compare([row(SEOYEON, born_on=date(2014, 3, 5))], [pupil(SEOYEON)])
    (difference,) = comparison.differing[0].differences
    assert (difference.field, difference.now, difference.in_file) == ("born_on", "2014. 5. 3.", "2014. 3. 5.")


def test_a_changed_name_is_found_by_the_seat():
    comparison = compare([row(SEOYEON, name="김서현")], [pupil(SEOYEON)])
    assert comparison.differing[0].pupil.key == "k1"


def test_another_child_on_the_seat_never_becomes_the_first():
    comparison = compare([row(HAJUN)], [pupil(SEOYEON)])
    assert not comparison.differing
    assert not comparison.added
    assert comparison.unreadable[0].sentence == (
        "명렬표.xlsx ‘4학년’ 시트 5행 C열(번호) ‘3’: 4학년 2반 3번에는 이미 김서연 학생이 있습니다. "
        "김서연 학생의 학적이나 번호를 먼저 바꾸거나, 파일의 번호를 바꿔 주세요."
    )


def test_two_pupils_may_change_places():
    existing = [pupil(SEOYEON, (4, 2, 3), "k1"), pupil(JIHO, (4, 2, 4), "k2")]
    comparison = compare([row(SEOYEON, (4, 2, 4), 5), row(JIHO, (4, 2, 3), 6)], existing)
    assert [match.pupil.key for match in comparison.differing] == ["k1", "k2"]
    assert not comparison.unreadable


def test_a_new_pupil_takes_a_seat_that_the_file_frees():
    comparison = compare([row(HAJUN, (4, 2, 3)), row(SEOYEON, (4, 2, 4))], [pupil(SEOYEON, (4, 2, 3))])
    assert [match.row.name for match in comparison.added] == ["박하준"]


def test_pupils_absent_from_the_file_are_listed_and_stay():
    comparison = compare([row(SEOYEON)], [pupil(SEOYEON), pupil(HAJUN, (5, 1, 17), "k2")])
    assert [missing.key for missing in comparison.missing_in_file] == ["k2"]


def test_a_pupil_whose_row_is_unreadable_is_not_missing():
    problem = Problem(
        Severity.UNREADABLE, "명렬표.xlsx", "5학년", 9, "없는 날짜입니다.", "고쳐 주세요.", seat=Seat(5, 1, 17)
    )
    comparison = compare([], [pupil(HAJUN, (5, 1, 17))], problems=[problem])
    assert comparison.missing_in_file == ()
    assert comparison.unreadable == (problem,)


def test_warnings_of_the_reading_are_not_unreadable():
    warning = Problem(Severity.WARNING, "명렬표.xlsx", "5학년", 9, "보통과 다릅니다.", "봐 주세요.")
    assert compare([row(SEOYEON)], [], problems=[warning]).unreadable == ()


def test_namesakes_born_on_one_day_are_told_apart_by_their_seats():
    existing = [pupil(SEOYEON, (4, 2, 3), "k1"), pupil(SEOYEON, (4, 3, 8), "k2")]
    comparison = compare([row(SEOYEON, (4, 3, 8), 5), row(SEOYEON, (4, 2, 5), 6)], existing)
    assert [(match.row.origin.row, match.pupil.key) for match in comparison.same] == [(5, "k2")]
    assert [(match.row.origin.row, match.pupil.key) for match in comparison.differing] == [(6, "k1")]


def test_namesakes_on_other_seats_are_left_to_a_person():
    existing = [pupil(SEOYEON, (4, 2, 3), "k1"), pupil(SEOYEON, (4, 3, 8), "k2")]
    comparison = compare([row(SEOYEON, (4, 1, 1))], existing)
    assert "이름과 생년월일이 같은 학생(4학년 2반 3번, 4학년 3반 8번)" in comparison.unreadable[0].cause
    assert comparison.missing_in_file == ()


def test_a_second_child_of_the_same_name_is_new():
    comparison = compare([row(SEOYEON, (4, 2, 3), 5), row(SEOYEON, (4, 3, 8), 6)], [pupil(SEOYEON)])
    assert len(comparison.same) == 1
    assert [match.row.origin.row for match in comparison.added] == [6]


def test_guardians_are_compared_one_by_one():
    known = pupil(SEOYEON, guardians=(Guardian("이은정", "모", "010-0000-0001"), Guardian("김민수", "부", None)))
    told = (Guardian("김민수", "부", "010-0000-0002"), Guardian("이은정", None, "010-0000-0001"))
    (match,) = compare([row(SEOYEON, guardians=told)], [known]).differing
    (difference,) = match.differences
    assert (difference.field, difference.now) == ("guardian_1", "김민수(부)")
    assert difference.in_file == "김민수(부) 010-0000-0002"


def test_a_resident_number_is_offered_only_where_none_is_kept_and_never_shown():
    told = row(SEOYEON, resident_number="1405034000000")
    (difference,) = compare([told], [pupil(SEOYEON)]).differing[0].differences
    assert difference.in_file == "140503-4******"
    assert len(compare([told], [pupil(SEOYEON, has_resident_number=True)]).same) == 1


def test_a_pupil_without_a_class_is_found_by_name_and_birth_date():
    known = ExistingPupil("k9", **SEOYEON)
    (match,) = compare([row(SEOYEON)], [known]).differing
    assert [difference.now for difference in match.differences] == [None, None, None]
