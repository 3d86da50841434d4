"""An answer in words, whatever it holds."""

from hakjeok_web.helper.answer import answer_of
from hakjeok_web.helper.asking import ask
from tests.web.helper.every_kind import KINDS, WHOLE, decide_kinds
from tests.web.helper.test_questions import typed_of

ANSWER = answer_of(ask(KINDS, typed_of(WHOLE)))
SAID = dict(ANSWER.parts)


def test_titles_are_korean_where_there_are_any():
    assert list(SAID) == ["그대로", "비율", "비고", "기간", "할 일", "필요한 서류", "untitled"]


def test_single_values_are_said_as_people_say_them():
    assert SAID["그대로"].text == "아니오"
    assert SAID["비율"].text == "1/3"
    assert (SAID["비고"].text, SAID["비고"].is_nothing) == ("해당 없음", True)
    assert SAID["기간"].text == "2024. 7. 22.(월)~2024. 8. 16.(금)"


def test_objects_become_a_table_without_columns_that_say_nothing():
    table = SAID["할 일"]
    assert table.titles == ("종류", "날짜", "서식")
    assert [[cell.text for _, cell in row] for row in table.rows] == [
        ["여행", "2024. 5. 3.(금)", "서식 2-3 내교 통지서"],
        ["여행", "–", "–"],
    ]


def test_days_that_are_counted_say_so():
    assert dict(ANSWER.told)["결석일수"].text == "3일"


def test_alternatives_stand_in_one_line():
    assert [item.text for item in SAID["필요한 서류"].items] == ["진단서, 소견서", "처방전"]


def test_the_forms_of_the_decision_and_of_its_answer_are_named_once_each():
    assert [form.number for form in ANSWER.forms] == ["2-2", "2-3", "4-4"]


def test_readings_and_warnings_are_told():
    assert ANSWER.has_reading
    assert ANSWER.warnings == ("보호자에게 알립니다.",)


def test_nothing_is_answered_before_anything_is_asked():
    assert answer_of(ask(KINDS, typed_of({}))) is None
    assert decide_kinds.__doc__ == KINDS.doc
