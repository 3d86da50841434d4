"""The rows that go through the real server: pages, saves, imports."""

import itertools
import json
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import psycopg

from hakjeok_web.platform import database
from tests.bench import bare, measuring
from tests.bench.measuring import Row, Target
from tests.served import Browser, children

SECONDS_OF_A_RATE = 4.0
NO_TARGET = Target()


class NoAnswer(Exception):
    """The page did not answer as it should."""


@dataclass
class Stage:
    """The served site, who can sign in, and a plain connection that sees the measured school."""

    made: Any
    cast: dict
    plain: psycopg.Connection = field(init=False)

    def __post_init__(self) -> None:
        self.plain = psycopg.connect(**database.connect_arguments(self.made, "app"), autocommit=True)
        self.plain.execute(f"SET app.schools = '{self.cast['school']}'")

    @property
    def first(self) -> date:
        return date.fromisoformat(self.cast["month"])

    @property
    def last(self) -> date:
        """The last day of the measured month that is no weekend."""
        day = (self.first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return day - timedelta(days=max(0, day.weekday() - 4))

    @property
    def school_class(self) -> dict:
        return next(each for each in self.cast["classes"] if each["name"] == "4-2")

    def parameters(self, **more) -> dict:
        found = self.school_class
        return {
            "school": self.cast["school"], "year_id": self.cast["year_id"], "class": found["id"],
            "pupil": found["pupils"][2], "pupils": found["pupils"], "session": found["session"],
            "first": self.first, "last": self.last, **more,
        }  # fmt: skip

    def browser(self, session: str) -> Browser:
        return Browser(self.made.port, session)

    def close(self) -> None:
        """End our own connections, which are no part of the site."""
        from django.db import connections

        self.plain.close()
        connections.close_all()

    def bare_ms(self, sql: str, **more) -> float:
        parameters = self.parameters(**more)
        return measuring.median(measuring.times_of(lambda: self.plain.execute(sql, parameters).fetchall()))


@dataclass(frozen=True)
class Page:
    """A page to be read again and again by one person."""

    name: str
    size: str
    session: str
    path: str
    sql: str
    target: Target = NO_TARGET
    form: dict | None = None
    more: dict = field(default_factory=dict)


def pages(stage: Stage) -> list[Page]:
    found, month = stage.school_class, f"{stage.first:%Y-%m}"
    teacher, head = found["session"], stage.cast["principal"]
    register = f"/registers/{found['id']}"
    year, pupil = stage.cast["year"], found["pupils"][2]
    return [
        Page("class day form", "25 pupils", teacher, f"{register}/{stage.last}/", bare.CLASS_DAY,
             Target(ms=20, queries=8), more={"first": stage.last}),
        Page("class month grid", "25 pupils", teacher, f"{register}/{month}/", bare.CLASS_MONTH,
             Target(ms=40, queries=10)),
        Page("whole-school month grid", "1,000 pupils", head, f"/registers/school/{month}/", bare.SCHOOL_MONTH,
             Target(ms=120)),
        Page("month totals", "40 classes", head, f"/attendance-statistics/{month}/", bare.MONTH_TOTALS, Target(ms=25)),
        Page("year totals per pupil", "1,000 pupils", head, f"/attendance-statistics/years/{year}/", bare.YEAR_TOTALS,
             Target(ms=60)),
        Page("one pupil's year", "190 days", teacher, f"/students/{pupil}/attendance/", bare.PUPIL_YEAR, Target(ms=20)),
        Page("list of pupils, a page", "50 of 1,000", head, "/students/", bare.LIST, Target(ms=30), more={"most": 50}),
        Page("list of pupils, printed", "1,000 pupils", head, "/students/sheet/", bare.LIST, more={"most": 1000}),
        Page("list of pupils, Excel", "1,000 pupils", head, "/students/excel/", bare.LIST, form={"purpose": "점검"},
             more={"most": 1000}),
        *_register_pages(head),
        Page("first page (obligations)", "homeroom", teacher, "/", bare.OPEN_DUTIES),
        Page("decision helper, a form", "own calendar", teacher, "/helper/absence.ladder/", bare.CALENDAR,
             Target(ms=40, queries=10)),
    ]  # fmt: skip


def _register_pages(head: str) -> list[Page]:
    """문서대장 of many years: read on, and searched."""
    searched = urlencode({"q": "유예"})
    return [
        Page("document register, a page", "50 of 100,000", head, "/document-register/", bare.PAPERS,
             Target(ms=100, queries=10), more={"most": 50, "text": "%"}),
        Page("document register, a search", "in 100,000", head, f"/document-register/?{searched}", bare.PAPERS,
             Target(ms=100, queries=12), more={"most": 50, "text": "%유예%"}),
    ]  # fmt: skip


def pages_of_the_school(stage: Stage) -> list[Page]:
    """What is read off a whole year, of a class and of every class at once."""
    found = stage.school_class
    month, head = f"{stage.first:%Y-%m}", stage.cast["principal"]
    return [
        Page("a class's remarks", "25 pupils, a year", found["session"], f"/attendance-remarks/{found['id']}/",
             bare.REMARKS, Target(ms=100, queries=20)),
        Page("school statistics", "1,000 pupils", head, "/attendance-statistics/", bare.SCHOOL_SUMS,
             Target(ms=150, queries=12)),
        Page("pupils to look at", "1,000 pupils", head, "/attendance-statistics/watch/", bare.YEAR_TOTALS,
             Target(ms=100)),
        Page("checks before a closing", "40 classes", stage.cast["registrar"], f"/register-closings/{month}/",
             bare.SCHOOL_MONTH, Target(ms=250)),
    ]  # fmt: skip


def read_pages(stage: Stage, count: Callable) -> list[Row]:
    return [_read(stage, page, count) for page in (*pages(stage), *pages_of_the_school(stage))]


def _read(stage: Stage, page: Page, count: Callable) -> Row:
    browser, workers = stage.browser(page.session), children(stage.made, "web")
    act = _opened(browser, page)
    row = Row(page.name, page.size, target=str(page.target))
    try:
        act()
    except NoAnswer as problem:
        row.note = f"NOT MEASURED: {problem}"
        return row
    measuring.forget_peaks(workers)
    with Effort(stage) as effort:
        times = measuring.times_of(act)
    row.cpu_ms = effort.for_each(len(times) + measuring.WARM)
    row.median_ms, row.p95_ms = measuring.median(times), measuring.p95(times)
    row.peak_mb = measuring.peak_mb(workers)
    row.ratio = round(row.median_ms / stage.bare_ms(page.sql, **page.more), 1)
    row.queries = count(page.session, page.path, form=page.form)
    row.is_met = Target(page.target.ms, page.target.queries).is_met_by(row)
    return row


class Effort:
    """`with Effort(stage) as effort: …`: what the site's processes that last did meanwhile, all together."""

    def __init__(self, stage: Stage) -> None:
        self.made = stage.made

    def __enter__(self) -> "Effort":
        self.before = measuring.cpu_ms(children(self.made))
        return self

    def __exit__(self, *_: object) -> None:
        after = measuring.cpu_ms(children(self.made))
        self.ms = sum(ms - self.before.get(number, 0) for number, ms in after.items())

    def for_each(self, requests: int) -> float:
        return round(self.ms / requests, 1)


def _opened(browser: Browser, page: Page) -> Callable[[], None]:
    def act() -> None:
        status, _ = browser.get(page.path) if page.form is None else browser.post(page.path, **page.form)
        if status != 200:
            raise NoAnswer(f"{page.path} answered {status} {browser.location}")

    return act


class Saver:
    """A teacher who changes the whole class's day with each save, as the grid's script does."""

    KINDS = ("illness", "other", "authorized")

    def __init__(self, stage: Stage, school_class: dict, day: date) -> None:
        self.browser = stage.browser(school_class["session"])
        self.pupils, self.day = school_class["pupils"], day
        self.path = f"/registers/{school_class['id']}/{day:%Y-%m}/cells/"
        self.kinds = itertools.cycle(self.KINDS)
        self.seen = dict.fromkeys(self.pupils, 0)

    def body(self) -> dict:
        kind = next(self.kinds)
        cells = [
            {"p": pupil, "d": str(self.day), "v": self.seen[pupil], "form": "absence", "kind": kind}
            for pupil in self.pupils
        ]
        return {"key": str(uuid.uuid4()), "cells": cells}

    def learn(self, answer: dict) -> None:
        self.seen |= {cell["p"]: cell["v"] for cell in answer["saved"]}
        self.seen |= {clash["p"]: clash["theirs"]["v"] for clash in answer["conflicts"]}

    def save(self) -> None:
        status, content = self.browser.post_json(self.path, self.body())
        if status not in (200, 409):
            raise NoAnswer(f"{self.path} answered {status}: {content[:300]!r}")
        self.learn(json.loads(content))


def save_a_day(stage: Stage, count: Callable) -> Row:
    target = Target(ms=25, queries=12)
    found, workers = stage.school_class, children(stage.made, "web")
    saver = Saver(stage, found, stage.last)
    saver.save()
    measuring.forget_peaks(workers)
    with Effort(stage) as effort:
        times = measuring.times_of(saver.save)
    row = Row("saving a class's day", "25 pupils", measuring.median(times), measuring.p95(times), target=str(target))
    row.peak_mb, row.cpu_ms = measuring.peak_mb(workers), effort.for_each(len(times) + measuring.WARM)
    row.queries = count(found["session"], saver.path, json=saver.body)
    row.ratio = round(row.median_ms / _bare_save_ms(stage), 1)
    row.is_met = target.is_met_by(row)
    return row


def _bare_save_ms(stage: Stage) -> float:
    forms = itertools.cycle(("absence", "late"))
    user = stage.plain.execute("SELECT id FROM accounts_user LIMIT 1").fetchone()[0]

    def act() -> None:
        stage.plain.execute(bare.SAVE, stage.parameters(form=next(forms), user=user))

    return measuring.median(measuring.times_of(act))


def close_the_school(stage: Stage) -> Row:
    """A month of every class closed in one go; done once, after everything that writes into the month."""
    target, path = Target(ms=2000), f"/register-closings/{stage.first:%Y-%m}/"
    registrar = stage.browser(stage.cast["registrar"])
    begun = time.perf_counter()
    with Effort(stage) as effort:
        status, _ = registrar.post(path, with_warnings="1", key=str(uuid.uuid4()))
    if status != 200:
        raise NoAnswer(f"{path} answered {status}")
    row = Row("closing a month of the school", "40 classes", (time.perf_counter() - begun) * 1000, target=str(target))
    row.cpu_ms, row.is_met = effort.for_each(1), target.is_met_by(row)
    return row


def eight_at_once(stage: Stage) -> Row:
    """Eight teachers, each of his own class, each saving as soon as the last save was answered."""
    target = Target(per_second=60)
    savers = [Saver(stage, each, stage.last) for each in stage.cast["classes"][8:16]]
    for saver in savers:
        saver.save()
    with Effort(stage) as effort:
        times, rate = _all_at_once([saver.save for saver in savers])
    row = Row("eight teachers saving at once", "8 x 25 pupils", measuring.median(times), measuring.p95(times))
    row.per_second, row.cpu_ms, row.target = rate, effort.for_each(len(times)), str(target)
    row.is_met = target.is_met_by(row)
    return row


def lightest_page(stage: Stage, count: Callable) -> Row:
    """The signed-in page with the least on it, over eight connections."""
    target, path = Target(per_second=250), "/account/sessions/"
    found = stage.cast["classes"][:8]
    readers = [_opened(stage.browser(each["session"]), Page("", "", "", path, "")) for each in found]
    for read in readers:
        read()
    with Effort(stage) as effort:
        times, rate = _all_at_once(readers)
    row = Row("lightest signed-in page", "8 connections", measuring.median(times), measuring.p95(times))
    row.per_second, row.cpu_ms, row.target = rate, effort.for_each(len(times)), str(target)
    row.queries = count(stage.school_class["session"], path)
    row.is_met = target.is_met_by(row)
    return row


def decision_by_http(stage: Stage) -> Row:
    """A decision asked by another system: nobody signed in, no database. Few times, within what one address may ask."""
    target, case = Target(ms=15), {"basis": "normal", "total_days": 190, "attended": 126, "school_year": 2024}
    asker, path = stage.browser(""), "/api/v1/decisions/completion.required"

    def ask() -> None:
        status, _ = asker.post_json(path, case)
        if status != 200:
            raise NoAnswer(f"{path} answered {status}")

    times = measuring.times_of(ask, 30, 3)
    row = Row("decision over HTTP", "one case", measuring.median(times), measuring.p95(times), target=str(target))
    row.is_met = target.is_met_by(row)
    return row


def _all_at_once(acts: list[Callable[[], None]]) -> tuple[list[float], float]:
    """Milliseconds of every act, and how many were done in a second."""
    times: list[float] = []
    begun = time.perf_counter()

    def go_on(act: Callable[[], None]) -> None:
        while time.perf_counter() < begun + SECONDS_OF_A_RATE:
            started = time.perf_counter()
            act()
            times.append((time.perf_counter() - started) * 1000)

    threads = [threading.Thread(target=go_on, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, round(len(times) / (time.perf_counter() - begun), 1)
