"""Killing parts of a served site at chosen moments, and people who go on working meanwhile."""

import http.client
import json
import os
import random
import signal
import threading
import time
import uuid
from dataclasses import dataclass, field
from itertools import pairwise

import psycopg
from tests.served import Browser, children, database_processes

from hakjeok_web.platform import embedded
from hakjeok_web.platform.processes import MOST_FALLS, STEADY_SECONDS

PATIENCE = 90.0  # seconds that a person goes on trying
# A kill that is not heard of yet, a server that falls with its workers, and a start while the database is away.
FALLS_TO_COME = 3
LABELS = {"web": "웹 서버", "worker": "작업 처리기", "postmaster": "데이터베이스"}


class Killer:
    """SIGKILL for one part after the other.

    The supervisor gives up on a part that falls again and again right after its start, as it should. So a part that
    has fallen often is left alone until it stood for a while.
    """

    def __init__(self, started, seed):
        self.started, self.made, self.chance = started, started.made, random.Random(seed)
        self.kills = dict.fromkeys(("web", "web worker", "postmaster", "backend", "worker"), 0)
        self.falls = {name: [] for name in LABELS}  # moments at which the supervisor has started a part again
        self.heard = 0

    @property
    def count(self):
        return sum(self.kills.values())

    def kill_one(self, *names):
        """Kill one of the named parts (of all) that may be killed now; its name, or None where nothing was there."""
        self._listen()
        may_fall = [name for name in names or self.kills if self._may_fall(name)]
        return self.kill(self.chance.choice(may_fall)) if may_fall else None

    def kill(self, name):
        assert self.started.process.poll() is None, self.started.said
        numbers = self._processes(name)
        if not numbers:
            return None
        try:
            os.kill(self.chance.choice(numbers), signal.SIGKILL)
        except ProcessLookupError:
            return None
        self.kills[name] += 1
        return name

    def _processes(self, name):
        if name in ("postmaster", "backend"):
            return database_processes(self.made)[name == "backend"]
        if name == "worker":
            return children(self.made, "worker")
        web = sorted(children(self.made, "web"))
        return web[:1] if name == "web" else web[1:]

    def _may_fall(self, name):
        """A fallen database takes the worker along, and two workers of the web server at once take the server."""
        along = {"postmaster": ("postmaster", "worker"), "backend": ("worker",), "web worker": ("web",)}
        felled = along.get(name, (name,))
        return all(self._has_patience_with(part) for part in felled)

    def _has_patience_with(self, part):
        """Whether the last falls were few, or the part has stood since."""
        row = 0
        for earlier, later in pairwise([*self.falls[part], time.monotonic()]):
            row = 0 if later - earlier > STEADY_SECONDS + 1 else row + 1
        return row < MOST_FALLS - FALLS_TO_COME

    def _listen(self):
        said = self.started.said
        for line in said[self.heard :].splitlines():
            for part, label in LABELS.items():
                if line == f"멈춘 것을 다시 시작합니다: {label}":
                    self.falls[part].append(time.monotonic())
        self.heard = len(said)


def insisting(act, seconds=PATIENCE):
    """Repeat an act until it gets an answer other than a failure of the server; that answer."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            status, content = act()
            if status < 500:
                return status, content
        except (OSError, http.client.HTTPException):
            pass
        assert time.monotonic() < deadline, "no answer in time"
        time.sleep(0.05)


class Person:
    """Somebody at a browser who tries again when the connection breaks."""

    def __init__(self, made, session):
        self.made, self.session = made, session
        self.browser = Browser(made.port, session, seconds=20)

    def insist(self, act):
        """`act` gets a browser; a new one after each failure."""

        def once():
            try:
                return act(self.browser)
            except (OSError, http.client.HTTPException):
                self.browser.close()
                self.browser = Browser(self.made.port, self.session, seconds=20)
                raise

        return insisting(once)


@dataclass
class Confirmed:
    """A cell whose saving was confirmed: what it became, and in which version of the month."""

    pupil: str
    day: str
    form: str
    kind: str
    version: int


@dataclass
class Teacher(threading.Thread):
    """Changes random cells of his class, one act at a time, each under a number of its own, and notes the answers."""

    made: object
    school_class: dict
    days: list
    seed: int
    stop: threading.Event
    confirmed: list = field(default_factory=list)
    problem: str = ""

    def __post_init__(self):
        super().__init__(daemon=True)
        self.person = Person(self.made, self.school_class["session"])
        self.chance = random.Random(self.seed)
        self.cells = {}

    def __hash__(self):
        return id(self)

    def run(self):
        try:
            while not self.stop.is_set():
                self.act()
        except Exception as error:  # noqa: BLE001 - told by the test, which would otherwise not hear of it
            self.problem = repr(error)

    def act(self):
        """One to five cells, sent again under the same number until there is an answer."""
        pupils = self.chance.sample(self.school_class["pupils"], self.chance.randint(1, 5))
        day = self.chance.choice(self.days)
        body = {"key": str(uuid.uuid4()), "cells": [self._cell(pupil, day) for pupil in pupils]}
        path = f"/registers/{self.school_class['id']}/{day[:7]}/cells/"
        status, content = self.person.insist(lambda browser: browser.post_json(path, body))
        answer = json.loads(content)
        if status != 200:
            raise AssertionError(f"{status}: {content.decode()[:300]}")
        for cell in answer["saved"]:
            kept = Confirmed(cell["p"], cell["d"], cell["form"], cell["kind"], cell["v"])
            self.cells[kept.pupil, kept.day] = kept
            self.confirmed.append(kept)
        assert len(answer["saved"]) == len(pupils)

    def _cell(self, pupil, day):
        known = self.cells.get((pupil, day))
        forms = [form for form in ("absence", "late", "early_leave") if known is None or form != known.form]
        kind = self.chance.choice(("illness", "unexcused", "other"))
        seen = known.version if known else 0
        return {"p": pupil, "d": day, "v": seen, "form": self.chance.choice(forms), "kind": kind}


class Witness:
    """What stands in the tables, read past row security by the one account that may."""

    def __init__(self, made):
        self.dsn = embedded.address(made.postgres_directory).dsn("superuser", "hakjeok")

    def rows(self, sql, *parameters, seconds=PATIENCE):
        """The rows of a query; a database that is being mended is waited for."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                with psycopg.connect(**self.dsn, connect_timeout=5) as connection:
                    return connection.execute(sql, parameters).fetchall()
            except psycopg.OperationalError:
                assert time.monotonic() < deadline, "the database did not come back"
                time.sleep(0.05)

    def number(self, sql, *parameters):
        return self.rows(sql, *parameters)[0][0]
