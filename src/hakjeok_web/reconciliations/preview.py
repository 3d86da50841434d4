"""The comparison in the words and rows of components/_diff.html."""

import uuid
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from hakjeok_web.accounts.policies import Actor
from hakjeok_web.config.sheets.errors import Problem
from hakjeok_web.config.templatetags.korean import short_date
from hakjeok_web.reconciliations.compare import plan_of
from hakjeok_web.reconciliations.models import Reconciliation
from hakjeok_web.reconciliations.plan import Match, Own, Plan

ROWS_A_PAGE = 100
UNREADABLE, DIFFERS, NEW, OURS, SAME = "unreadable", "differs", "new", "ours", "same"
TITLES = {UNREADABLE: "읽지 못함", DIFFERS: "다름", NEW: "더하기", OURS: "우리만 있음", SAME: "같음"}
PARTS = {UNREADABLE: "unreadable", DIFFERS: "differing", NEW: "added", OURS: "ours", SAME: "same"}
EMPTY = {
    UNREADABLE: "읽지 못한 행이 없습니다.",
    DIFFERS: "출석부와 다른 칸이 없습니다.",
    NEW: "더할 칸이 없습니다. 출석부에서 아직 확인 전인 칸에만 더합니다.",
    OURS: "출석부에만 있는 출결이 없습니다.",
    SAME: "출석부와 같은 칸이 없습니다.",
}
NOT_FOUND = "찾는 학생이나 날짜의 행이 이 탭에 없습니다. 다른 탭을 보거나 찾는 말을 지워 주세요."
LAST_PAGE = 1_000


class Preview:
    """One page of one tab, of all pupils and days or of those asked for; starts where a person has to decide."""

    def __init__(self, reconciliation: Reconciliation, asked, *, reader: Actor) -> None:
        self.plan: Plan = plan_of(reconciliation, reader=reader)
        self.choices = reconciliation.choices | _ticked(asked)
        self.q, self.day = asked.get("q", "").strip()[:60], asked.get("day", "")
        every = {tab: getattr(self.plan, name) for tab, name in PARTS.items()}
        self.days = sorted({day for part in every.values() for each in part if (day := _day_of(each))})
        self._all = {tab: [each for each in part if self._is_asked(each)] for tab, part in every.items()}
        self.tab = asked.get("tab") if asked.get("tab") in self._all else self._first_tab()
        page = asked.get("page", "1")[:6]
        self.page = min(int(page), LAST_PAGE) if page.isascii() and page.isdigit() and int(page) else 1

    @property
    def shown(self) -> list:
        start = (self.page - 1) * ROWS_A_PAGE
        return self._all[self.tab][start : start + ROWS_A_PAGE]

    def _is_asked(self, each: Match | Own | Problem) -> bool:
        """Whether a row is of the pupil and the day that are looked for."""
        wanted = "".join(self.q.split())
        if wanted and wanted not in _names_of(each):
            return False
        if isinstance(each, Problem):
            return not self.day or each.header == dict(self.day_choices).get(self.day)
        return not self.day or _day_of(each).isoformat() == self.day

    def _first_tab(self) -> str:
        return next((tab for tab in (UNREADABLE, DIFFERS, NEW, OURS) if self._all[tab]), SAME)

    @property
    def tabs(self) -> list[dict]:
        return [
            {"title": TITLES[tab], "count": f"{len(each):,}", "url": self._url(1, tab), "current": tab == self.tab}
            for tab, each in self._all.items()
        ]

    @property
    def empty(self) -> str:
        """What stands instead of the rows of a tab without any."""
        return NOT_FOUND if self.q or self.day else EMPTY[self.tab]

    @property
    def passed_over(self) -> str:
        """Which cells are no part of the comparison, in one line; empty where there are none."""
        counts, told = self.plan.passed_over, []
        if counts:
            parts = ", ".join(f"{label} {count:,}칸" for label, count in counts)
            told.append(f"출결이 적혀 있지 않은 {sum(count for _, count in counts):,}칸은 넘어갔습니다({parts}).")
        if here := self.plan.untaken_here:
            told.append(f"파일에는 출석이고 출석부는 확인 전인 {here:,}칸은 담임교사가 출석을 확인하면 같아집니다.")
        return " ".join(told)

    @property
    def day_choices(self) -> list[tuple[str, str]]:
        return [(day.isoformat(), short_date(day)) for day in self.days]

    @property
    def is_choosable(self) -> bool:
        return self.tab in (DIFFERS, NEW)

    @property
    def rows(self) -> list[dict]:
        line = {UNREADABLE: _problem_line, OURS: _own_line, SAME: _same_line}.get(self.tab, self._match_line)
        return [line(each) for each in self.shown]

    @property
    def keys(self) -> list[str]:
        """What was shown with a box; together with the ticked ones it tells what was unticked."""
        return [match.key for match in self.shown if not match.closed] if self.is_choosable else []

    @property
    def tab_keys(self) -> list[str]:
        """Everything that can be ticked in this tab, on all its pages."""
        return [match.key for match in self._all[self.tab] if not match.closed] if self.is_choosable else []

    @cached_property
    def chosen_count(self) -> int:
        """How many cells would be written, on all pages of all tabs."""
        return len(self.plan.chosen(self.choices))

    @property
    def query(self) -> str:
        return self._url(self.page, self.tab)[1:]

    @property
    def pages(self) -> dict:
        total, first = len(self._all[self.tab]), (self.page - 1) * ROWS_A_PAGE + 1
        if total <= ROWS_A_PAGE:
            return {}
        last = min(self.page * ROWS_A_PAGE, total)
        pages = {"text": f"{first}~{last} / {total:,}", "next_text": f"다음 {ROWS_A_PAGE}개"}
        before = {"previous_url": self._url(self.page - 1, self.tab)} if self.page > 1 else {}
        return pages | before | ({"next_url": self._url(self.page + 1, self.tab)} if last < total else {})

    def _url(self, page: int, tab: str) -> str:
        asked = {"tab": tab, "page": page, "q": self.q, "day": self.day}
        return "?" + urlencode({name: value for name, value in asked.items() if value})

    @property
    def differs(self) -> bool:
        """Whether there is anything for the Excel file, whatever is looked for."""
        plan = self.plan
        return any((plan.unreadable, plan.differing, plan.added, plan.ours, plan.words))

    @property
    def pupils(self) -> set[uuid.UUID]:
        """Pupils of the record that this page shows: for the access log."""
        return set(self.plan.mentioned) if self.tab == UNREADABLE else {each.pupil.id for each in self.shown}

    def _match_line(self, match: Match) -> dict:
        now, new = _both(match)
        chosen = {"key": match.key, "chosen": self.choices.get(match.key, match.is_new)}
        closed = {"problem": f"{now} → {new}", "remedy": match.closed} if match.closed else {}
        return _line(match, match.line.day) | {"place": match.line.place, "now": now, "new": new} | chosen | closed


def _ticked(asked) -> dict[str, bool]:
    """What a refused page had ticked and unticked: it stays as it was typed."""
    if not hasattr(asked, "getlist"):
        return {}
    ticked = set(asked.getlist("rows"))
    return {key: key in ticked for key in asked.getlist("shown")}


def _day_of(each: Match | Own | Problem) -> date | None:
    if isinstance(each, Problem):
        return None
    return each.day if isinstance(each, Own) else each.line.day


def _names_of(each: Match | Own | Problem) -> str:
    """By which a row is found: name, `4-2`, `4-2-7` and `4학년2반7번`."""
    if isinstance(each, Problem):
        seat = "-".join(str(part) for part in each.seat) if each.seat else ""
        return "".join(f"{each.name or ''} {seat} {each.seat.korean if each.seat else ''}".split())
    school_class, pupil = each.place.school_class, each.pupil
    seat = f"{school_class.grade}-{school_class.number}"
    spoken = f"{school_class.grade}학년{school_class.number}반{pupil.number}번"
    return "".join(f"{pupil.name} {seat}-{pupil.number} {seat} {pupil.number}번 {spoken}".split())


def _both(match: Match) -> tuple[str, str]:
    """The cell now and as the file has it: `지금 출석`, `파일 질병결석(감기)`."""
    entry, now = match.entry, match.now
    now_word, word = match.now_word + _told(now.reason, now.note), match.entry_word + _told(entry.reason, entry.note)
    return f"지금 {now_word}", f"파일 {word}"


def _told(reason: str, note: str) -> str:
    """`(감기 · 2교시부터)`."""
    words = " · ".join(part for part in (reason, note) if part)
    return f"({words})" if words else ""


def _line(each: Match | Own, day: date) -> dict:
    seat = f"{each.place.school_class} {each.pupil.number}번 {each.pupil.name}"
    return {"key": "", "name": seat, "field": short_date(day), "now": "", "chosen": False}


def _own_line(own: Own) -> dict:
    value = own.cell.word + _told(own.cell.reason, own.cell.note)
    told = "파일에는 출석" if own.file_says_present else "파일에 없음"
    return _line(own, own.day) | {"place": "출석부", "problem": value, "remedy": told}


def _same_line(match: Match) -> dict:
    value = match.now_word + _told(match.now.reason, match.now.note)
    return _line(match, match.line.day) | {"place": match.line.place, "problem": value, "remedy": ""}


def _problem_line(problem: Problem) -> dict:
    seat = problem.seat.korean if problem.seat else ""
    value = f"‘{problem.value}’" if problem.value else ""
    return {
        "key": "",
        "place": f"‘{problem.sheet}’ {problem.place}",
        "name": f"{seat} {problem.name or ''}".strip() or "–",
        "field": f"{problem.header or ''} {value}".strip(),
        "problem": problem.cause,
        "remedy": problem.remedy,
    }
