"""The real web server on a database of its own, and a real browser in front of it."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from urllib.parse import quote

import pytest
from playwright.sync_api import sync_playwright
from tests import conftest as databases
from tests.journeys import stage

SECONDS_TO_START = 60
pytest.register_assert_rewrite("tests.journeys.readable")  # a failure there says what axe has found


@pytest.fixture(scope="session")
def open_site(postgres, clone_database, django_db_blocker):
    """A context manager: `with open_site("name", seed) as address` serves what the function `seed` has made.

    `at` is the moment at which the site lives; left out, it is now.
    """

    @contextmanager
    def opened(name, seed, at=""):
        database = clone_database(f"hakjeok_{name}_{os.getpid()}")
        with django_db_blocker.unblock(), ThreadPoolExecutor(1) as thread:  # the browser's loop forbids it in this one
            thread.submit(_seed, postgres, database, seed).result()
        with served_again(postgres, database, at=at) as address:
            yield address

    return opened


@contextmanager
def served_again(postgres, database, *, at=""):
    """The real web server on a database that is there already, at another moment; yields its address."""
    port = _free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "hakjeok_web.platform", "web", "127.0.0.1", str(port)],
        env=os.environ | _database_in_environment(postgres, database) | (stage.clock_at(at) if at else {}),
        cwd=databases.PROJECT,
    )
    try:
        _wait_for(port, server)
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture(scope="session")
def served_site(tmp_path_factory):
    """The address of the real program, on a site of its own with a full school and a new one (`stage`)."""
    with stage.served(tmp_path_factory.mktemp("served")) as address:
        yield address


@pytest.fixture(scope="module")  # its event loop must not outlive the browser tests of the worker
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser):
    """A page of a fresh browser; anything its console complains about is kept in `page.complaints`."""
    context = browser.new_context(locale="ko-KR", viewport={"width": 1440, "height": 900})
    page = _listened_to(context.new_page())
    yield page
    context.close()


@pytest.fixture
def person(site, browser):
    """A function that signs somebody of the module's `site` in, at a desk, on a tablet or on a phone.

    Each page keeps what its console complains about in `page.complaints`.
    """
    contexts = []

    def sign_in(name, width=1440):
        context = browser.new_context(locale="ko-KR", base_url=site, viewport={"width": width, "height": 900})
        contexts.append(context)
        page = _listened_to(context.new_page())
        page.goto("/demo/")
        page.get_by_role("button", name=name).click()
        return page

    yield sign_in
    for context in contexts:
        context.close()


def _listened_to(page):
    page.complaints = []
    page.on("console", lambda message: message.type == "error" and page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


def _chromium() -> str:
    """The browser named by HAKJEOK_CHROMIUM, else the one that `make setup-test` made ready."""
    return os.environ.get("HAKJEOK_CHROMIUM") or str(databases.PROJECT / "var" / "chromium" / "chromium")


def _seed(postgres, database, seed):
    from django.db import connections, transaction

    before = dict(connections["default"].settings_dict)
    databases._use(postgres, "app", database)
    try:
        with transaction.atomic():
            seed()
    finally:
        connections.close_all()
        connections["default"].settings_dict.update(before)


def _database_in_environment(postgres, database):
    return {
        "DATABASE_URL": _url(postgres.dsn("app", database)),
        "DATABASE_OWNER_URL": _url(postgres.dsn("owner", database)),
    }


def _url(dsn):
    socket_directory = quote(str(dsn["host"]), safe="")
    return f"postgresql://{dsn['user']}:{quote(dsn['password'])}@/{dsn['dbname']}?host={socket_directory}&port={dsn['port']}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(port, server):
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        assert server.poll() is None, "the web server ended"
        try:
            urllib.request.urlopen(f"http://localhost:{port}/sign-in/", timeout=5)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the web server did not answer")
