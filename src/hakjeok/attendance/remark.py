"""attendance.remark: the remark of the year's attendance (출결 특기사항)."""

from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.attendance.perfect import NOT_ONCE, PERFECT
from hakjeok.attendance.remark_items import Item, Measure
from hakjeok.attendance.remark_rules import BY_KIND, Ruled, WhyLeftOut, first_date_step, item_rules, measure_rules
from hakjeok.attendance.remark_text import banned_in, byte_sizes
from hakjeok.errors import BadInput
from hakjeok.facts import Facts, fact, facts
from hakjeok.parameters import HANDBOOK_SCHOOL_YEAR, Found, load
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.source import Source, Step
from hakjeok.vocabulary import AbsenceKind

PARAMETERS = load("attendance")
LONG = PARAMETERS["long_absence_days"]
ADJUSTABLE = PARAMETERS["long_absence_adjustable_by"]
OWN_REGISTER_FROM = PARAMETERS["violence_register_from_entry_year"]
LIMIT = PARAMETERS["remark_limit_bytes"]

STYLE = Source(page=30, quote="정기진료로 인한 질병지각(12회)", reading=True)


@facts
class RemarkFacts(Facts):
    """A pupil's year: absences by kind, form and reason, measures, and the numbers that the school has set."""

    items: tuple[Item, ...] = fact("결석·지각·조퇴·결과", default=())
    long_absence_days: int | None = fact(
        "장기결석의 일수",
        default=None,
        at_least=1,
        at_most=31,
        hint="학교장이 7일에서 3일까지 늘리거나 줄여 정한 일수입니다. 비우면 7일로 봅니다.",
    )
    frequent_count: int | None = fact(
        "많다고 보는 횟수",
        default=None,
        at_least=1,
        at_most=366,
        hint="학교장이 정한 횟수입니다. 비우면 단기결석과 지각·조퇴·결과의 사유를 적지 않습니다.",
    )
    measures: tuple[Measure, ...] = fact("학교폭력 조치사항", default=())
    grade: int | None = fact("학년", default=None, at_least=1, at_most=6)
    school_year: int = fact("학년도", default=HANDBOOK_SCHOOL_YEAR, at_least=1949, at_most=2999)
    perfect: bool = fact("개근", default=False)

    def check(self) -> None:
        """Refuse a length that the school cannot set, a perfect year with entries, and measures without a grade."""
        standard, by = self._in_force()
        low, high = standard.whole - by.whole, standard.whole + by.whole
        if self.long_absence_days is not None and not low <= self.long_absence_days <= high:
            raise BadInput(
                "long_absence_days",
                f"장기결석은 {low}일부터 {high}일까지 가운데서 정할 수 있습니다. 일수를 고쳐 주세요(p.30).",
            )
        if self.perfect and any(item.kind is not AbsenceKind.AUTHORIZED for item in self.items):
            raise BadInput(
                "perfect", "결석·지각·조퇴·결과가 있으면 개근이 아닙니다. 둘 가운데 하나를 고쳐 주세요(p.31)."
            )
        if self.measures and self.grade is None:
            raise BadInput("grade", "조치사항을 적는 곳은 입학한 학년도에 따라 다릅니다. 학년을 넣어 주세요(p.30, 31).")

    def _in_force(self) -> tuple[Found, Found]:
        return LONG.at(self.school_year), ADJUSTABLE.at(self.school_year)

    @property
    def long_days(self) -> int:
        """From how many consecutive days on an absence is long."""
        return self.long_absence_days or self._in_force()[0].whole

    @property
    def entry_year(self) -> int:
        """The school year in which a pupil of this grade entered grade 1 without a break."""
        return self.school_year - (self.grade or 1) + 1


@dataclass(frozen=True)
class LeftOut:
    """Something that is not written, and why."""

    item: str = told("적지 않은 것")
    why: WhyLeftOut = told("까닭")


@dataclass(frozen=True, kw_only=True)
class Remark(Result):
    """The text of the field, empty where nothing is written, and what was left out."""

    text: str = told("출결 특기사항")
    left_out: tuple[LeftOut, ...] = told("적지 않은 것")


@decision(
    "attendance.remark",
    title="출결 특기사항",
    pages=(30, 31, 35),
    asked_as=(
        "출결 특기사항에는 무엇을 적나요?",
        "며칠 이상 결석하면 사유를 적나요?",
        "기타결석은 하루만 있어도 적나요?",
        "교외체험학습도 출결 특기사항에 적나요?",
        "학교폭력 조치사항은 출결 특기사항에 어떻게 적나요?",
    ),
)
def remark(facts: RemarkFacts) -> Remark:
    """Write long and other absences with their reasons, what is frequent, and measures, in one style (p.30–31)."""
    items = item_rules(facts.items, facts.long_days, facts.frequent_count)
    own_register = OWN_REGISTER_FROM.at(facts.school_year)
    ruled = (*items, *measure_rules(facts.measures, facts.entry_year, own_register))
    written = [each.text for each in ruled if each.text is not None]
    text = ", ".join([PERFECT, *written] if facts.perfect else written)
    return Remark(
        text=text,
        left_out=tuple(LeftOut(each.label, each.why) for each in ruled if each.why is not None),
        because=tuple(_reasons(facts, items, ruled)),
        warnings=tuple(_warnings(facts, items, text)),
        school_year=facts.school_year,
    )


def _reasons(facts: RemarkFacts, items: tuple[Ruled, ...], ruled: tuple[Ruled, ...]) -> Iterator[Step]:
    if facts.perfect:
        yield Step("해당 학년에 결석·지각·조퇴·결과가 한 번도 없으므로 개근으로 적습니다.", NOT_ONCE)
    for each in ruled:
        yield each.step
    yield from first_date_step(facts.measures)
    if any(each.text is not None for each in items):
        yield Step("모두 ‘사유로 인한 종류·형태(일수나 횟수)’의 한 가지 모양으로 적습니다.", STYLE)
    elif not facts.perfect and all(each.text is None for each in ruled):
        yield Step("적을 장기결석이나 기타결석이 없어 비워 둡니다.", BY_KIND)


def _warnings(facts: RemarkFacts, items: tuple[Ruled, ...], text: str) -> Iterator[str]:
    yield from LONG.at(facts.school_year).warnings
    if facts.frequent_count is None and any(each.why is WhyLeftOut.NOT_FREQUENT for each in items):
        yield (
            "많다고 보는 횟수가 없어 단기결석과 지각·조퇴·결과의 사유를 적지 않았습니다. "
            "학교가 정한 횟수를 넣어 주세요(p.30)."
        )
    if any(item.confidential and not item.hides_its_reason for item in facts.items):
        yield (
            "보호할 사유가 적혔을 수 있습니다. 사유를 빼려면 질병이어야 하고 먼저 학업성적관리위원회 심의를 "
            "거쳐야 합니다(p.30)."
        )
    words = ", ".join(dict.fromkeys(f"‘{each.word}’" for each in banned_in(text)))
    if words:
        yield f"출결 특기사항에 적을 수 없는 말이 있습니다: {words}. 사유를 고쳐 주세요(p.30)."
    limit, length = LIMIT.at(facts.school_year).whole, sum(byte_sizes(text))
    if length > limit:
        yield f"{length}바이트여서 한도({limit}바이트)를 넘습니다. 줄여 주세요."
