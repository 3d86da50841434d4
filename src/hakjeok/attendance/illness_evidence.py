"""attendance.illness_evidence: what proves an absence for illness, and until when (질병결석의 증빙서류)."""

from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.attendance.papers import IllnessPaper, listed
from hakjeok.discrepancies import warning_of
from hakjeok.facts import Facts, fact, facts
from hakjeok.korean import because_of
from hakjeok.parameters import HANDBOOK_SCHOOL_YEAR, load
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.source import Source, Step

REPORT_WITHIN = load("attendance")["illness_report_within_days"]
SHORT_ILLNESS = load("attendance")["short_illness_days"]
DEADLINE = REPORT_WITHIN.at(HANDBOOK_SCHOOL_YEAR)
SHORT_DAYS = SHORT_ILLNESS.at(HANDBOOK_SCHOOL_YEAR).whole

MEDICAL = (IllnessPaper.DIAGNOSIS, IllnessPaper.MEDICAL_OPINION)
ANY = tuple(IllnessPaper)

BY_A_DOCTOR = Source(
    page=25,
    quote="의사 진단서 또는 의견서(의사 소견서, 진료 확인서 등으로 병명, 진료기간 등이 기록된 증빙서류)를 첨부한 "
    "결석신고서를 제출하여 학교장의 승인을 받은 경우",
)
SHORT = Source(page=25, quote="자료(학부모 의견서, 처방전, 담임교사 확인서 등)가 첨부된 결석신고서를 5일 이내에 제출")
NOT_HABITUAL = Source(page=25, quote="상습적이지 않은 2일 이내의 결석은")
WITHIN = Source(page=121, quote="※ 결석한 날부터 5일 이내 제출", reading=True)

LATE = "결석신고서가 늦어 미인정결석이 됩니다. 늦은 사정을 인정할지는 학교장이 정하므로 결재를 받아 주세요(p.25)."
UNKNOWN_DAY = "결석신고서를 낸 날을 적지 않아 기한 안에 낸 것으로 보았습니다. 낸 날을 확인해 주세요(p.25)."


@facts
class IllnessEvidenceFacts(Facts):
    """One run of absence for illness, and what was handed in with its report.

    `submitted_within_days` counts calendar days from the first day of the run, that day being 0.
    """

    days: int = fact("잇달아 결석한 수업일수", at_least=1, at_most=366)
    habitual: bool = fact(
        "상습적인 결석", default=False, hint="짧은 질병결석을 자주 되풀이하면 하루라도 의사의 서류를 받습니다."
    )
    submitted_within_days: int | None = fact(
        "결석한 날부터 결석신고서를 내기까지 걸린 날수",
        default=None,
        at_least=0,
        at_most=366,
        hint="결석한 첫날에 냈으면 0, 다음 날에 냈으면 1입니다. 쉬는 날도 셉니다.",
    )
    documents: tuple[IllnessPaper, ...] = fact("받은 서류", default=())


@dataclass(frozen=True, kw_only=True)
class IllnessEvidence(Result):
    """Whether the evidence will do, the papers of which one is needed, and those still missing."""

    accepted: bool = told("질병결석으로 인정")
    required: tuple[IllnessPaper, ...] = told("하나는 있어야 하는 서류")
    deadline_days: int = told("결석신고서 제출 기한(일)")
    missing: tuple[IllnessPaper, ...] = told("아직 없는 서류(하나면 됨)")


@decision(
    "attendance.illness_evidence",
    title="질병결석의 증빙서류",
    pages=(25, 121),
    asked_as=(
        "아파서 결석하면 진단서를 내야 하나요?",
        "며칠부터 진단서나 소견서가 필요한가요?",
        "결석신고서는 며칠까지 내야 하나요?",
        "처방전이나 약봉투로도 질병결석이 되나요?",
    ),
    forms=("2-2",),
)
def illness_evidence(facts: IllnessEvidenceFacts) -> IllnessEvidence:
    """Compare what was handed in with what an illness of that length needs within five days (p.25)."""
    required = required_for(facts.days, habitual=facts.habitual)
    proved = any(each in required for each in facts.documents)
    return IllnessEvidence(
        accepted=proved and in_time(facts.submitted_within_days),
        required=required,
        deadline_days=DEADLINE.whole,
        missing=() if proved else required,
        because=tuple(_reasons(facts, required, proved=proved)),
        warnings=tuple(warnings_about(facts)),
        school_year=HANDBOOK_SCHOOL_YEAR,
    )


def required_for(days: int, *, habitual: bool) -> tuple[IllnessPaper, ...]:
    """The papers of which one is needed: any for a short illness, a doctor's for a longer or habitual one."""
    return ANY if days <= SHORT_DAYS and not habitual else MEDICAL


def in_time(submitted_within_days: int | None) -> bool:
    """Whether the report came within the deadline; one whose day is not known is taken to have."""
    return submitted_within_days is None or submitted_within_days <= DEADLINE.whole


def warnings_about(facts: IllnessEvidenceFacts) -> Iterator[str]:
    """What a person has to read about the report: late, of an unknown day, or a prescription where it is too little."""
    if not in_time(facts.submitted_within_days):
        yield LATE
    if facts.submitted_within_days is None:
        yield UNKNOWN_DAY
    needs_a_doctor = facts.days > SHORT_DAYS and not set(facts.documents) & set(MEDICAL)
    if needs_a_doctor and IllnessPaper.PRESCRIPTION in facts.documents:
        yield warning_of("prescription_for_three_days")


def about_the_papers(facts: IllnessEvidenceFacts) -> Step:
    """Which papers an illness of that length needs, and why."""
    required = listed(required_for(facts.days, habitual=facts.habitual))
    short = SHORT_DAYS
    if facts.days > short:
        return Step(f"질병결석이 {facts.days}일이어서 {short}일을 넘으므로 {required}가 필요합니다.", BY_A_DOCTOR)
    if facts.habitual:
        return Step(f"{facts.days}일이지만 상습적인 결석이므로 {required}가 필요합니다.", NOT_HABITUAL)
    return Step(f"상습적이지 않은 {facts.days}일의 질병결석이므로 {required}면 됩니다.", SHORT)


def about_the_deadline(submitted_within_days: int | None) -> Step:
    """Whether the report came in time."""
    rule = f"결석신고서는 결석한 날부터 {DEADLINE.whole}일 이내에 내야 합니다."
    if submitted_within_days is None:
        return Step(rule, DEADLINE.source)
    handed_in = f"첫날을 빼고 세어 {submitted_within_days}일째에" if submitted_within_days else "결석한 첫날까지"
    compared = "기한 안입니다" if in_time(submitted_within_days) else "기한이 지났습니다"
    return Step(f"{rule} {handed_in} 냈으므로 {compared}.", WITHIN)


def _reasons(facts: IllnessEvidenceFacts, required: tuple[IllnessPaper, ...], *, proved: bool) -> Iterator[Step]:
    yield about_the_papers(facts)
    given = [each for each in facts.documents if each in required]
    if proved:
        yield Step(f"받은 {because_of(listed(given[:1]))} 증빙됩니다.", _rule(required))
    else:
        yield Step("받은 서류 가운데 쓸 수 있는 것이 없습니다.", _rule(required))
    yield about_the_deadline(facts.submitted_within_days)


def _rule(required: tuple[IllnessPaper, ...]) -> Source:
    return BY_A_DOCTOR if required == MEDICAL else SHORT
