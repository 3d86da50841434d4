"""The exact words of the record (학적사항·특기사항): dates, lines and remarks (p.61, 63, 68, 80–81, 88, 91)."""

from datetime import date

from hakjeok.korean import because_of

LONG_ABSENCE = "장기결석에 따른 정원 외 학적관리"
TOO_FEW_DAYS = "출석일수 미달"
LONG_ABSENCE_GROUND = "초·중등교육법 시행령 제29조제1항제2호에 따른 정원 외 학적관리"


def line_date(day: date) -> str:
    """A date of the history (학적사항): 2024년 03월 01일."""
    return f"{day.year}년 {day.month:02}월 {day.day:02}일"


def remark_date(day: date) -> str:
    """A date of the remarks (특기사항): 2024.07.14."""
    return f"{day.year}.{day.month:02}.{day.day:02}."


def single_spaced(text: str) -> str:
    """The text with single spaces and none around it."""
    return " ".join(text.split())


def suffix(day: date, words: str) -> str:
    """What ends a spell, appended to its line: (2024년 07월 14일 면제)."""
    return f"({line_date(day)} {words})"


def remark(day: date, words: str) -> str:
    """A dated remark: 2024.07.10. 정원 외 학적관리."""
    return f"{remark_date(day)} {words}"


def long_absence_suffix(day: date) -> str:
    """The suffix of a long absence that was put out of quota on `day` (p.80)."""
    return suffix(day, LONG_ABSENCE)


def long_absence_remark(day: date) -> str:
    """The remark of a long absence that was put out of quota on `day` (p.80)."""
    return remark(day, LONG_ABSENCE_GROUND)


def retention_remark(day: date, why: str, grade: int | None) -> str:
    """The remark of a retention: 2024.02.28. 출석일수 미달로 초등학교 1학년 유급 (p.88)."""
    return remark(day, f"{because_of(why)} 초등학교 {grade}학년 유급")
