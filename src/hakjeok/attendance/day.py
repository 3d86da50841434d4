"""attendance.day: which one form a pupil's day is recorded in (하루의 출결)."""

from dataclasses import dataclass

from hakjeok.errors import BadInput
from hakjeok.facts import Facts, fact, facts
from hakjeok.korean import with_particle
from hakjeok.parameters import HANDBOOK_SCHOOL_YEAR
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.source import Source, Step
from hakjeok.vocabulary import AbsenceForm, AbsenceKind

ONE_FORM_A_DAY = Source(
    page=30,
    quote="같은 날짜에 지각·조퇴·결과가 발생된 경우에는 학교장이 판단하여 어느 한 가지 경우로만 처리함",
)
NOT_ADDED_UP = Source(page=30, quote="지각·조퇴·결과 횟수를 누가하여 결석일수에 산입하지 않도록 유의함")
DAY_ATTENDED = Source(
    page=96,
    law="초·중등교육법 시행령 제50조제2항",
    quote="지각(또는 조퇴, 결과)은 횟수에 관계없이 해당 학년 수료에 영향을 주지 않음",
)
DAY_ABSENT = Source(page=20, quote="학칙에 의거 출석하여야 할 날짜에 출석하지 않았을 때 결석으로 처리함")
AUTHORIZED_ABSENCE = Source(page=27, quote="①출석으로 처리하는 결석")

MEANINGS = {
    AbsenceForm.LATE: Step(
        "지각은 학교장이 정한 등교시각까지 출석하지 않은 것입니다.",
        Source(page=30, quote="가. 지각: 학교장이 정한 등교시각까지 출석하지 않은 경우"),
    ),
    AbsenceForm.EARLY_LEAVE: Step(
        "조퇴는 학교장이 정한 등교시각과 하교시각 사이에 하교한 것입니다.",
        Source(page=30, quote="나. 조퇴: 학교장이 정한 등교시각과 하교시각 사이에 하교한 경우"),
    ),
    AbsenceForm.CLASS_ABSENCE: Step(
        "결과는 수업시간의 일부나 전부에 참여하지 않은 것입니다.",
        Source(page=30, quote="다. 결과: 수업시간의 일부 또는 전부에 불참한 경우"),
    ),
}

PART_OF_A_DAY = (AbsenceForm.LATE, AbsenceForm.EARLY_LEAVE, AbsenceForm.CLASS_ABSENCE)


@facts
class DayEvent(Facts):
    """Something that happened on the day: a form and its kind; minutes or lessons are kept for the note."""

    form: AbsenceForm = fact("형태")
    kind: AbsenceKind = fact("종류")
    minutes: int | None = fact("늦거나 빠진 시간(분)", default=None, at_least=0, asked_if=("form", PART_OF_A_DAY))
    periods: int | None = fact("빠진 교시 수", default=None, at_least=0, asked_if=("form", PART_OF_A_DAY))


@facts
class DayFacts(Facts):
    """The events of one pupil on one day, and the form that the principal chose when there are several."""

    events: tuple[DayEvent, ...] = fact("그날의 출결", default=())
    chosen: AbsenceForm | None = fact(
        "학교장이 정한 형태", default=None, hint="그날의 출결이 두 가지 이상일 때만 넣습니다."
    )

    def check(self) -> None:
        """Refuse what cannot be recorded as one form."""
        if not self.events:
            raise BadInput("events", "그날의 출결이 비어 있습니다. 결석·지각·조퇴·결과 가운데 하나를 넣어 주세요.")
        self._refuse_absence_beside_another_form()
        self._require_choice()
        if len({event.kind for event in self._of_chosen_form()}) > 1:
            raise BadInput("events", "정한 형태에 종류가 둘 이상입니다. 종류를 하나만 남겨 주세요.")

    def _refuse_absence_beside_another_form(self) -> None:
        forms = {event.form for event in self.events}
        if AbsenceForm.ABSENCE in forms and len(forms) > 1:
            others = ", ".join(each.korean for each in AbsenceForm if each in forms - {AbsenceForm.ABSENCE})
            raise BadInput(
                "events",
                f"하루를 결석한 날에는 {with_particle(others, '이', '가')} 함께 있을 수 없습니다. "
                "둘 가운데 하나를 지워 주세요.",
            )

    def _require_choice(self) -> None:
        if len(self.events) == 1 and self.chosen is None:
            return
        forms = ", ".join(dict.fromkeys(event.form.korean for event in self.events))
        if self.chosen is None:
            raise BadInput(
                "chosen",
                f"같은 날에 출결이 여러 건({forms}) 있습니다. 하루에는 한 가지만 기록하므로 "
                "학교장이 정한 형태를 넣어 주세요(p.30).",
            )
        if not self._of_chosen_form():
            raise BadInput(
                "chosen",
                f"정한 형태({self.chosen.korean})가 그날의 출결({forms})에 없습니다. 그날의 형태 가운데서 골라 주세요.",
            )

    def _of_chosen_form(self) -> tuple[DayEvent, ...]:
        return tuple(event for event in self.events if event.form is self.chosen)

    @property
    def recorded(self) -> DayEvent:
        """The event that the day is recorded as."""
        return self._of_chosen_form()[0] if self.chosen else self.events[0]


@dataclass(frozen=True, kw_only=True)
class Day(Result):
    """Form and kind that are recorded, and whether the day counts as attended (출석)."""

    form: AbsenceForm = told("형태")
    kind: AbsenceKind = told("종류")
    attended: bool = told("출석한 날인지")


@decision(
    "attendance.day",
    title="하루의 출결",
    pages=(30, 96),
    asked_as=(
        "지각하고 조퇴까지 한 날은 무엇으로 기록하나요?",
        "조퇴한 날도 출석인가요?",
        "모든 교시에 빠지면 결석인가요, 결과인가요?",
    ),
)
def day(facts: DayFacts) -> Day:
    """Record one form for the day; lateness, early leave and class absence are days attended (p.30, 96)."""
    event = facts.recorded
    absent = event.form is AbsenceForm.ABSENCE and event.kind is not AbsenceKind.AUTHORIZED
    return Day(
        form=event.form,
        kind=event.kind,
        attended=not absent,
        because=(*_one_form(facts), *_meaning(event), _attended(event)),
        school_year=HANDBOOK_SCHOOL_YEAR,
    )


def _one_form(facts: DayFacts) -> tuple[Step, ...]:
    word = facts.recorded.form.korean
    if len(facts.events) == 1:
        return (Step(f"그날의 출결은 {word} 한 가지입니다.", ONE_FORM_A_DAY),)
    return (
        Step(
            f"출결 {len(facts.events)}건 가운데 학교장이 정한 {word} 한 가지로만 기록합니다.",
            ONE_FORM_A_DAY,
        ),
    )


def _meaning(event: DayEvent) -> tuple[Step, ...]:
    return (MEANINGS[event.form],) if event.form in MEANINGS else ()


def _attended(event: DayEvent) -> Step:
    name = f"{event.kind.korean}{event.form.korean}"
    if event.form is not AbsenceForm.ABSENCE:
        source = NOT_ADDED_UP if event.form is not AbsenceForm.CLASS_ABSENCE else DAY_ATTENDED
        return Step(f"{with_particle(name, '은', '는')} 출석한 날이며, 모아서 결석으로 바꾸지 않습니다.", source)
    if event.kind is AbsenceKind.AUTHORIZED:
        return Step("출석인정결석은 출석한 날로 셉니다.", AUTHORIZED_ABSENCE)
    return Step(f"{with_particle(name, '은', '는')} 결석한 날입니다.", DAY_ABSENT)
