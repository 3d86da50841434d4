"""attendance.totals: the year's absences by form and kind, and the days attended (출결 합계)."""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hakjeok.attendance.spells import Previous, Record, require_one_a_day, without_overlap
from hakjeok.errors import BadInput
from hakjeok.facts import Facts, fact, facts
from hakjeok.parameters import HANDBOOK_SCHOOL_YEAR
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.source import Source, Step
from hakjeok.vocabulary import AbsenceForm, AbsenceKind

ATTENDED_DAYS = Source(page=20, quote="학생이 학교장이 정한 등·하교 시각 사이에 학교에 등교하여 출석한 일수로 산정함")
AUTHORIZED = Source(page=27, quote="①출석으로 처리하는 결석")
NOT_ADDED_UP = Source(page=30, quote="지각·조퇴·결과 횟수를 누가하여 결석일수에 산입하지 않도록 유의함")
BOTH_SCHOOLS = Source(
    page=20,
    quote="당해 학년 결석일수는 원적교의 당해 학년 결석일수와 합산하되, 중복되는 기간의 결석일수는 제외함",
)
SCHOOL_DAYS_OF_BOTH = Source(
    page=89,
    quote="원적교의 당해 학년 수업일수와 합산하되, 중복되는 기간의 수업일수는 제외",
)
OVER_200 = Source(page=52, quote="학년도 겹치게 되어 학생의 출석일수가 200일이 넘는 학년이 생길 수 있습니다.")
OVER = 200
SATURDAY = 5


@facts
class TotalsFacts(Facts):
    """One pupil's year at this school, and the spells of the same year at earlier schools.

    `total_days` are the pupil's own school days (수업일수) here. `from_` is the first day here; left out,
    this school's spell begins the day after the last earlier one.
    """

    total_days: int = fact(
        "수업일수", at_least=0, at_most=366, hint="이 학교에서의 수업일수입니다. 전 학교의 수업일수는 넣지 않습니다."
    )
    records: tuple[Record, ...] = fact(
        "출결 기록", default=(), hint="결석·지각·조퇴·결과가 있던 날만 하루에 하나씩 넣습니다."
    )
    previous: tuple[Previous, ...] = fact(
        "전 학교의 출결", default=(), hint="이 학년도에 다른 학교를 다닌 학생만 넣습니다."
    )
    from_: datetime.date | None = fact(
        "이 학교의 첫날", default=None, hint="비우면 전 학교의 마지막 날 다음 날로 봅니다."
    )

    def check(self) -> None:
        """Refuse two records on one day, and more absences than school days."""
        require_one_a_day(self.records)
        if absences_in(self.records) > self.total_days:
            raise BadInput(
                "records",
                f"결석({absences_in(self.records)}일)이 수업일수({self.total_days}일)보다 많습니다. "
                "수업일수나 기록을 바로잡아 주세요.",
            )


@dataclass(frozen=True)
class Kinds:
    """Counts of one form by kind, as the record's table has them; authorized ones stand apart."""

    illness: int = told("질병")
    unexcused: int = told("미인정")
    other: int = told("기타")


@dataclass(frozen=True)
class Authorized:
    """Counts of the authorized (출석인정) entries by form."""

    absence: int = told("결석")
    late: int = told("지각")
    early_leave: int = told("조퇴")
    class_absence: int = told("결과")


@dataclass(frozen=True, kw_only=True)
class Totals(Result):
    """The table of the school record, the days absent and the days attended."""

    total_days: int = told("수업일수")
    absence: Kinds = told("결석")
    late: Kinds = told("지각")
    early_leave: Kinds = told("조퇴")
    class_absence: Kinds = told("결과")
    authorized: Authorized = told("출석인정")
    absent_days: int = told("결석일수")
    attended_days: int = told("출석일수")


@decision(
    "attendance.totals",
    title="출결 합계",
    pages=(20, 30, 45, 52, 89),
    asked_as=(
        "전입생의 출석일수는 어떻게 더하나요?",
        "전 학교의 결석도 학교생활기록부에 합산하나요?",
        "지각·조퇴를 모으면 결석이 되나요?",
        "출석일수가 200일을 넘어도 되나요?",
    ),
)
def totals(facts: TotalsFacts) -> Totals:
    """Count the year by form and kind; authorized absences are days attended (p.20, 27, 30)."""
    earlier, warnings = without_overlap(facts.previous, facts.from_, facts.records)
    records = [*facts.records, *(record for spell in earlier for record in spell.records)]
    total_days = facts.total_days + sum(spell.total_days for spell in earlier)
    return summed(records, total_days, first=_about_both_schools(facts, total_days), warnings=warnings)


def summed(
    records: Sequence[Record], total_days: int, *, first: Iterable[Step] = (), warnings: Iterable[str] = ()
) -> Totals:
    """The table of these records over `total_days`; the steps `first` tell how both came together."""
    counts = Counter((record.form, record.kind) for record in records)
    absent_days = absences_in(records)
    return Totals(
        total_days=total_days,
        **{form.value: _kinds(counts, form) for form in AbsenceForm},
        authorized=Authorized(**{form.value: counts[form, AbsenceKind.AUTHORIZED] for form in AbsenceForm}),
        absent_days=absent_days,
        attended_days=total_days - absent_days,
        because=(*first, *_counted(counts, total_days, absent_days)),
        warnings=(*warnings, *_weekend_warnings(records)),
        school_year=HANDBOOK_SCHOOL_YEAR,
    )


def absences_in(records: Iterable[Record]) -> int:
    """Days of absence that are not attended: authorized ones are left out (p.27)."""
    return sum(record.form is AbsenceForm.ABSENCE and record.kind is not AbsenceKind.AUTHORIZED for record in records)


def _kinds(counts: Counter[tuple[AbsenceForm, AbsenceKind]], form: AbsenceForm) -> Kinds:
    return Kinds(
        illness=counts[form, AbsenceKind.ILLNESS],
        unexcused=counts[form, AbsenceKind.UNEXCUSED],
        other=counts[form, AbsenceKind.OTHER],
    )


def _about_both_schools(facts: TotalsFacts, total_days: int) -> Iterable[Step]:
    if facts.previous:
        yield Step("전 학교의 결석을 더하고 겹치는 기간은 뺐습니다.", BOTH_SCHOOLS)
        yield Step(f"다닌 학교의 수업일수를 합하면 {total_days}일입니다.", SCHOOL_DAYS_OF_BOTH)
    if total_days > OVER:
        yield Step(f"앞뒤 학교의 학년도가 겹치면 한 학년의 일수가 {OVER}일을 넘을 수 있습니다.", OVER_200)


def _counted(counts: Counter[tuple[AbsenceForm, AbsenceKind]], total_days: int, absent_days: int) -> Iterable[Step]:
    authorized = counts[AbsenceForm.ABSENCE, AbsenceKind.AUTHORIZED]
    if authorized:
        yield Step(f"출석인정결석 {authorized}일은 출석한 날로 셉니다.", AUTHORIZED)
    if any(form is not AbsenceForm.ABSENCE for form, _ in counts):
        yield Step("지각·조퇴·결과는 모아서 결석으로 세지 않습니다.", NOT_ADDED_UP)
    yield Step(
        f"수업일수 {total_days}일에서 결석 {absent_days}일을 빼면 출석은 {total_days - absent_days}일입니다.",
        ATTENDED_DAYS,
    )


def _weekend_warnings(records: Iterable[Record]) -> Iterable[str]:
    weekend = sum(record.date.weekday() >= SATURDAY for record in records)
    if weekend:
        yield f"토·일요일에 적힌 출결이 {weekend}건 있습니다. 날짜가 맞는지 살펴봐 주세요."
