"""The preview of a roster (미리 보기) in the words and rows of components/_diff.html."""

import uuid
from collections.abc import Iterable
from urllib.parse import urlencode

from hakjeok_web.students.models import RosterImport
from hakjeok_web.students.roster import MatchedRow, Problem, RosterRow
from hakjeok_web.students.roster_plan import Addition, Plan, key_of
from hakjeok_web.students.words import kind_word

ROWS_A_PAGE = 100
UNREADABLE, DIFFERS, NEW, SAME, NOTICED = "unreadable", "differs", "new", "same", "noticed"
TITLES = {UNREADABLE: "읽지 못함", DIFFERS: "다름", NEW: "새로", SAME: "같음", NOTICED: "살펴볼 것"}


class Preview:
    """One page of one tab; starts where a person has to decide."""

    def __init__(self, plan: Plan, roster: RosterImport, request) -> None:
        self.plan = plan
        self.seen = plan.fingerprint
        self._left_out = set(roster.outcome.get("left_out", ()))
        self._counts = {
            UNREADABLE: len(plan.unreadable),
            DIFFERS: len(plan.changes),
            NEW: len(plan.additions),
            SAME: len(plan.same),
            NOTICED: len(plan.noticed),
        }
        asked = request.GET.get("tab") or request.POST.get("tab")
        self.tab = asked if asked in self._counts else self._first_tab()
        page = request.GET.get("page", "1")
        self.page = int(page) if page.isascii() and page.isdigit() and 0 < int(page[:6]) < 10_000 else 1
        lines = self._lines()
        start = (self.page - 1) * ROWS_A_PAGE
        self.total = len(lines)
        self.rows = lines[start : start + ROWS_A_PAGE]

    def _first_tab(self) -> str:
        return next((tab for tab in (UNREADABLE, DIFFERS, NEW) if self._counts[tab]), SAME)

    @property
    def tabs(self) -> list[dict]:
        return [
            {"title": TITLES[tab], "count": count, "url": f"?tab={tab}", "current": tab == self.tab}
            for tab, count in self._counts.items()
            if tab != NOTICED or count
        ]

    @property
    def is_choosable(self) -> bool:
        return self.tab in (DIFFERS, NEW)

    @property
    def keys(self) -> list[str]:
        """What was shown with a box; together with the ticked ones it tells what was unticked."""
        return [row["key"] for row in self.rows if row["key"]] if self.is_choosable else []

    @property
    def query(self) -> str:
        return urlencode({"tab": self.tab, "page": self.page})

    @property
    def pages(self) -> dict:
        if self.total <= ROWS_A_PAGE:
            return {}
        first, last = (self.page - 1) * ROWS_A_PAGE + 1, min(self.page * ROWS_A_PAGE, self.total)
        pages = {"text": f"{first}~{last} / {self.total:,}", "next_text": f"다음 {ROWS_A_PAGE}개"}
        if self.page > 1:
            pages["previous_url"] = "?" + urlencode({"tab": self.tab, "page": self.page - 1})
        if last < self.total:
            pages["next_url"] = "?" + urlencode({"tab": self.tab, "page": self.page + 1})
        return pages

    @property
    def chosen(self) -> Plan:
        return self.plan.without(self._left_out)

    @property
    def button(self) -> str:
        """What the button would do, in numbers."""
        added, changed = len(self.chosen.additions), len(self.chosen.changes)
        parts = [f"새로 {added:,}명" if added else "", f"다름 {changed:,}명" if changed else ""]
        return ", ".join(part for part in parts if part)

    @property
    def problem_count(self) -> int:
        return self._counts[UNREADABLE] + self._counts[NOTICED]

    @property
    def known_pupils(self) -> Iterable[uuid.UUID]:
        """Pupils of the record that this page shows: for the access log."""
        if self.tab == DIFFERS:
            return {match.pupil.key for match in self.plan.changes} | self._missing
        return ({match.pupil.key for match in self.plan.same} if self.tab == SAME else set()) | self._missing

    @property
    def _missing(self) -> set[uuid.UUID]:
        return {pupil.key for pupil in self.plan.missing}

    def _lines(self) -> list[dict]:
        if self.tab in (UNREADABLE, NOTICED):
            problems = self.plan.unreadable if self.tab == UNREADABLE else self.plan.noticed
            return [_problem_line(problem) for problem in problems]
        if self.tab == NEW:
            return [self._new_line(addition) for addition in self.plan.additions]
        if self.tab == SAME:
            return [_same_line(match) for match in self.plan.same]
        return [line for match in self.plan.changes for line in self._changed_lines(match)]

    def _new_line(self, addition: Addition) -> dict:
        first = addition.lines[0]
        new = f"{kind_word(first.kind)} {_day(first.effective_on)} · 생년월일 {_day(addition.row.born_on)}"
        return _line(
            addition.row, field="새 학생", new=new, key=addition.key, chosen=addition.key not in self._left_out
        )

    def _changed_lines(self, match: MatchedRow) -> Iterable[dict]:
        for each in match.differences:
            key = key_of(match.row, each.field)
            chosen, now = key not in self._left_out, each.now or ""
            yield _line(match.row, field=each.label, now=now, new=each.in_file, key=key, chosen=chosen)


def _line(row: RosterRow, *, field: str, new: str, now: str = "", key: str = "", chosen: bool = False) -> dict:
    return {
        "key": key,
        "place": f"‘{row.origin.sheet}’ {row.origin.row}행",
        "name": f"{row.seat.korean} {row.name}",
        "field": field,
        "now": now,
        "new": new,
        "chosen": chosen,
    }


def _same_line(match: MatchedRow) -> dict:
    return _line(match.row, field="모두", new="지금 기록과 같습니다.")


def _problem_line(problem: Problem) -> dict:
    seat = problem.seat.korean if problem.seat else ""
    value = f" ‘{problem.value}’" if problem.value else ""
    return {
        "key": "",
        "place": f"‘{problem.sheet}’ {problem.place}",
        "name": f"{seat} {problem.name or ''}".strip() or "–",
        "field": f"{problem.header or ''}{value}",
        "problem": problem.cause,
        "remedy": problem.remedy,
    }


def _day(day) -> str:
    return f"{day.year}. {day.month}. {day.day}."
