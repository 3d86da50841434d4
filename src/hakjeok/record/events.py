"""The events of a record (학적변동), as the ledger holds them: plain facts for all decisions on the record."""

import datetime

from hakjeok.errors import BadInput
from hakjeok.facts import Facts, fact, facts
from hakjeok.vocabulary import Change


@facts
class Event(Facts):
    """One line of the ledger: what happened, on which day, at which school, in which grade.

    `grade` is the grade after the change: a promotion (진급) to grade 3 carries 3. `office` is the
    education office (교육청) that recognised earlier learning (학력심의). The general exam (검정고시) needs
    neither school nor grade. Cancelled lines are left out by the caller.
    """

    change: Change = fact("학적변동")
    date: datetime.date = fact("변동일")
    school: str | None = fact("학교 이름", default=None)
    grade: int | None = fact("학년", default=None, at_least=1, at_most=6)
    reason: str | None = fact("사유", default=None)
    reason_date: datetime.date | None = fact("사유가 생긴 날", default=None)
    office: str | None = fact("학력을 심의한 교육청", default=None)

    def check(self) -> None:
        """Refuse a change of the record without its school or grade."""
        if self.change is Change.GENERAL_EXAM:
            return
        if not (self.school or "").strip():
            raise BadInput("school", f"{self.change.korean}에는 학교 이름이 필요합니다. 학교 이름을 넣어 주세요.")
        if self.grade is None:
            raise BadInput("grade", f"{self.change.korean}에는 학년이 필요합니다. 1~6 가운데 하나를 넣어 주세요.")
