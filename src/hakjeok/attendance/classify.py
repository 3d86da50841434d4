"""attendance.classify: the kind of an absence by its reason (결석 등의 종류)."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.attendance.conditions import MONTHLY, REPORTED_IN_TIME
from hakjeok.attendance.illness_evidence import LATE, UNKNOWN_DAY, IllnessEvidenceFacts, required_for, warnings_about
from hakjeok.attendance.papers import IllnessPaper, Paper, as_papers
from hakjeok.attendance.reason_rows import NO_MEDICAL_PAPERS, ROWS, STATEMENT, Otherwise, Papers, Row
from hakjeok.attendance.reasons import DustLevel, Reason
from hakjeok.dates import spoken_date
from hakjeok.discrepancies import warning_of
from hakjeok.facts import Facts, fact, facts
from hakjeok.korean import because_of, with_particle
from hakjeok.parameters import HANDBOOK_SCHOOL_YEAR, load
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.source import Source, Step
from hakjeok.vocabulary import AbsenceForm, AbsenceKind

PARAMETERS = load("attendance")
REPORT_WITHIN = PARAMETERS["illness_report_within_days"]
SHORT_ILLNESS = PARAMETERS["short_illness_days"]
MENSTRUAL_DAYS = PARAMETERS["menstrual_days_a_month"]
RENUMBERED_ON = PARAMETERS["teacher_rights_renumbered_on"]

OLD_ARTICLE = Source(
    page=26,
    law="교원의 지위 향상 및 교육활동 보호를 위한 특별법 제18조제1항제4호",
    quote="특별법」제18조제1항제4호에 따른 출석정지",
)
NEW_ARTICLE = Source(
    page=46,
    law="교원의 지위 향상 및 교육활동 보호를 위한 특별법 제25조제2항제4호",
    quote="특별법 제25조(교육활동 침해학생에 대한 조치 등)",
    reading=True,
)

NEEDS_APPROVAL = tuple(each for each, row in ROWS.items() if any(need.by_principal for need in row.needs))
ILLNESSES = tuple(each for each, row in ROWS.items() if row.kind is AbsenceKind.ILLNESS)
CERTIFICATES = frozenset({Paper.AGENCY_LETTER, Paper.ATTENDANCE_CERTIFICATE, Paper.VICTIM_CERTIFICATE})
BY_CERTIFICATE = (
    Reason.ABUSE_PROTECTION,
    Reason.HOSPITAL_SCHOOL,
    Reason.REMOTE_CLASS_HEALTH_IMPAIRMENT,
    Reason.SERIOUS_INJURY_REMOTE,
    Reason.HUMIDIFIER_VICTIM,
)
BY_A_DIAGNOSIS_OF_THE_TERM = (Reason.FINE_DUST_SENSITIVE, Reason.CHRONIC_ILLNESS, Reason.HUMIDIFIER_VICTIM)
MAY_BE_ILLNESS = frozenset({Reason.SCHOOL_ENTRY_BAN, *BY_A_DIAGNOSIS_OF_THE_TERM})
ILL_PUPIL = (Reason.ILLNESS, Reason.MENSTRUAL_PAIN, Reason.NONSTATUTORY_INFECTION)


@facts
class ClassifyFacts(Facts):
    """The reason of an absence and what its conditions ask for; the rest may be left out.

    `submitted_within_days` counts calendar days from the first day of the run, that day being 0. `days` are
    the consecutive school days of an illness or the calendar days of a reflection; `times_this_month`,
    `times_this_semester` and `days_this_year` include this time.
    """

    reason: Reason = fact("사유")
    form: AbsenceForm = fact("형태", default=AbsenceForm.ABSENCE)
    principal_approved: bool = fact("학교장의 허가·인정·결재", default=False, asked_if=("reason", NEEDS_APPROVAL))
    documents: tuple[Paper, ...] = fact("받은 서류", default=())
    submitted_within_days: int | None = fact(
        "결석한 날부터 결석신고서를 내기까지 걸린 날수",
        default=None,
        at_least=0,
        at_most=366,
        hint="결석한 첫날에 냈으면 0, 다음 날에 냈으면 1입니다. 쉬는 날도 셉니다.",
        asked_if=("reason", ILLNESSES),
    )
    days: int | None = fact(
        "일수",
        default=None,
        at_least=1,
        at_most=366,
        hint="질병은 잇달아 결석한 수업일수, 숙려제는 쉬는 날을 더한 기간입니다.",
        asked_if=("reason", (*ILL_PUPIL, Reason.DROPOUT_REFLECTION)),
    )
    habitual: bool = fact("상습적인 결석", default=False, asked_if=("reason", ILL_PUPIL))
    times_this_month: int | None = fact(
        "이번 달 몇 번째인지", default=None, at_least=0, at_most=31, asked_if=("reason", (Reason.MENSTRUAL_PAIN,))
    )
    times_this_semester: int | None = fact(
        "이번 학기 몇 번째인지", default=None, at_least=0, at_most=99, asked_if=("reason", (Reason.DROPOUT_REFLECTION,))
    )
    days_this_year: int | None = fact(
        "올해 참여한 기간(이번까지)",
        default=None,
        at_least=0,
        at_most=366,
        asked_if=("reason", (Reason.DROPOUT_REFLECTION,)),
    )
    dust_level: DustLevel | None = fact(
        "등교시간대 미세먼지 농도",
        default=None,
        hint="에어코리아나 우리동네대기질 앱에서 집이나 학교 주변의 실시간 농도를 확인합니다.",
        asked_if=("reason", (Reason.FINE_DUST_SENSITIVE,)),
    )
    guardian_notified_before: bool = fact(
        "보호자가 미리 연락함", default=False, asked_if=("reason", (Reason.FINE_DUST_SENSITIVE,))
    )
    diagnosed_this_term: bool = fact(
        "이번 학기에 이미 진단서를 냄", default=False, asked_if=("reason", BY_A_DIAGNOSIS_OF_THE_TERM)
    )
    certificate: bool = fact(
        "기관의 증명서를 받음",
        default=False,
        hint="아동보호전문기관의 공문, 병원학교·원격수업 기관의 출결확인서, 환경부의 가습기 피해자 증명서입니다.",
        asked_if=("reason", BY_CERTIFICATE),
    )
    unit_confirmed: bool = fact(
        "학교폭력 전담기구가 확인함", default=False, asked_if=("reason", (Reason.VIOLENCE_VICTIM,))
    )
    make_up_done: bool | None = fact(
        "학생선수가 빠진 수업을 보충함", default=None, asked_if=("reason", (Reason.REPRESENTATIVE_EVENT,))
    )
    acted_on: datetime.date | None = fact(
        "교육활동을 침해한 날", default=None, asked_if=("reason", (Reason.TEACHER_RIGHTS_SUSPENSION,))
    )

    @property
    def as_illness(self) -> IllnessEvidenceFacts:
        """The same absence as the evidence of an illness looks at it; a length not told is one day."""
        return IllnessEvidenceFacts(
            days=self.days or 1,
            habitual=self.habitual,
            submitted_within_days=self.submitted_within_days,
            documents=tuple(each for each in IllnessPaper if each.value in self.documents),
        )


@dataclass(frozen=True, kw_only=True)
class Classification(Result):
    """The kind that applies, whether the conditions are met, what applies if not, and what is needed."""

    kind: AbsenceKind = told("종류")
    conditions_met: bool = told("조건을 갖춤")
    if_unmet: AbsenceKind | None = told("조건을 못 갖추면")
    missing: tuple[Paper, ...] = told("아직 없는 서류")
    approver: str | None = told("승인하는 곳")
    committee: str | None = told("심의하는 위원회")
    documents_required: tuple[tuple[Paper, ...], ...] = told("필요한 서류(묶음마다 하나)")


@dataclass(frozen=True)
class Judged:
    """The row of the reason, and whether its conditions hold."""

    row: Row
    met: bool

    @property
    def applied(self) -> Otherwise:
        """The kind that applies and where it stands."""
        if self.met or self.row.otherwise is None:
            return Otherwise(self.row.kind, self.row.source)
        return self.row.otherwise


@decision(
    "attendance.classify",
    title="결석·지각·조퇴·결과의 종류",
    pages=(20, 21, 22, 24, 25, 26, 30, 32, 35, 36, 46, 47, 121, 139),
    asked_as=(
        "이 사유면 출석인정인가요, 질병인가요, 미인정인가요?",
        "독감이나 코로나(인플루엔자)로 결석하면 출석인정인가요?",
        "생리통으로 결석하면 출석인정이 되나요?",
        "미세먼지 때문에 결석하면 어떻게 처리하나요?",
        "학교폭력 출석정지는 미인정결석인가요?",
        "간병이나 집안일로 결석하면 기타결석인가요?",
    ),
    forms=("2-2",),
)
def classify(facts: ClassifyFacts) -> Classification:
    """Find the reason in the handbook's lists, try its conditions, and name the papers it needs (p.20–32, 47)."""
    row = ROWS[facts.reason]
    judged = Judged(row, all(each.holds(facts) is not False for each in row.needs))
    required = _required(facts, judged)
    return Classification(
        kind=judged.applied.kind,
        conditions_met=judged.met,
        if_unmet=row.otherwise.kind if row.otherwise else None,
        missing=tuple(paper for group in required if not _given(facts, group) for paper in group),
        approver=row.approver,
        committee=row.committee,
        documents_required=required,
        because=tuple(_reasons(facts, judged)),
        warnings=tuple(_warnings(facts, judged)),
        school_year=HANDBOOK_SCHOOL_YEAR,
    )


def _required(facts: ClassifyFacts, judged: Judged) -> Papers:
    """The papers of the reason; those of any illness where the rules of illness apply."""
    if facts.reason in ILL_PUPIL and judged.applied.kind is not AbsenceKind.AUTHORIZED:
        illness = facts.as_illness
        return (as_papers(required_for(illness.days, habitual=illness.habitual)),)
    return judged.row.papers


def _given(facts: ClassifyFacts, group: tuple[Paper, ...]) -> bool:
    if set(group) & set(facts.documents):
        return True
    if facts.certificate and set(group) & CERTIFICATES:
        return True
    return facts.diagnosed_this_term and facts.reason in BY_A_DIAGNOSIS_OF_THE_TERM and Paper.DIAGNOSIS in group


def _reasons(facts: ClassifyFacts, judged: Judged) -> Iterator[Step]:
    row = judged.row
    named = f"{row.kind.korean}{facts.form.korean}"
    provided = "조건을 갖추면 " if row.needs else ""
    yield Step(f"{facts.reason.korean}: {provided}{because_of(named)} 처리합니다.", row.source)
    yield from (each.tell(facts) for each in row.needs)
    if not judged.met:
        applied = judged.applied
        instead = because_of(f"{applied.kind.korean}{facts.form.korean}")
        yield Step(f"조건을 갖추지 못해 {instead} 처리합니다.", applied.source)
    if facts.reason is Reason.TEACHER_RIGHTS_SUSPENSION and facts.acted_on is not None:
        yield _by_date(facts.acted_on)
    yield from row.notes
    if row.papers is STATEMENT and judged.applied.kind is AbsenceKind.AUTHORIZED:
        yield NO_MEDICAL_PAPERS


def _by_date(acted_on: datetime.date) -> Step:
    renumbered_on = datetime.date.fromisoformat(str(RENUMBERED_ON.at(HANDBOOK_SCHOOL_YEAR).value))
    source = OLD_ARTICLE if acted_on < renumbered_on else NEW_ARTICLE
    article = (source.law or "").split()[-1]
    return Step(
        f"{spoken_date(acted_on)}의 행위에는 교원지위법 {with_particle(article, '을', '를')} 적용합니다.", source
    )


def _warnings(facts: ClassifyFacts, judged: Judged) -> Iterator[str]:
    for each in judged.row.needs:
        if each.holds(facts) is None:
            yield each.unknown
    yield from _about_illness(facts, judged)
    if not judged.met and facts.reason in MAY_BE_ILLNESS:
        yield "아파서 결석했다면 사유를 ‘질병’으로 바꾸어 다시 판정해 주세요(p.25)."
    if judged.applied.kind is AbsenceKind.OTHER and Paper.EVIDENCE not in facts.documents:
        yield "학교장의 결재에 붙일 근거자료를 받아 두었는지 살펴봐 주세요(p.30)."
    if facts.reason is Reason.TEACHER_RIGHTS_SUSPENSION and facts.acted_on is None:
        yield warning_of("teacher_rights_statute")


def _about_illness(facts: ClassifyFacts, judged: Judged) -> Iterator[str]:
    if facts.reason is Reason.ILLNESS:
        if facts.days is None:
            yield "결석한 일수를 적지 않아 하루로 보았습니다. 일수를 확인해 주세요(p.25)."
        yield from (each for each in warnings_about(facts.as_illness) if each != UNKNOWN_DAY)
    elif REPORTED_IN_TIME in judged.row.needs and REPORTED_IN_TIME.holds(facts) is False:
        yield LATE
    elif facts.reason is Reason.MENSTRUAL_PAIN and judged.met and (facts.days or 1) > MONTHLY.whole:
        yield f"생리통은 월 {MONTHLY.whole}일만 인정합니다. 나머지 날은 사유를 ‘질병’으로 다시 판정해 주세요(p.25)."
    elif facts.reason in ILL_PUPIL and not judged.met:
        yield "질병의 증빙서류와 제출 기한은 ‘질병결석의 증빙서류’에서 다시 판정해 주세요(p.25)."
