"""특기사항의 기재 금지 문구와 길이: p.30, 35, 63."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hakjeok.attendance.remark_check import RemarkCheckFacts, RemarkField, remark_check
from hakjeok.attendance.remark_text import Why, is_language_course


def asked(text: str, field: RemarkField = RemarkField.ATTENDANCE_REMARK):
    return remark_check(RemarkCheckFacts(text=text, field=field))


def found(text: str) -> list[tuple]:
    return [(each.start, each.end, each.word, each.why) for each in asked(text).findings]


class TestBannedWords:
    @pytest.mark.parametrize(
        ("text", "word", "why"),
        [
            ("해외어학연수로 인한 미인정결석(20일)", "해외어학연수", Why.OVERSEAS_LANGUAGE_COURSE),
            ("해외 어학 연수", "해외 어학 연수", Why.OVERSEAS_LANGUAGE_COURSE),
            ("해외봉사활동", "해외봉사활동", Why.OVERSEAS_SERVICE),
            ("해외 봉사", "해외 봉사", Why.OVERSEAS_SERVICE),
            ("교외 대회 참가", "교외 대회 참가", Why.OUTSIDE_CONTEST),
            ("교외대회", "교외대회", Why.OUTSIDE_CONTEST),
            ("해외여행", "해외", Why.OVERSEAS),
            ("교외체험학습", "교외", Why.OUTSIDE),
        ],
    )
    def test_each_is_found_once_with_its_place(self, text, word, why):
        assert asked(text).ok is False
        assert found(text) == [(0, len(word), word, why)]

    def test_several_are_found_in_order(self):
        assert found("가출, 교외 행사와 해외") == [(4, 6, "교외", Why.OUTSIDE), (11, 13, "해외", Why.OVERSEAS)]

    def test_for_a_language_course_abroad_there_is_another_wording(self):
        result = asked("해외어학연수, 해외여행")
        assert [each.suggestion for each in result.findings] == ["미인정유학(00일)", None]
        assert "미인정유학(00일)" in result.because[1].text
        assert "‘해외어학연수’, ‘해외’" in result.because[0].text

    def test_the_wording_of_the_handbook_is_fine(self):
        result = asked("미인정유학(20일)")
        assert (result.ok, result.findings) == (True, ())
        assert "없습니다" in result.because[0].text

    def test_the_ban_holds_for_attendance_remarks_only(self):
        result = asked("2024.07.14. 정당한 해외 출국으로 인한 면제", RemarkField.RECORD_REMARK)
        assert (result.ok, result.findings) == (True, ())
        assert [step.source.page for step in result.because] == [30, 63, None]

    @pytest.mark.parametrize(
        ("reason", "is_course"),
        [
            ("해외어학연수", True),
            (" 해외 어학연수 ", True),
            ("해외어학연수와 해외여행", False),
            ("해외봉사", False),
            ("감기", False),
        ],
    )
    def test_only_the_whole_reason_is_a_language_course(self, reason, is_course):
        assert is_language_course(reason) is is_course


class TestLength:
    @pytest.mark.parametrize(
        ("text", "length"),
        [
            ("", 0),
            ("감기", 6),
            ("ㄱㅎㅏ", 9),
            ("ab 1(),.", 8),
            ("감기(10일)", 3 + 3 + 1 + 2 + 3 + 1),
            ("가\n나", 8),
            ("가\r\n나", 8),
            ("가\r나", 8),
            ("\n\n", 4),
            ("\n\r", 4),
            ("中·é", 3),
        ],
    )
    def test_a_korean_character_is_three_bytes_a_break_two_and_any_other_one(self, text, length):
        assert asked(text).bytes == length

    @pytest.mark.parametrize(("characters", "ok"), [(499, True), (500, True), (501, False)])
    @pytest.mark.parametrize("field", list(RemarkField))
    def test_five_hundred_korean_characters_fit(self, characters, ok, field):
        result = asked("가" * characters, field)
        assert (result.ok, result.bytes, result.limit_bytes) == (ok, characters * 3, 1500)

    def test_the_part_beyond_the_limit_is_shown(self):
        (finding,) = asked("가" * 499 + "ab끝났다").findings
        assert (finding.start, finding.end, finding.word, finding.why) == (501, 504, "끝났다", Why.TOO_LONG)
        assert finding.suggestion is None

    def test_a_limit_that_the_handbook_does_not_name_says_so_without_a_warning(self):
        result = asked("감기")
        assert "지침서에 없으며" in result.because[-1].text
        assert result.because[-1].source.reading is True
        assert result.warnings == ()


@given(st.text(alphabet="해외교어학연수 봉사대회가a\n"))
def test_the_words_found_stand_where_they_are_said_to_and_nothing_banned_is_left(text):
    result = asked(text)
    left, end = "", 0
    for each in result.findings:
        assert text[each.start : each.end] == each.word
        left, end = left + text[end : each.start] + "|", each.end
    left += text[end:]
    assert "해외" not in left
    assert "교외" not in left
