"""The papers of a re-entry by category: the matrix of p.76, as data in documents.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from hakjeok.result import told
from hakjeok.vocabulary import Word

FILE = Path(__file__).parent / "documents.toml"


class Category(Word):
    """Who comes (해당자별 구분)."""

    RETURNEE = "returnee", "귀국학생(재취학)"
    NORTH_KOREAN = "north_korean", "탈북 학생"
    FOREIGN_NATIONAL = "foreign_national", "외국 국적 학생"
    SPECIAL_EDUCATION = "special_education", "특수교육대상자"
    OVER_AGE = "over_age", "만 15세 이상(의무교육 대상이 아닌 자)"


class PaperCode(Word):
    """A paper that is handed in (구비서류)."""

    FOREIGN_ENROLMENT_TRANSCRIPT = "foreign_enrolment_transcript", "외국학교 전(全)학년 재학증명서 및 성적증명서"
    FOREIGN_GRADUATION = "foreign_graduation", "외국학교 초·중학교 졸업증명서"
    VACCINATION = "vaccination", "예방접종증명(확인)서류"
    DOMESTIC_LAST_SCHOOL = "domestic_last_school", "국내 최종학교 재학(제적, 졸업)증명서"
    DOMESTIC_RECORD = "domestic_record", "국내최종학교 학교생활기록부 출력물"
    IMMIGRATION_RECORD = "immigration_record", "출입국에 관한 사실증명"
    FAMILY_RELATION = "family_relation", "가족관계증명서"
    RESIDENT_REGISTER = "resident_register", "주민등록등본"
    OVERSEAS_KOREAN_RESIDENCE_3 = (
        "overseas_korean_residence_3",
        "국내거소사실증명, 영주권(시민권)사본, 말소된 주민등록등본(셋중 하나)",
    )
    OVERSEAS_KOREAN_RESIDENCE_2 = (
        "overseas_korean_residence_2",
        "영주권(시민권)사본, 말소된 주민등록본(둘 중 하나)",
    )
    ALIEN_REGISTRATION = "alien_registration", "외국인등록사실증명 또는 기타 거주사실을 확인할 수 있는 서류"
    NK_REGISTRATION = "nk_registration", "북한이탈주민 등록 확인서"
    NK_EDUCATION = "nk_education", "학력확인서"
    NK_SUPPORT = "nk_support", "교육지원대상자증명서"
    DISPATCH_LETTER = "dispatch_letter", "정당한 해외출국으로 부양의무자중 1인과 출국시 해외파견관련 소속기관 공문 등"
    SPECIAL_EDUCATION_RESULT = (
        "special_education_result",
        "특수교육대상자 진단·평가(선정)결과 통지서 또는 특수교육대상자 선정 확인서",
    )
    GUARDIAN_CONFIRMATION = "guardian_confirmation", "학부모확인서"
    APPLICATION = "application", "편입학 신청서"
    NEIGHBOURS_STATEMENT = "neighbours_statement", "인우보증서"
    LEASE = "lease", "임대차계약서"
    OTHER_PROOF_OF_RESIDENCE = "other_proof_of_residence", "그 밖에 국내 거주사실을 확인할 수 있는 서류"


CODES = {each.value: each for each in PaperCode}


@dataclass(frozen=True)
class Paper:
    """A paper to hand in, and whose it is; `of` is empty where it has no other owner than the pupil."""

    code: PaperCode = told("서류의 구분")
    title: str = told("서류 이름")
    of: tuple[str, ...] = told("누구의 것")


@dataclass(frozen=True)
class Remark:
    """What the table says beside a paper: what has to stand in it, or who issues it (비고)."""

    code: PaperCode = told("서류")
    text: str = told("비고")


@dataclass(frozen=True)
class Cell:
    """A mark of the matrix: required or only where it applies, and the fact that decides the latter."""

    paper: Paper
    required: bool
    fact: str | None
    remark: str
    unsure: bool


def cells_of(category: Category) -> tuple[Cell, ...]:
    """The marks in the column of that category, from top to bottom."""
    return tuple(_cell(row, row[category.value], category) for row in table()["papers"] if category.value in row)


def papers_outside(page: int) -> tuple[Paper, ...]:
    """The papers that another page than the matrix asks for."""
    (listed,) = (each["papers"] for each in table()["outside"] if each["page"] == page)
    return tuple(paper(CODES[code]) for code in listed)


def paper(code: PaperCode, of: tuple[str, ...] = ()) -> Paper:
    """A paper under its Korean title."""
    return Paper(code, code.korean, of)


def _cell(row: dict[str, Any], mark: dict[str, Any], category: Category) -> Cell:
    issuer = f"발행처: {row['issuer']}" if "issuer" in row else ""
    return Cell(
        paper=paper(CODES[row["code"]], tuple(mark.get("of", ()))),
        required=mark["mark"] == "required",
        fact=mark.get("fact"),
        remark=". ".join(filter(None, (row.get("remark", ""), issuer))),
        unsure=category.value in row.get("unsure", ()),
    )


@cache
def table() -> dict[str, Any]:
    """The data as they stand in the file."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
