"""The differences as lines of a list (다른 곳): for the Excel file, before and after taking over."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import date

from hakjeok_web.attendance.month import Cell, Pupil
from hakjeok_web.attendance.reason_words import listed_reason
from hakjeok_web.config.sheets.errors import Problem
from hakjeok_web.reconciliations.meanings import UnknownWord
from hakjeok_web.reconciliations.plan import Match, Own, Place, Plan

COLUMNS = (
    "구분", "학년", "반", "번호", "성명", "날짜", "출석부", "출석부 사유", "파일", "파일 사유", "파일 위치",
    "까닭과 고치는 법",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One difference; `pupil` is for the access log alone."""

    kind: str
    grade: int | None = None
    class_number: int | None = None
    number: int | None = None
    name: str = ""
    day: str = ""
    ours: str = ""
    our_reason: str = ""
    theirs: str = ""
    their_reason: str = ""
    place: str = ""
    why: str = ""
    pupil: str = ""

    def stored(self) -> dict:
        return asdict(self)

    @property
    def cells(self) -> list:
        """As COLUMNS names them."""
        *before, day = (self.kind, self.grade, self.class_number, self.number, self.name, self.day)
        after = (self.ours, self.our_reason, self.theirs, self.their_reason, self.place, self.why)
        return [*before, date.fromisoformat(day) if day else None, *after]


def rows_of(plan: Plan, *, without: Collection[str] = ()) -> list[Row]:
    """Everything but what is the same, and what was taken over."""
    return [
        *(_word_row(word) for word in plan.words if not word.meaning),
        *(_problem_row(problem) for problem in plan.unreadable),
        *(_match_row(match) for match in (*plan.differing, *plan.added) if match.key not in without),
        *(_own_row(own) for own in plan.ours),
    ]


def told_words(cell: Cell) -> str:
    """Reason and note as one text: `감기 · 2교시부터`."""
    return " · ".join(part for part in (cell.reason, cell.note) if part)


def pupils_of(rows: Iterable[Row]) -> set[uuid.UUID]:
    return {uuid.UUID(row.pupil) for row in rows if row.pupil}


def _who(place: Place, pupil: Pupil, day: date) -> dict:
    school_class = place.school_class
    return {
        "grade": school_class.grade, "class_number": school_class.number, "number": pupil.number, "name": pupil.name,
        "day": day.isoformat(), "pupil": str(pupil.id),
    }  # fmt: skip


def _match_row(match: Match) -> Row:
    line = match.line
    theirs = " · ".join(part for part in (listed_reason(line.reason, line.kind), line.note) if part)
    return Row(
        "더하기" if match.is_new else "다름", **_who(match.place, match.pupil, line.day), ours=match.now_word,
        our_reason=told_words(match.now), theirs=match.entry_word, their_reason=theirs, place=line.place,
        why=match.closed,
    )  # fmt: skip


def _own_row(own: Own) -> Row:
    theirs = "출석" if own.file_says_present else ""
    return Row(
        "우리만 있음", **_who(own.place, own.pupil, own.day), ours=own.cell.word, our_reason=told_words(own.cell),
        theirs=theirs,
    )  # fmt: skip


def _word_row(word: UnknownWord) -> Row:
    why = f"{word.why} 이 말이 {word.count}칸에 있습니다. 출결 대조 화면에서 뜻을 정해 주세요."
    return Row("읽지 못함", theirs=word.word, place=word.place, why=why)


def _problem_row(problem: Problem) -> Row:
    seat = problem.seat or (None, None, None)
    return Row(
        "읽지 못함", *seat, name=problem.name or "", theirs=problem.value, place=f"‘{problem.sheet}’ {problem.place}",
        why=f"{problem.cause} {problem.remedy}".strip(),
    )  # fmt: skip
