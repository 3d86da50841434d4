"""Take the pictures of the user guide: `python -m tools.guide_pictures` on a school day.

A demonstration school of invented people is opened in a temporary folder, a few things are done in it as its people do
them, and what they see is written into docs/guide/pictures.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from hakjeok_web.platform import site

PROJECT = Path(__file__).resolve().parents[1]
PICTURES = PROJECT / "docs" / "guide" / "pictures"
OPENED = "멈추려면 Ctrl-C"
SECONDS_TO_START = 120
DESK, PHONE = (1440, 900), (390, 844)
SETTLED = 700  # milliseconds until a saved cell has been answered


@contextmanager
def demonstration() -> Iterator[str]:
    """The address of a demonstration school that lives as long as the block."""
    with tempfile.TemporaryDirectory(prefix="hakjeok-guide-") as folder:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        path = Path(folder) / "site.toml"
        site.create(path, kind="demo", name="학적 시범 사이트", school="한빛초등학교", port=port)
        log = Path(folder) / "said.log"
        server = _serve(path, log)
        try:
            _wait_until_open(server, log)
            yield f"http://localhost:{port}"
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(SECONDS_TO_START)


def _serve(path: Path, log: Path) -> subprocess.Popen:
    command = [sys.executable, "-m", "hakjeok_web.platform", "serve", "--site", str(path)]
    with log.open("wb") as said:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, cwd=PROJECT)  # noqa: S603


def _wait_until_open(server: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while OPENED not in log.read_text(encoding="utf-8"):
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(log.read_text(encoding="utf-8"))
        time.sleep(0.2)


class Camera:
    """Signs people in and takes pictures of what they see."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser, self._address = browser, address

    def sign_in(self, name: str, size: tuple[int, int] = DESK) -> Page:
        page = self.stranger(size)
        self.go(page, "/demo/")
        page.get_by_role("button", name=name).first.click()
        page.wait_for_url(lambda url: "/demo/" not in url)
        return page

    def stranger(self, size: tuple[int, int] = DESK) -> Page:
        width, height = size
        context = self._browser.new_context(locale="ko-KR", viewport={"width": width, "height": height})
        return context.new_page()

    def go(self, page: Page, path: str) -> None:
        page.goto(path if path.startswith("http") else self._address + path)

    def take(self, page: Page, name: str, path: str = "") -> None:
        if path:
            self.go(page, path)
        page.wait_for_timeout(SETTLED)
        page.screenshot(path=PICTURES / f"{name}.png", animations="disabled", caret="hide")


def of_homeroom(camera: Camera) -> None:
    """담임: the day, the two at once, the month, the absence."""
    page = camera.sign_in("김담임")
    camera.take(page, "todo", "/")
    camera.go(page, "/absence-cases/")
    page.get_by_role("link", name="4-2 7번").click()
    camera.take(page, "case")
    page.get_by_role("link", name="내교 통지서(2-3) 만들기").click()
    camera.take(page, "notice")
    _of_phone(camera)
    camera.take(page, "register", "/registers/")
    _of_two_at_once(camera, page)
    camera.go(page, "/register-closings/")
    page.get_by_role("navigation", name="달", exact=True).get_by_role("link").nth(_last_finished(page)).click()
    page.get_by_role("link", name="4학년 2반").click()
    camera.take(page, "closing")
    page.get_by_role("button", name="마감", exact=True).click()
    page.locator("dialog[open]").get_by_role("button", name="마감").click()
    page.wait_for_timeout(SETTLED)


def _last_finished(page: Page) -> int:
    """The place of the month before the one that is shown first."""
    links = page.get_by_role("navigation", name="달", exact=True).get_by_role("link").all()
    return [link.get_attribute("aria-current") for link in links].index("page") - 1


def _of_phone(camera: Camera) -> None:
    page = camera.sign_in("김담임", PHONE)
    camera.go(page, "/registers/")
    page.locator(".hj-days-phone a[aria-current]").click()
    camera.take(page, "day-phone")
    page.locator("li.hj-pupil").nth(2).click()
    camera.take(page, "day-sheet-phone")
    page.locator("[data-sheet-kind=illness]").click()
    page.wait_for_timeout(SETTLED)


def _of_two_at_once(camera: Camera, first: Page) -> None:
    """Both opened the month before either wrote; the second is asked."""
    second = camera.sign_in("김담임")
    camera.go(second, "/registers/")
    for page, key in ((first, "1"), (second, "2")):
        page.locator("tbody tr").nth(8).locator("td[role=gridcell]").nth(0).click()
        page.keyboard.press(key)
        page.wait_for_timeout(SETTLED)
    camera.take(second, "conflict")


def of_registrar(camera: Camera) -> None:
    """학적 담당: calendar, roster, pupil, ledger, cases, counts."""
    page = camera.sign_in("정학적")
    camera.go(page, "/settings/")
    page.get_by_role("link", name="학사일정", exact=True).first.click()
    camera.take(page, "calendar")
    camera.go(page, "/imports/")
    page.set_input_files("input[type=file]", PROJECT / "samples" / "roster-messy.xlsx")
    page.get_by_role("button", name="올려서 미리 보기").click()
    camera.take(page, "import")
    camera.go(page, "/students/?class=4-2")
    page.locator("#list th a").first.click()
    camera.take(page, "pupil")
    page.get_by_role("link", name="학적변동", exact=True).click()
    camera.take(page, "changes")
    camera.take(page, "cases", "/absence-cases/")
    camera.take(page, "statistics", "/attendance-statistics/")


def of_heads(camera: Camera) -> None:
    """교감: the school's obligations, and a month to be reopened."""
    page = camera.sign_in("한교감")
    camera.take(page, "todo-school", "/?view=school")
    camera.go(page, "/register-closings/")
    page.get_by_role("navigation", name="달", exact=True).get_by_role("link").nth(_last_finished(page)).click()
    page.get_by_role("link", name="4학년 2반").click()
    camera.take(page, "reopening")


def of_administrator(camera: Camera) -> None:
    """학교권한관리자: people, the log, and what a new colleague sees first."""
    page = camera.sign_in("권관리")
    camera.take(page, "staff", "/settings/staff/")
    camera.take(page, "access-log", "/access-log/")
    camera.go(page, "/settings/staff/new/")
    page.get_by_label("성명").fill("나새로")
    page.get_by_label("아이디").fill("nasaero")
    page.get_by_role("button", name="교직원 등록").click()
    link = page.locator(".hj-link-once").inner_text()
    camera.take(camera.stranger(), "enrol", link)


def of_anybody(camera: Camera) -> None:
    """판정 도우미: a question with its answer, by a stranger."""
    page = camera.stranger()
    camera.go(page, "/helper/completion.required/")
    page.get_by_label("계속 재학").check()
    page.locator("[name='total_days']").fill("191")
    page.locator("[name='attended']").fill("127")
    page.locator("[name='school_year']").fill("2024")
    page.get_by_role("button", name="판정하기").click()
    page.locator(".hp-result").wait_for()
    page.evaluate("scrollTo(0, 0)")
    camera.take(page, "helper")


def _browser_path() -> str | None:
    """The browser that the tests were set up with, else the machine's."""
    found = (os.environ.get("HAKJEOK_CHROMIUM"), PROJECT / "var" / "chromium" / "chromium", shutil.which("chromium"))
    return next((str(path) for path in found if path and Path(path).exists()), None)


def main() -> None:
    """Take every picture anew."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for path in PICTURES.glob("*.png"):
        path.unlink()
    with demonstration() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_browser_path(), args=["--no-sandbox"])
        camera = Camera(browser, address)
        for take in (of_homeroom, of_registrar, of_heads, of_administrator, of_anybody):
            take(camera)
        browser.close()


if __name__ == "__main__":
    main()
