"""The events of a record (학적변동), as the ledger holds them: plain facts for all decisions on the record."""

import datetime

from hakjeok.errors import BadInput
from hakjeok.facts import Facts, fact, facts
from hakjeok.vocabulary import Change

OF_A_SCHOOL = tuple(each for each in Change if each is not Change.GENERAL_EXAM)
INTO_A_SCHOOL = tuple(each for each in Change if each.enters)
WITH_A_REASON = (Change.EXEMPTION, Change.DEFERMENT, Change.RETENTION, Change.HONORARY_GRADUATION)


@facts
class Event(Facts):
    """One line of the ledger: what happened, on which day, at which school, in which grade.

    `grade` is the grade after the change: a promotion (진급) to grade 3 carries 3. `office` is the
    education office (교육청) that recognised earlier learning (학력심의). The general exam (검정고시) needs
    neither school nor grade. Cancelled lines are left out by the caller.
    """

    change: Change = fact("학적변동")
    date: datetime.date = fact("변동일")
    school: str | None = fact("학교 이름", default=None, asked_if=("change", OF_A_SCHOOL))
    grade: int | None = fact(
        "학년",
        default=None,
        at_least=1,
        at_most=6,
        hint="진급이면 올라간 학년을 넣습니다.",
        asked_if=("change", OF_A_SCHOOL),
    )
    reason: str | None = fact(
        "사유", default=None, hint="‘질병치료’처럼 사유만 적습니다.", asked_if=("change", WITH_A_REASON)
    )
    reason_date: datetime.date | None = fact(
        "사유가 생긴 날", default=None, asked_if=("change", (Change.HONORARY_GRADUATION,))
    )
    office: str | None = fact(
        "학력을 심의한 교육청",
        default=None,
        hint="학력심의를 받지 않았으면 비웁니다.",
        asked_if=("change", INTO_A_SCHOOL),
    )

    def check(self) -> None:
        """Refuse a change of the record without its school or grade."""
        if self.change is Change.GENERAL_EXAM:
            return
        if not (self.school or "").strip():
            raise BadInput("school", f"{self.change.korean}에는 학교 이름이 필요합니다. 학교 이름을 넣어 주세요.")
        if self.grade is None:
            raise BadInput("grade", f"{self.change.korean}에는 학년이 필요합니다. 1~6 가운데 하나를 넣어 주세요.")
