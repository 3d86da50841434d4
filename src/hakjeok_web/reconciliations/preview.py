"""The comparison in the words and rows of components/_diff.html."""

import uuid
from functools import cached_property
from urllib.parse import urlencode

from hakjeok_web.config.sheets.errors import Problem
from hakjeok_web.config.templatetags.korean import short_date
from hakjeok_web.reconciliations.compare import plan_of
from hakjeok_web.reconciliations.differences import told_words
from hakjeok_web.reconciliations.models import Reconciliation
from hakjeok_web.reconciliations.plan import Match, Own, Plan

ROWS_A_PAGE = 100
UNREADABLE, DIFFERS, NEW, OURS, SAME = "unreadable", "differs", "new", "ours", "same"
TITLES = {UNREADABLE: "읽지 못함", DIFFERS: "다름", NEW: "새로", OURS: "우리만 있음", SAME: "같음"}
PARTS = {UNREADABLE: "unreadable", DIFFERS: "differing", NEW: "added", OURS: "ours", SAME: "same"}
LAST_PAGE = 1_000


class Preview:
    """One page of one tab; starts where a person has to decide."""

    def __init__(self, reconciliation: Reconciliation, asked) -> None:
        self.plan: Plan = plan_of(reconciliation)
        self.choices = reconciliation.choices
        self._all = {tab: getattr(self.plan, name) for tab, name in PARTS.items()}
        self.tab = asked.get("tab") if asked.get("tab") in self._all else self._first_tab()
        page = asked.get("page", "1")[:6]
        self.page = min(int(page), LAST_PAGE) if page.isascii() and page.isdigit() and int(page) else 1
        start = (self.page - 1) * ROWS_A_PAGE
        self.shown = self._all[self.tab][start : start + ROWS_A_PAGE]

    def _first_tab(self) -> str:
        return next((tab for tab in (UNREADABLE, DIFFERS, NEW, OURS) if self._all[tab]), SAME)

    @property
    def tabs(self) -> list[dict]:
        return [
            {"title": TITLES[tab], "count": f"{len(each):,}", "url": f"?tab={tab}", "current": tab == self.tab}
            for tab, each in self._all.items()
        ]

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
        return urlencode({"tab": self.tab, "page": self.page})

    @property
    def pages(self) -> dict:
        total, first = len(self._all[self.tab]), (self.page - 1) * ROWS_A_PAGE + 1
        if total <= ROWS_A_PAGE:
            return {}
        last = min(self.page * ROWS_A_PAGE, total)
        pages = {"text": f"{first}~{last} / {total:,}", "next_text": f"다음 {ROWS_A_PAGE}개"}
        before = {"previous_url": self._url(self.page - 1)} if self.page > 1 else {}
        return pages | before | ({"next_url": self._url(self.page + 1)} if last < total else {})

    def _url(self, page: int) -> str:
        return "?" + urlencode({"tab": self.tab, "page": page})

    @property
    def differs(self) -> bool:
        """Whether there is anything for the Excel file."""
        return any(self._all[tab] for tab in (UNREADABLE, DIFFERS, NEW, OURS))

    @property
    def pupils(self) -> set[uuid.UUID]:
        """Pupils of the record that this page shows: for the access log."""
        return set(self.plan.mentioned) if self.tab == UNREADABLE else {each.pupil.id for each in self.shown}

    def _match_line(self, match: Match) -> dict:
        now, new = _both(match)
        values = {"now": now if self.tab == DIFFERS else "", "new": new}
        chosen = {"key": match.key, "chosen": self.choices.get(match.key, match.is_new)}
        closed = {"problem": f"{now or '없음'} → {new}", "remedy": match.closed} if match.closed else {}
        return _line(match, match.line.day) | {"place": match.line.place} | values | chosen | closed


def _both(match: Match) -> tuple[str, str]:
    """The cell now and as it would be, with reason and note."""
    now, entry = match.now, match.entry
    after = " · ".join(part for part in (match.entry_word, entry.reason, entry.note) if part)
    return " · ".join(part for part in (now.word, told_words(now)) if part), after


def _line(each: Match | Own, day) -> dict:
    seat = f"{each.place.school_class} {each.pupil.number}번 {each.pupil.name}"
    return {"key": "", "name": seat, "field": short_date(day), "now": "", "chosen": False}


def _own_line(own: Own) -> dict:
    value = " · ".join(part for part in (own.cell.word, told_words(own.cell)) if part)
    told = "파일에는 출석" if own.file_says_present else "파일에 없음"
    return _line(own, own.day) | {"place": "출석부", "problem": value, "remedy": told}


def _same_line(match: Match) -> dict:
    value = match.now.word or "출석"
    return _line(match, match.line.day) | {"place": match.line.place, "problem": value, "remedy": told_words(match.now)}


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
