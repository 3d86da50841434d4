"""What a comparison found: 같음, 더하기, 다름, 읽지 못함, 우리만 있음; and what taking it over would write."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256

from hakjeok_web.attendance.actions import Entry, why_not
from hakjeok_web.attendance.models import Form
from hakjeok_web.attendance.month import Cell, Month, Pupil
from hakjeok_web.attendance.symbols import word_of
from hakjeok_web.config.sheets.errors import Problem
from hakjeok_web.reconciliations.matching import Place
from hakjeok_web.reconciliations.meanings import UnknownWord
from hakjeok_web.reconciliations.reading import Line, same_reason

NOT_ENTERED = ("", Form.PRESENT)
CLOSED = "‘출결 마감’에서 마감취소를 한 뒤 이 화면을 다시 열면 고를 수 있습니다."


@dataclass(frozen=True)
class Match:
    """A line of the file beside the cell of the register that it is about."""

    line: Line
    place: Place

    @property
    def pupil(self) -> Pupil:
        return self.place.pupil

    @property
    def cell(self) -> tuple[uuid.UUID, date]:
        """Which cell of the register."""
        return self.pupil.id, self.line.day

    @property
    def key(self) -> str:
        """What a person ticks: the cell as it stands now; a cell that changes is to be ticked anew."""
        stands = "untaken" if self.is_untaken else self.now.version
        return f"{self.pupil.id}:{self.line.day.isoformat()}:{stands}"

    @cached_property
    def now(self) -> Cell:
        return self.place.month.cell(self.pupil.id, self.line.day)

    @cached_property
    def entry(self) -> Entry:
        """The cell as it would be: what the file leaves out stays, and so do words that mean the same."""
        line, now = self.line, self.now
        stands = now.reason or now.held  # a reason that is kept from the reader is the same all the same
        reason = now.reason if not line.reason or same_reason(line.reason, stands) else line.reason
        note = line.note or now.note
        return Entry(self.pupil.id, line.day, line.form, line.kind, reason, note, seen=now.version)

    @property
    def entry_word(self) -> str:
        """`질병결석`, as the file says it."""
        return word_of(self.line.form, self.line.kind)

    @property
    def is_same(self) -> bool:
        if self.line.form == Form.PRESENT:
            return self.now.form in NOT_ENTERED and not self.is_untaken
        return self.now.value == self.entry.value

    @property
    def is_untaken(self) -> bool:
        """Whether nobody has said anything of this cell yet (확인 전)."""
        return not self.now.form and not self.place.month.day(self.line.day).is_taken

    @property
    def is_new(self) -> bool:
        """Whether taking it over only adds: a confirmed 출석 stands as much as an entry does."""
        return self.is_untaken

    @property
    def now_word(self) -> str:
        """What stands: `질병결석`, `출석`, `확인 전`."""
        return self.now.word or ("확인 전" if self.is_untaken else "출석")

    @property
    def is_day_off(self) -> bool:
        return self.line.day not in self.place.month.school_days

    @cached_property
    def closed(self) -> str:
        """Why this cell cannot be taken over now; empty where it can."""
        month = self.place.month
        if month.is_closed:
            day = self.line.day
            return f"{self.place.school_class}의 {day.month}월을 마감했습니다. {CLOSED}"
        return why_not(self.entry, month, self.place.school_class)


@dataclass(frozen=True)
class Own:
    """An entry of the register that the file has not, or where it says 출석. It always stays."""

    place: Place
    day: date
    cell: Cell
    file_says_present: bool = False

    @property
    def pupil(self) -> Pupil:
        return self.place.pupil


@dataclass(frozen=True)
class Plan:
    """The whole comparison, as the register stands now."""

    same: tuple[Match, ...]
    added: tuple[Match, ...]
    differing: tuple[Match, ...]
    unreadable: tuple[Problem, ...]
    ours: tuple[Own, ...]
    mentioned: frozenset[uuid.UUID]  # pupils whom the unreadable lines name
    words: tuple[UnknownWord, ...]  # what the file says and nobody knew
    passed_over: tuple[tuple[str, int], ...]  # cells of the file that say nothing, by why
    untaken_here: int  # the file says 출석 where our register is still 확인 전
    first_on: date
    last_on: date

    @cached_property
    def choosable(self) -> tuple[Match, ...]:
        return tuple(match for match in (*self.added, *self.differing) if not match.closed)

    def chosen(self, choices: Mapping[str, bool]) -> tuple[Match, ...]:
        """What would be taken over: new entries unless unticked, different ones only if ticked."""
        return tuple(match for match in self.choosable if choices.get(match.key, match.is_new))

    def shut(self, choices: Mapping[str, bool]) -> tuple[Match, ...]:
        """What would be taken over, too, if the register were open for it."""
        both = (*self.added, *self.differing)
        return tuple(match for match in both if match.closed and choices.get(match.key, match.is_new))

    @property
    def seen(self) -> list[str]:
        """Class, month, its version and what would be added to it, as they are shown: by it a later change is known."""
        months = {month_key(match.place.month): match.place.month for match in (*self.added, *self.differing)}
        return [f"{key}:{month.version}:{self.additions(key)}" for key, month in sorted(months.items())]

    def additions(self, month: str) -> str:
        """A short mark of the cells that would be added to a month unasked."""
        keys = sorted(match.key for match in self.added if not match.closed and month_key(match.place.month) == month)
        return sha256("".join(keys).encode()).hexdigest()[:16] if keys else ""


def month_key(month: Month) -> str:
    """`class:month`."""
    return f"{month.school_class_id}:{month.first_on.isoformat()}"
