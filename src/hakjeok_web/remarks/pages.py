"""How a remark stands on its pages (화면의 한 줄): what was typed, what is wrong with it, where it stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from hakjeok.attendance.remark import LONG
from hakjeok_web.accounts.policies import Menu
from hakjeok_web.config.reasons import reasons_of
from hakjeok_web.config.refusals import Refused
from hakjeok_web.remarks.actions import Clash
from hakjeok_web.remarks.checking import Checked, checked
from hakjeok_web.remarks.desk import Desk, Line
from hakjeok_web.schools.models import SchoolClass


@dataclass(frozen=True)
class Row:
    """A pupil's line as it is shown: with what the person typed and every sentence about it."""

    line: Line
    school_class: SchoolClass
    may_write: bool
    may_see_measures: bool
    typed: str
    checked: Checked
    errors: Sequence[str] = ()
    clash: Clash | None = None
    is_saved: bool = False
    reasons: Mapping[str, Any] = field(default_factory=dict)

    # Asked for many times a line: made once.
    @cached_property
    def key(self) -> str:
        return str(self.line.id)

    @cached_property
    def number(self) -> str:
        return str(self.line.number)

    @property
    def choice(self) -> str:
        """What its tick sends: the pupil and the version that the person sees."""
        return f"{self.key}:{self.line.version}"

    @cached_property
    def url(self) -> str:
        return f"/attendance-remarks/{self.school_class.pk}/{self.key}/"

    @property
    def measures_url(self) -> str:
        return f"{self.url}measures/"

    @property
    def has_measures(self) -> bool:
        """Whether there is a line about measures to show; only who may see them has read any."""
        return self.line.measures.answer is not None

    @property
    def attendance_url(self) -> str:
        return f"/students/{self.key}/attendance/"

    @property
    def seen(self) -> int:
        """The version that the person now sees: sending once more means that he has seen the other's text."""
        return self.clash.version if self.clash else self.line.version

    @property
    def badge(self) -> dict[str, str]:
        if self.line.kept is None:
            return {"text": "안 씀", "tone": "outline"}
        if self.line.is_stale:
            return {"text": "제안이 바뀜", "tone": "warn", "icon": "warning"}
        return {"text": "씀" if self.line.text else "적을 것 없음", "tone": "ok", "icon": "done"}


def rows_of(request, desk: Desk, *, refusal: tuple | None = None) -> list[Row]:
    """All lines of a desk; `refusal` = (pupil, text, Refused) keeps what one person typed."""
    common = common_warnings(desk)
    return [_row_with(request, desk, line, refusal, common) for line in desk.lines]


def _row_with(request, desk: Desk, line: Line, refusal: tuple | None, common: Iterable[str]) -> Row:
    if refusal and refusal[0] == line.id:
        return row_of(request, desk, line, typed=refusal[1], refused=refusal[2], common=common)
    return row_of(request, desk, line, common=common)


def row_of(
    request,
    desk: Desk,
    line: Line,
    *,
    typed: str | None = None,
    refused: Refused | None = None,
    is_saved: bool = False,
    common: Iterable[str] = (),
) -> Row:
    """One line, as the person may see and write it."""
    actor, found = request.actor, desk.school_class
    text = line.text if typed is None else typed
    return Row(
        line=line,
        school_class=found,
        may_write=actor.may_write_class(Menu.REMARKS, found.pk) and not found.school_year.is_past(request.today),
        may_see_measures=actor.may_read_class(Menu.VIOLENCE_MEASURES, found.pk),
        typed=text,
        checked=checked(text, line.measures.text),
        errors=[reason.text for reason in refused.reasons] if refused else (),
        clash=refused if isinstance(refused, Clash) else None,
        is_saved=is_saved,
        reasons=_reasons(line, common),
    )


def common_warnings(desk: Desk) -> tuple[str, ...]:
    """What the decision warns of whoever the pupil is (the year's figures): said once for the class."""
    return LONG.at(desk.school_class.school_year.year).warnings


def _reasons(line: Line, common: Iterable[str]) -> dict[str, Any]:
    answer = line.proposal.answer
    if answer is None:
        return {}
    told = reasons_of(answer)
    told["warnings"] = [each for each in told["warnings"] if each["text"] not in tuple(common)]
    return told
