"""completion.required: the days of attendance that complete a grade (수료에 필요한 출석일수)."""

from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.discrepancies import warning_of
from hakjeok.errors import BadInput
from hakjeok.facts import Facts, fact, facts
from hakjeok.parameters import Found, load
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.shares import at_least, at_most
from hakjeok.source import Source, Step
from hakjeok.vocabulary import Basis, CommitteeChoice

REQUIRED_SHARE = load("completion")["required_share"]
COMMITTEE_MAY_CHOOSE = load("completion")["committee_may_choose_remaining_days"]
MINIMUM_DAYS = load("schooldays")["minimum_days"]
REDUCIBLE_SHARE = load("schooldays")["reducible_share"]

WHOLE_YEAR = Source(
    page=88,
    law="초·중등교육법 시행령 제50조제2항",
    quote="학생의 각 학년과정의 수료에 필요한 출석일수는 초·중등교육법 시행령 제45조의 규정에 의한 "
    "수업일수의 3분의 2이상으로 함",
)
ROUNDED_UP = Source(page=88, quote="191의 3분의 2는 127.33...으로 계산되나 소수점 이하를 올림하여 128일")
BOTH_SCHOOLS = Source(
    page=88, quote="전출교와 전입교의 출석일수 합이 전입교 수업일수의 3분의 2이상이 되는 경우에만 해당 학년 수료 가능"
)
FROM_ENTRY = Source(
    page=88,
    law="초·중등교육법 시행령 제19조",
    quote="입급일로부터 학년 종료일까지 수업일수의 3분의 2이상 출석하여야 해당 학년 수료가능",
)
DOMESTIC = Source(
    page=85,
    quote="해당 학년의 수료기준 출석일수는 당해학년도 전체 수업일수(190일 이상)의 3분의 2 이상입니다.",
)
COMMITTEE = Source(
    page=85,
    quote="‘당해학년도 전체 수업일수의 3분의 2 이상’ 또는 "
    "‘입급일 기준으로 남은 수업 일수의 3분의 2 이상’)를 결정할 수 있습니다.",
)
DEFERRED = Source(page=64, quote="다음 학년도 유예일 이전에 유예 당시 학년으로 재취학")
OVERLAP = Source(
    page=89,
    quote="원적교의 당해 학년 수업일수와 합산하되, 중복되는 기간의 수업일수는 제외",
    reading=True,
)
RETAINED = Source(page=88, quote="128일 이상 출석하지 못한 경우 학년말에 유급대상자로 선정함")

WHOLE_YEAR_BASES = frozenset({Basis.NORMAL, Basis.TRANSFER_IN})
REMAINING_BASES = frozenset({Basis.RETURNEE, Basis.LATERAL_ENTRY})
BASES_WITH_AN_ENTRY = (Basis.RETURNEE, Basis.LATERAL_ENTRY, Basis.DOMESTIC_REENTRY, Basis.DEFERRED_REENTRY)
BASES_THAT_CARRY_OVER = (Basis.TRANSFER_IN, Basis.DEFERRED_REENTRY)


@facts
class CompletionFacts(Facts):
    """Days of one pupil's grade year: of the year, from the entry to its end, and those attended.

    `total_days` are the school days (수업일수) of the (new) school's year; `days_from_entry` those from the
    day of entry (입급일), that day included, to the year's end. `attended_before` are days attended in the
    same grade before the entry.
    """

    basis: Basis = fact("어떤 학생인가요")
    total_days: int = fact("수업일수", at_least=1, at_most=366, hint="전입학생은 전입한 학교의 수업일수를 넣습니다.")
    days_from_entry: int | None = fact(
        "입급일부터 남은 수업일수",
        default=None,
        at_least=0,
        at_most=366,
        hint="입급일도 넣어 학년 종료일까지 셉니다.",
        asked_if=("basis", BASES_WITH_AN_ENTRY),
    )
    attended: int = fact(
        "출석일수", at_least=0, at_most=366, hint="이 학교에서 출석한 날입니다. 지각·조퇴·결과와 출석인정도 출석입니다."
    )
    attended_before: int = fact(
        "들어오기 전의 출석일수",
        default=0,
        at_least=0,
        at_most=366,
        hint="같은 학년에서 전출 전이나 유예 전에 출석한 날입니다.",
        asked_if=("basis", BASES_THAT_CARRY_OVER),
    )
    school_year: int = fact("학년도", at_least=1949, at_most=2999)
    committee_choice: CommitteeChoice | None = fact(
        "의무교육관리위원회가 정한 기준",
        default=None,
        hint="2024학년도까지만 남은 수업일수를 기준으로 정할 수 있습니다.",
        asked_if=("basis", (Basis.DOMESTIC_REENTRY,)),
    )

    def check(self) -> None:
        """Refuse a choice that the year does not know, days that cannot be, and days that are missing."""
        self._require_choice_in_force()
        if self.by_remaining_days and self.days_from_entry is None:
            raise BadInput(
                "days_from_entry",
                f"{self.basis.korean}의 기준은 입급일부터 남은 수업일수입니다. 그 일수를 넣어 주세요(p.85, 88).",
            )
        if self.basis in WHOLE_YEAR_BASES:
            self._require_a_lawful_year()
        self._require_attendable()

    def _require_choice_in_force(self) -> None:
        if self.committee_chose_remaining and not COMMITTEE_MAY_CHOOSE.at(self.school_year).holds:
            raise BadInput(
                "committee_choice",
                f"{self.school_year}학년도에는 위원회가 남은 수업일수를 기준으로 정할 수 없습니다. "
                "2024학년도까지만 정할 수 있었으니, 비우거나 full_year로 고쳐 주세요(p.85).",
            )

    def _require_a_lawful_year(self) -> None:
        fewest = MINIMUM_DAYS.at(self.school_year).whole
        fewest -= at_most(REDUCIBLE_SHARE.at(self.school_year).share, of=fewest)
        if self.total_days < fewest:
            raise BadInput(
                "total_days",
                f"수업일수 {self.total_days}일은 줄일 수 있는 한도({fewest}일)보다 적습니다. "
                "학교의 수업일수를 바로잡아 주세요(p.88).",
            )

    def _require_attendable(self) -> None:
        if self.days_from_entry is not None and self.days_from_entry > self.total_days:
            raise BadInput(
                "days_from_entry",
                f"남은 수업일수({self.days_from_entry}일)가 수업일수({self.total_days}일)보다 많습니다. "
                "바로잡아 주세요.",
            )
        if self.attended > self.measured_days:
            raise BadInput(
                "attended",
                f"출석일수({self.attended}일)가 다닐 수 있는 수업일수({self.measured_days}일)보다 많습니다. "
                "바로잡아 주세요.",
            )

    @property
    def measured_days(self) -> int:
        """The school days of which two thirds are needed: those from the entry on, or the whole year's."""
        return (self.days_from_entry or 0) if self.by_remaining_days else self.total_days

    @property
    def by_remaining_days(self) -> bool:
        """Whether the measure is the days from the entry to the year's end."""
        return self.basis in REMAINING_BASES or self.committee_chose_remaining

    @property
    def committee_chose_remaining(self) -> bool:
        """Whether the committee chose the remaining days for a re-entry at home (p.85)."""
        return self.basis is Basis.DOMESTIC_REENTRY and self.committee_choice is CommitteeChoice.REMAINING


@dataclass(frozen=True, kw_only=True)
class Completion(Result):
    """Days needed, days that count, whether they suffice, and how many are short (0 when none)."""

    required: int = told("수료에 필요한 출석일수")
    counted: int = told("인정된 출석일수")
    completes: bool = told("수료할 수 있음")
    short_by: int = told("모자라는 출석일수")


@decision(
    "completion.required",
    title="수료에 필요한 출석일수",
    pages=(64, 78, 83, 85, 88, 89),
    asked_as=(
        "며칠을 출석해야 수료하나요?",
        "며칠까지 결석하면 유급되나요?",
        "전입학생은 어느 학교의 수업일수로 계산하나요?",
        "귀국학생은 며칠을 출석해야 진급하나요?",
        "지각이나 조퇴가 많으면 수료하지 못하나요?",
    ),
)
def required(facts: CompletionFacts) -> Completion:
    """Days of attendance needed to complete the grade (수료), and whether they are reached."""
    share = REQUIRED_SHARE.at(facts.school_year)
    needed = at_least(share.share, of=facts.measured_days)
    counted = facts.attended + _carried_over(facts)
    return Completion(
        required=needed,
        counted=counted,
        completes=counted >= needed,
        short_by=max(0, needed - counted),
        because=tuple(_reasons(facts, needed, counted, share)),
        warnings=tuple(_warnings(facts, share)),
        school_year=facts.school_year,
    )


def _carried_over(facts: CompletionFacts) -> int:
    """Days attended before the entry that count: after a transfer all, after a deferment without overlap.

    The days from the entry on are done anew, so at most the year's other days can be carried over (p.89).
    """
    if facts.basis is Basis.TRANSFER_IN:
        return facts.attended_before
    if facts.basis is not Basis.DEFERRED_REENTRY:
        return 0
    if facts.days_from_entry is None:
        return facts.attended_before
    return min(facts.attended_before, facts.total_days - facts.days_from_entry)


def _reasons(facts: CompletionFacts, needed: int, counted: int, share: Found) -> Iterator[Step]:
    yield _measure(facts, needed)
    yield Step("소수점 아래는 올립니다.", ROUNDED_UP)
    yield from _counted(facts, counted)
    if counted >= needed:
        yield Step(f"출석 {counted}일은 {needed}일 이상이므로 수료할 수 있습니다.", share.source)
    else:
        yield Step(f"출석 {counted}일은 {needed}일보다 {needed - counted}일 모자라 수료할 수 없습니다.", RETAINED)


def _measure(facts: CompletionFacts, needed: int) -> Step:
    if facts.by_remaining_days:
        text = f"입급일부터 남은 수업일수 {facts.days_from_entry}일의 3분의 2 이상이므로 {needed}일이 필요합니다."
        return Step(text, COMMITTEE if facts.committee_chose_remaining else FROM_ENTRY)
    text = f"수업일수 {facts.total_days}일의 3분의 2 이상이므로 {needed}일이 필요합니다."
    return Step(text, DOMESTIC if facts.basis is Basis.DOMESTIC_REENTRY else WHOLE_YEAR)


def _counted(facts: CompletionFacts, counted: int) -> Iterator[Step]:
    if facts.basis is Basis.TRANSFER_IN:
        yield Step(f"전출교와 전입교의 출석일수를 더하면 {counted}일입니다.", BOTH_SCHOOLS)
    elif facts.basis is Basis.DEFERRED_REENTRY:
        yield Step("유예일 이전에 돌아왔으므로 유예 전의 출석일수도 더합니다.", DEFERRED)
        yield Step(f"겹치는 기간을 빼고 더하면 {counted}일입니다.", OVERLAP)
    elif facts.attended_before:
        yield Step(f"들어오기 전의 출석 {facts.attended_before}일은 더하지 않습니다.", _not_added(facts))


def _not_added(facts: CompletionFacts) -> Source:
    if facts.basis is Basis.DOMESTIC_REENTRY:
        return DOMESTIC
    return FROM_ENTRY if facts.basis in REMAINING_BASES else WHOLE_YEAR


def _warnings(facts: CompletionFacts, share: Found) -> Iterator[str]:
    yield from share.warnings
    left = facts.days_from_entry
    if facts.basis in BASES_WITH_AN_ENTRY and left is not None and facts.attended > left:
        yield (
            f"출석일수({facts.attended}일)가 입급일부터 남은 수업일수({left}일)보다 많습니다. 두 값을 살펴봐 주세요."
        )
    if facts.basis is Basis.DOMESTIC_REENTRY and not facts.committee_chose_remaining:
        yield warning_of("days_of_a_domestic_reentry")
    if facts.committee_choice is not None and facts.basis is not Basis.DOMESTIC_REENTRY:
        yield (
            "위원회가 기준을 정하는 것은 국내 사유로 정원 외 관리된 뒤 재취학한 학생뿐이므로 반영하지 않았습니다(p.85)."
        )
