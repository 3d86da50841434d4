"""What an attendance remark is made of: absences with their reasons, and measures against school violence."""

import datetime

from hakjeok.errors import BadInput
from hakjeok.facts import Facts, fact, facts
from hakjeok.vocabulary import AbsenceForm, AbsenceKind

WRITTEN_ITEMS = (4, 5, 6)


@facts
class Item(Facts):
    """One run of absences, or entries of one kind and form for the same reason.

    `days` are the days of an absence, `count` how often something happened. Where an absence has both, the
    days are written and the count tells whether it was frequent.
    """

    kind: AbsenceKind = fact("종류")
    form: AbsenceForm = fact("형태", default=AbsenceForm.ABSENCE)
    reason: str = fact("사유", default="", hint="감기, 정기진료처럼 짧게 적습니다.")
    days: int | None = fact(
        "결석 일수", default=None, at_least=1, at_most=366, asked_if=("form", (AbsenceForm.ABSENCE,))
    )
    count: int | None = fact(
        "횟수", default=None, at_least=1, at_most=2000, hint="지각·조퇴·결과는 횟수를, 결석은 일수를 넣습니다."
    )
    consecutive: bool = fact("이어서 결석함", default=False, asked_if=("form", (AbsenceForm.ABSENCE,)))
    confidential: bool = fact(
        "개인정보를 보호할 필요가 있는 질병", default=False, asked_if=("kind", (AbsenceKind.ILLNESS,))
    )
    committee_agreed: bool = fact(
        "사유를 적지 않기로 학업성적관리위원회가 심의함", default=False, asked_if=("confidential", (True,))
    )

    def check(self) -> None:
        """Refuse an item without a number."""
        if self.days is None and self.count is None:
            if self.is_absence:
                raise BadInput("days", "결석 일수가 없습니다. 며칠 결석했는지 넣어 주세요.")
            raise BadInput("count", f"{self.form.korean} 횟수가 없습니다. 몇 번 있었는지 넣어 주세요.")

    @property
    def is_absence(self) -> bool:
        """Whether it is told in days."""
        return self.form is AbsenceForm.ABSENCE

    @property
    def amount(self) -> int:
        """The number that is written: days of an absence, times of another form."""
        first, second = (self.days, self.count) if self.is_absence else (self.count, self.days)
        return first or second or 0

    @property
    def times(self) -> int:
        """How often it happened; every day of an absence counts where no count is given."""
        return self.count or self.days or 0

    @property
    def name(self) -> str:
        """Kind and form: 질병결석."""
        return f"{self.kind.korean}{self.form.korean}"

    @property
    def unit(self) -> str:
        """What is counted."""
        return "일" if self.is_absence else "회"

    @property
    def label(self) -> str:
        """The item for people: 감기 질병결석(10일)."""
        return f"{self.reason.strip()} {self.name}({self.amount}{self.unit})".strip()

    @property
    def hides_its_reason(self) -> bool:
        """Whether the committee decided that the illness is not named (p.30)."""
        return self.kind is AbsenceKind.ILLNESS and self.confidential and self.committee_agreed

    def said_reason(self, index: int) -> str:
        """The reason, which has to be written for the item at `index`."""
        reason = " ".join(self.reason.split())
        if not reason:
            raise BadInput(f"items.{index}.reason", f"{self.name}의 사유를 적어야 합니다. 사유를 넣어 주세요(p.30).")
        return reason


@facts
class Measure(Facts):
    """A measure against a school-violence offender and the day it was first decided."""

    law_item: int = fact("학교폭력예방법 제17조제1항의 호", hint="4 사회봉사, 5 특별교육, 6 출석정지입니다.")
    decided_on: datetime.date = fact(
        "처음 조치를 결정한 날",
        hint="교육지원청의 내부결재일이며, 재심·소송으로 조치가 바뀌어도 그대로입니다.",
    )
    text: str = fact("적을 조치사항")

    def check(self) -> None:
        """Refuse measures that are written elsewhere, and one without words."""
        if self.law_item not in WRITTEN_ITEMS:
            raise BadInput(
                "law_item",
                f"제{self.law_item}호는 출결 특기사항에 적지 않습니다. 4, 5, 6호만 넣어 주세요(p.30).",
            )
        if not self.text.strip():
            raise BadInput("text", "적을 조치사항이 비어 있습니다. 조치사항을 넣어 주세요.")

    @property
    def words(self) -> str:
        """The text with single spaces."""
        return " ".join(self.text.split())
