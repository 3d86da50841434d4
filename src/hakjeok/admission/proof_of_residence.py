"""admission.proof_of_residence: entering without a register entry (주민등록·호적이 없는 아동의 거주 확인)."""

from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.facts import Facts, fact, facts
from hakjeok.parameters import HANDBOOK_SCHOOL_YEAR
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.source import Source, Step
from hakjeok.vocabulary import Word

MUST_ADMIT = Source(
    page=16,
    law="초·중등교육법 제13조",
    quote="외국인등록사실증명 등을 통해 해당 학구 내 거주사실이 확인된 미취학아동의 입학을 허용해야 합니다.",
)
EFFORT = Source(
    page=16,
    law="초·중등교육법 제13조",
    quote="주민등록말소, 무호적, 미등록 이주아동(불법체류 등)의 취학을 위해 노력해야 하며",
)
RIGHT_OF_ALL = Source(page=16, quote="UN 「아동의 권리에 관한 협약」은 만 18세 미만의 모든 아동의 교육권을 보장하고")
WITHOUT_CARD = Source(
    page=16,
    law="초·중등교육법 시행령 제19조, 제75조, 제89조의2",
    quote="국내 거주사실 확인서류(임대차계약서, 거주사실에 대한 인우보증서 등)로도 입급이 가능합니다.",
)
LOOKED_UP = Source(page=14, quote="열람 가능 서류: 외국인등록사실증명, 출입국에 관한 사실증명, 주민등록표등·초본")


class ResidenceStatus(Word):
    """Why the child is in no register (등록의 상태)."""

    DEREGISTERED = "deregistered", "주민등록 말소"
    NO_REGISTER = "no_register", "무호적(출생 미신고)"
    UNDOCUMENTED = "undocumented", "미등록 이주아동"
    FOREIGN = "foreign", "외국인"


class ResidenceDocument(Word):
    """What shows that the child lives in the district (거주사실 확인 서류)."""

    LIVELIHOOD_NUMBER = "livelihood_number", "기초생활 보장번호"
    LEASE = "lease", "임대차계약서"
    NEIGHBOURS_STATEMENT = "neighbours_statement", "거주확인 인우보증서"
    FAMILY_REGISTER = "family_register", "호적등본"
    ENTRY_EXIT_RECORD = "entry_exit_record", "출입국 사실증명"
    ALIEN_REGISTRATION = "alien_registration", "외국인등록사실증명"


FROM_ABROAD = frozenset({ResidenceStatus.UNDOCUMENTED, ResidenceStatus.FOREIGN})


@facts
class ProofOfResidenceFacts(Facts):
    """Why the child is in no register, and the papers that the guardian has."""

    status: ResidenceStatus = fact("등록의 상태")
    documents: tuple[ResidenceDocument, ...] = fact(
        "낸 서류", default=(), hint="해당 학구에 사는 것을 보여 주는 서류 한 가지면 됩니다."
    )


@dataclass(frozen=True, kw_only=True)
class ProofOfResidence(Result):
    """Whether residence is shown, so that the child must be admitted, and every paper that would show it."""

    admissible: bool = told("입학할 수 있음")
    accepted_documents: tuple[ResidenceDocument, ...] = told("인정하는 서류")


@decision(
    "admission.proof_of_residence",
    title="주민등록·호적이 없는 아동의 입학",
    pages=(14, 16),
    asked_as=(
        "주민등록이 말소된 아이도 입학할 수 있나요?",
        "출생신고가 안 된 아이는 어떻게 입학하나요?",
        "미등록 이주아동은 어떤 서류로 입학하나요?",
        "외국인등록증이 없는 학생을 받아도 되나요?",
    ),
)
def proof_of_residence(facts: ProofOfResidenceFacts) -> ProofOfResidence:
    """Tell whether one document shows residence in the district: then entry may not be refused (p.16)."""
    return ProofOfResidence(
        admissible=bool(facts.documents),
        accepted_documents=tuple(ResidenceDocument),
        because=tuple(_reasons(facts)),
        warnings=() if facts.documents else (_nothing_shown(),),
        school_year=HANDBOOK_SCHOOL_YEAR,
    )


def _reasons(facts: ProofOfResidenceFacts) -> Iterator[Step]:
    if facts.status in FROM_ABROAD:
        yield Step("18세 미만의 모든 아동은 교육받을 권리가 있습니다.", RIGHT_OF_ALL)
        yield Step("외국인등록증이나 출입국 증명이 없어도 국내 거주를 보이는 서류로 입학합니다.", WITHOUT_CARD)
        yield Step("외국인등록과 출입국 사실은 행정정보공동이용으로 열람할 수 있습니다.", LOOKED_UP)
    else:
        yield Step("주민등록이 말소되었거나 호적이 없는 아동도 취학하도록 동장과 학교장이 노력해야 합니다.", EFFORT)
    if facts.documents:
        shown = ", ".join(each.korean for each in facts.documents)
        yield Step(f"{shown}에서 학구 안의 거주가 확인되면 입학을 허용해야 합니다.", MUST_ADMIT)
    else:
        yield Step("학구 안의 거주를 보이는 서류가 한 가지 있으면 입학을 허용해야 합니다.", MUST_ADMIT)


def _nothing_shown() -> str:
    return "서류가 없다고 입학을 거부할 수 없습니다. 인우보증서 등 다른 서류로 거주 사실을 확인해 주세요(p.16)."
