"""return.documents: which papers a re-entry or lateral entry needs (재취학·편입학 구비서류)."""

from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.discrepancies import warning_of
from hakjeok.facts import Facts, fact, facts
from hakjeok.parameters import HANDBOOK_SCHOOL_YEAR, load
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.return_.countries import Country, as_of, find
from hakjeok.return_.papers import Category, Cell, Paper, PaperCode, Remark, cells_of, paper, papers_outside
from hakjeok.source import Source, Step
from hakjeok.vocabulary import Word

APPLY_WITHIN = load("return")["apply_within_months"]

OVER_AGE_PAGE = 75
NO_TRANSLATION = frozenset({"en", "english", "영어", "영문", "ko", "korean", "한국어", "한글"})

MATRIX = Source(page=76, quote="가. 유형별 구비서류15)")
IF_APPLICABLE = Source(page=76, quote="15) ( )는 해당자에 한하여 제출, 비고란(발행처)")
OVER_AGE = Source(page=75, quote="나. 구비서류: ① 편입학 신청서 ② 주민등록등본 ③ 인우보증서")
ORIGINALS = Source(
    page=76,
    quote="서류는 원본을 제출하여야 하나 원본 제출이 어려운 경우, 원본을 확인하여 이상이 없을 때 원본대조 확인을 하여",
)
LISTED = Source(
    page=76,
    quote="아포스티유 발급, 영사공증을 면제해주는 것을 의미하며 "
    "학교장 발급서류(성적증명서, 재학증명서 등)만으로 갈음함",
)
FORM_5_2 = Source(page=146, quote="학교장 발급서류와 학부모 사실 확인서만으로 갈음 가능함")
MEMBER = Source(page=77, quote="※ 아포스티유 가입국 현황(2024. 1. 11. 현재)")
UNLISTED = Source(page=77, quote="종전과 같이 아포스티유17) 또는 영사관(대사관) 공증 절차를 거쳐 확인")
REGULAR_SCHOOL = Source(
    page=77, quote="민원인이 해당국의 정규교육기관임을 소명(소재국 관할 교육청의 학력 인정학교 목록 등)하거나"
)
MISSION = Source(page=77, quote="재외공관의 정규학교 확인 등으로 대체하여 이로 인한 민원이 발생하지 않도록 할 것")
TRANSLATION = Source(
    page=77, quote="영문이 아닐 경우 외국어 서류는 한글로 번역‧공증하여 제출(공증 번역 비용은 학부모가 부담)"
)
APPLY = Source(page=77, quote="외국학교 최종 재학일 이후 1개월 이내에 재취학(편입학)을 신청함")
TERM_FINISHED = Source(
    page=77, quote="외국에서 해당학기를 이미 이수하고 편입학할 경우는 1개월이내를 반드시 지키지 않아도 됨"
)
VACCINATION = Source(
    page=77, law="감염병의 예방 및 관리에 관한 법률 제27조", quote="예방접종 증명서를 첨부하여 제출해야 함"
)
NOT_VACCINATED = Source(page=77, quote="보건소 또는 지정된 병‧의원에 등록하여 정기예방 접종을 반드시 받도록 함")
NOT_TO_VACCINATE = Source(
    page=77, quote="접종제외 대상 백신종류 및 사유가 표기된 「취학아동 예방접종 증명서」를 첨부하여 제출"
)
WITHOUT_ALIEN_CARD = Source(
    page=16, quote="국내 거주사실 확인서류(임대차계약서, 거주사실에 대한 인우보증서 등)로도 입급이 가능합니다."
)


class Authentication(Word):
    """How papers of a foreign school are authenticated (학적서류의 확인)."""

    NONE = "none", "필요 없음"
    APOSTILLE_OR_CONSUL = "apostille_or_consul", "아포스티유 또는 영사확인"
    CONSUL = "consul", "영사확인(영사관·대사관 공증)"


class Alternative(Word):
    """What may take the place of the authentication (대신할 수 있는 것)."""

    REGULAR_SCHOOL_PROOF = (
        "regular_school_proof",
        "정규교육기관임을 소명(소재국 관할 교육청의 학력 인정학교 목록 등)",
    )
    MISSION_CONFIRMATION = "mission_confirmation", "재외공관의 정규학교 확인"


FROM_ABROAD = (Category.RETURNEE, Category.FOREIGN_NATIONAL, Category.SPECIAL_EDUCATION)


@facts
class DocumentsFacts(Facts):
    """Who comes, from which country's school, with papers in which language (`en`, `vi`, …)."""

    category: Category = fact("해당자 구분")
    country: str | None = fact(
        "외국학교가 있는 나라",
        default=None,
        hint="미국, 베트남처럼 한글로 적어 주세요.",
        asked_if=("category", FROM_ABROAD),
    )
    school_listed: bool = fact(
        "교육부 누리집의 학력인정학교 목록에 있는 학교", default=False, asked_if=("category", FROM_ABROAD)
    )
    language: str | None = fact(
        "외국학교 서류의 언어",
        default=None,
        hint="영어, 베트남어처럼 적어 주세요.",
        asked_if=("category", FROM_ABROAD),
    )
    term_finished: bool = fact("외국에서 그 학기를 이미 이수함", default=False, asked_if=("category", FROM_ABROAD))
    same_level: bool = fact(
        "국내에서 다니던 학교급과 같은 학교급으로 들어옴",
        default=False,
        asked_if=("category", (Category.RETURNEE, Category.SPECIAL_EDUCATION)),
    )
    one_parent_korean: bool = fact(
        "부모 가운데 한 사람이 한국인", default=False, asked_if=("category", (Category.FOREIGN_NATIONAL,))
    )
    with_one_parent: bool = fact(
        "부양의무자 한 사람과 출국했음", default=False, asked_if=("category", (Category.RETURNEE,))
    )

    @property
    def from_abroad(self) -> bool:
        """Whether papers of a foreign school are handed in."""
        return self.category in FROM_ABROAD

    @property
    def located_in(self) -> Country | None:
        """The country of the foreign school, where it is given. Raises BadInput where there is none of that name."""
        return find(self.country) if self.from_abroad and self.country is not None else None

    @property
    def lacks_its_country(self) -> bool:
        """Whether the papers have to be authenticated and the country that decides how is not given."""
        return self.from_abroad and self.country is None and not self.school_listed


@dataclass(frozen=True, kw_only=True)
class Documents(Result):
    """Papers, how those of the foreign school are authenticated, and by when to apply."""

    required: tuple[Paper, ...] = told("꼭 내는 서류")
    if_applicable: tuple[Paper, ...] = told("해당하면 내는 서류")
    remarks: tuple[Remark, ...] = told("서류마다 살펴볼 것")
    authentication: Authentication = told("외국학교 서류의 확인")
    alternatives: tuple[Alternative, ...] = told("확인을 대신할 수 있는 것")
    translation_notarised: bool = told("한글 번역·공증이 필요함")
    apply_within: str | None = told("외국학교 최종 재학일부터 신청 기한")
    forms: tuple[str, ...] = told("쓰는 서식")


@decision(
    "return.documents",
    title="재취학·편입학 구비서류",
    pages=(16, 73, 75, 76, 77, 146),
    asked_as=(
        "귀국학생이 재취학할 때 어떤 서류를 내나요?",
        "아포스티유가 필요한 나라인가요, 영사확인이 필요한 나라인가요?",
        "외국어 서류는 번역 공증을 받아야 하나요?",
        "외국 국적 학생의 편입학 서류는 무엇인가요?",
    ),
    forms=("5-1", "5-2"),
)
def documents(facts: DocumentsFacts) -> Documents:
    """List the papers of p.76 for the category and how those of the foreign school are authenticated (p.77)."""
    country = facts.located_in
    cells = cells_of(facts.category)
    required, if_applicable = _sorted(facts, cells)
    authentication, alternatives = _authentication(facts, country)
    return Documents(
        required=required,
        if_applicable=if_applicable,
        remarks=_remarks(cells, (*required, *if_applicable)),
        authentication=authentication,
        alternatives=alternatives,
        translation_notarised=_needs_translation(facts),
        apply_within=_apply_within(facts),
        forms=("5-1", "5-2") if _is_listed(facts) else ("5-1",),
        because=tuple(_reasons(facts, country, if_applicable, alternatives)),
        warnings=tuple(_warnings(facts, country, cells)),
        school_year=HANDBOOK_SCHOOL_YEAR,
    )


def _is_listed(facts: DocumentsFacts) -> bool:
    return facts.from_abroad and facts.school_listed


def _sorted(facts: DocumentsFacts, cells: tuple[Cell, ...]) -> tuple[tuple[Paper, ...], tuple[Paper, ...]]:
    """The papers that are needed, and those that only the asker can tell; what does not apply is left out."""
    if facts.category is Category.OVER_AGE:
        return papers_outside(OVER_AGE_PAGE), ()
    listed = (paper(PaperCode.GUARDIAN_CONFIRMATION),) if _is_listed(facts) else ()
    required = tuple(cell.paper for cell in cells if _is_required(facts, cell))
    open_cells = (cell for cell in cells if cell.fact is None and not _is_required(facts, cell))
    return (*required, *listed), tuple(cell.paper for cell in open_cells)


def _is_required(facts: DocumentsFacts, cell: Cell) -> bool:
    """Whether it has to be handed in: by its ○, by the fact behind its (○), or by p.77 (vaccination)."""
    if cell.fact is not None:
        return bool(getattr(facts, cell.fact))
    return cell.required or cell.paper.code is PaperCode.VACCINATION


def _remarks(cells: tuple[Cell, ...], asked: tuple[Paper, ...]) -> tuple[Remark, ...]:
    codes = {each.code for each in asked}
    return tuple(Remark(cell.paper.code, cell.remark) for cell in cells if cell.remark and cell.paper.code in codes)


def _authentication(facts: DocumentsFacts, country: Country | None) -> tuple[Authentication, tuple[Alternative, ...]]:
    if not facts.from_abroad or facts.school_listed:
        return Authentication.NONE, ()
    if country is None or country.member:
        return Authentication.APOSTILLE_OR_CONSUL, (
            Alternative.REGULAR_SCHOOL_PROOF,
            Alternative.MISSION_CONFIRMATION,
        )
    return Authentication.CONSUL, (Alternative.REGULAR_SCHOOL_PROOF,)


def _needs_translation(facts: DocumentsFacts) -> bool:
    language = (facts.language or "en").strip().lower()
    return facts.from_abroad and language not in NO_TRANSLATION


def _apply_within(facts: DocumentsFacts) -> str | None:
    if not facts.from_abroad or facts.term_finished:
        return None
    return f"{APPLY_WITHIN.at(HANDBOOK_SCHOOL_YEAR).whole}개월"


def _reasons(
    facts: DocumentsFacts,
    country: Country | None,
    if_applicable: tuple[Paper, ...],
    alternatives: tuple[Alternative, ...],
) -> Iterator[Step]:
    if facts.category is Category.OVER_AGE:
        yield Step("의무교육 대상이 아니면 편입학 신청서, 주민등록등본, 인우보증서를 냅니다.", OVER_AGE)
    else:
        yield Step(f"구비서류 표의 ‘{facts.category.korean}’ 칸에 따릅니다.", MATRIX)
    if if_applicable:
        yield Step("괄호로 표시된 서류는 해당하는 사람만 냅니다.", IF_APPLICABLE)
    yield Step("서류는 원본을 내고, 어려우면 원본대조 확인(서명날인)을 한 사본을 냅니다.", ORIGINALS)
    if facts.from_abroad:
        yield from _about_authentication(facts, country, alternatives)
        yield from _about_papers_from_abroad(facts)
    if facts.category is Category.FOREIGN_NATIONAL:
        lacking = ", ".join(each.title for each in papers_outside(WITHOUT_ALIEN_CARD.page or 0))
        yield Step(f"외국인등록증이 없으면 거주사실 확인서류({lacking})로도 들어올 수 있습니다.", WITHOUT_ALIEN_CARD)


def _about_authentication(
    facts: DocumentsFacts, country: Country | None, alternatives: tuple[Alternative, ...]
) -> Iterator[Step]:
    if facts.school_listed:
        yield Step("교육부 목록에 있는 학교이므로 아포스티유나 영사공증 없이 학교장 발급서류로 갈음합니다.", LISTED)
        yield Step("대신 학부모확인서(5-2)를 냅니다.", FORM_5_2)
        return
    yield Step("교육부 목록에 없는 학교이므로 아포스티유나 영사관(대사관) 공증을 거쳐 확인합니다.", UNLISTED)
    if country is not None and country.member:
        yield Step(f"아포스티유 가입국입니다({country.name}).", MEMBER)
    elif country is not None:
        yield Step(f"아포스티유 가입국이 아니므로({country.name}) 영사확인을 받습니다.", MEMBER)
    yield Step("해당국의 정규교육기관임을 소명하여 갈음할 수 있습니다.", REGULAR_SCHOOL)
    if Alternative.MISSION_CONFIRMATION in alternatives:
        yield Step("아포스티유를 받기 어려우면 재외공관의 정규학교 확인으로 대신합니다.", MISSION)


def _about_papers_from_abroad(facts: DocumentsFacts) -> Iterator[Step]:
    if _needs_translation(facts):
        yield Step("영문이 아니므로 한글로 번역·공증하여 냅니다. 비용은 학부모가 부담합니다.", TRANSLATION)
    yield Step("예방접종 증명서를 붙입니다. 외국에서 접종한 증빙으로 대신할 수 있습니다.", VACCINATION)
    yield Step("접종하지 않은 학생은 보건소나 지정 병·의원에 등록하여 접종을 받도록 합니다.", NOT_VACCINATED)
    yield Step("접종 금기자는 백신 종류와 사유가 적힌 예방접종 증명서를 냅니다.", NOT_TO_VACCINATE)
    if facts.term_finished:
        yield Step("외국에서 해당 학기를 이수하였으므로 신청 기한을 반드시 지키지 않아도 됩니다.", TERM_FINISHED)
    else:
        yield Step(f"외국학교 최종 재학일부터 {_apply_within(facts)} 이내에 신청합니다.", APPLY)


def _warnings(facts: DocumentsFacts, country: Country | None, cells: tuple[Cell, ...]) -> Iterator[str]:
    if facts.lacks_its_country:
        yield "아포스티유 가입국이 아니면 영사확인만 됩니다. 외국학교가 있는 나라를 확인해 주세요(p.77)."
    if country is not None and not country.member and not facts.school_listed:
        yield f"가입국은 {as_of()} 현재의 표에 따랐습니다. 그 뒤에 가입했는지 확인해 주세요(p.77)."
    if facts.from_abroad and facts.language is None:
        yield "영문이 아닌 서류는 한글로 번역·공증하여 내야 합니다. 서류의 언어를 확인해 주세요(p.77)."
    if any(cell.paper.code is PaperCode.VACCINATION and not cell.required for cell in cells):
        yield warning_of("vaccination_papers")
    unsure = [cell.paper.title for cell in cells if cell.unsure]
    if unsure:
        yield f"구비서류 표에서 뚜렷하게 읽지 못한 칸이 있습니다({' / '.join(unsure)}). 표를 확인해 주세요(p.76)."
