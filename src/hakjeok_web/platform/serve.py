"""`hakjeok serve` (서버 실행): one program in the foreground that runs database, web server and worker.

It stays small: Django and the database driver are loaded by its children only.
"""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from hakjeok_web.platform import embedded, safety, site
from hakjeok_web.platform.processes import Child, GaveUp, Output, start_python
from hakjeok_web.platform.schema import Stamp, fingerprint
from hakjeok_web.platform.site import ADDRESS, Site, SiteError

LOOK_SECONDS = 0.25
PROBE_SECONDS = 5.0
STOP_SECONDS = 10.0
DATABASE_STOP_SECONDS = 60.0
PORT_SECONDS = 3.0
NEXT_PORTS = 20
ANSWER_SECONDS = 60.0


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def serve(path: Path, *, port: int | None = None) -> int:
    """Run the site of `path` until Ctrl-C or SIGTERM; the return value is the exit code."""
    os.environ["HAKJEOK_SITE"] = str(path)
    if port:
        os.environ["HAKJEOK_PORT"] = str(port)
    found = _site(path)
    _refuse_weak(found)
    with _alone(found):
        chosen = _free_port(found, asked=port)
        os.environ["HAKJEOK_PORT"] = str(chosen)
        return Supervisor(site.current()).run()


def _site(path: Path) -> Site:
    if path.exists():
        return site.current()
    if path == site.demo_path():
        return site.create_demo(path)
    from hakjeok_web.platform.new_site import create_interactively

    return create_interactively(path, say=say)


def _refuse_weak(found: Site) -> None:
    weak = safety.weaknesses(found)
    if weak:
        listed = "\n".join(f"- {sentence}" for sentence in weak)
        raise SiteError(f"설정이 안전하지 않아 시작하지 않습니다. ({found.path})\n{listed}")


@contextmanager
def _alone(found: Site) -> Iterator[None]:
    """Hold the site: a second `serve` of the same site is refused, a killed one is forgotten by the kernel."""
    with (found.directory / "serve.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SiteError(
                f"이 사이트는 이미 실행 중입니다. ({found.path})\n"
                "그 창에서 Ctrl-C로 멈춘 뒤 다시 시작하거나, 그 주소로 접속해 주세요."
            ) from None
        yield


def _free_port(found: Site, *, asked: int | None) -> int:
    """The site's port. The demonstration may move on to the next free one; a real site's address must not change."""
    if _is_free(found.bind, found.port, seconds=PORT_SECONDS):
        return found.port
    if found.is_demo and asked is None:
        for other in range(found.port + 1, found.port + NEXT_PORTS):
            if _is_free(found.bind, other):
                say(f"{found.port}번 포트는 다른 프로그램이 쓰고 있어 {other}번을 씁니다.")
                return other
    raise SiteError(
        f"{found.port}번 포트는 다른 프로그램이 쓰고 있습니다. (port {found.port} is in use)\n"
        "그 프로그램을 멈추거나 `make run PORT=다른번호`로 시작해 주세요."
    )


def _is_free(host: str, port: int, *, seconds: float = 0.0) -> bool:
    deadline = time.monotonic() + seconds
    while True:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
                probe.listen(1)
                return True
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise SiteError(f"{host}:{port}에서 접속을 받을 수 없습니다: {error.strerror}") from None
        if time.monotonic() >= deadline:
            return False
        time.sleep(0.1)


class Stopped(Exception):
    """The person asked to stop before the site was open."""


class Supervisor:
    """Starts the parts of one site in order, keeps them running, and stops them in the opposite order."""

    def __init__(self, found: Site) -> None:
        self.site = found
        self.output = Output(say)
        self.is_stopping = False
        self.server = None if found.uses_external_database else embedded.address(found.postgres_directory)
        self.database = Child("db", "데이터베이스", self._start_database)
        self.web = Child("web", "웹 서버", self._start_web)
        self.worker = Child("worker", "작업 처리기", self._start_worker)
        self.probed_at = time.monotonic()

    def run(self) -> int:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        try:
            self._open()
            while not self.is_stopping:
                self.output.pass_on(LOOK_SECONDS)
                self._mend()
        except Stopped:
            return 0
        except (GaveUp, SiteError) as error:
            say(str(error))
            return 1
        finally:
            self._close()
        return 0

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.is_stopping = True

    def _open(self) -> None:
        if self.server is not None:
            self.database.start()
        self._update_database()
        self._start(self.web)
        self._wait_for_answer()
        self._start(self.worker)  # not at the same time: people wait for the web server
        if not self.is_stopping:
            self._welcome()

    def _start(self, child: Child) -> None:
        if not self.is_stopping:
            child.start()
            self.output.follow(child)

    def _start_database(self) -> subprocess.Popen[bytes] | None:
        assert self.server is not None  # noqa: S101  (only an embedded one is started)
        return embedded.take_over(self.server, durable=self.site.durable)

    def _start_web(self) -> subprocess.Popen[bytes]:
        return start_python("web", self.site.bind, str(self.site.port), environment={"HAKJEOK_DB_POOL": "4"})

    def _start_worker(self) -> subprocess.Popen[bytes]:
        return start_python("worker", environment={})

    # --- Before opening

    def _update_database(self) -> None:
        """Bring the tables up to date, and fill a new database; quick when nothing is to be done."""
        wanted, tables = fingerprint(), Stamp(self.site, "tables")
        if not tables.says(wanted):
            if self.site.uses_external_database:
                self._command("check_database")
            say("데이터베이스 구조를 갱신합니다.")
            self._command("migrate", "--noinput", "--verbosity=0", role="owner")
            tables.write(wanted)
        filled, command = Stamp(self.site, "filled"), "load_demo" if self.site.is_demo else "bootstrap_site"
        if not filled.says(command) and not self.is_stopping:
            say("시범 자료를 넣습니다." if self.site.is_demo else "첫 관리자의 등록 주소를 만듭니다.")
            self._command(command)
            filled.write(command)
            if not self.site.is_demo:
                say(f"링크를 잃었으면 `make link SITE='{self.site.path}'`로 다시 만들어 주세요.")

    def _command(self, *arguments: str, role: str = "app") -> None:
        """Run a Django command to its end; its output goes straight to the terminal."""
        name = "check-database" if arguments == ("check_database",) else "manage"
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "hakjeok_web.platform", name, *(arguments if name == "manage" else ())],
            env=os.environ | {"HAKJEOK_DB_ROLE": role, "HAKJEOK_PARENT": str(os.getpid())},
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        while process.poll() is None:
            if self.is_stopping:
                process.terminate()
                process.wait()
                raise Stopped
            time.sleep(0.05)
        if process.returncode:
            raise SiteError(f"`{arguments[0]}` 명령이 실패했습니다. 위의 기록에서 까닭을 찾아 주세요.")

    def _wait_for_answer(self) -> None:
        """Wait until the web server takes connections, so that the printed address works when it is read."""
        deadline = time.monotonic() + ANSWER_SECONDS
        while not self.is_stopping and time.monotonic() < deadline:
            self.output.pass_on(0.05)
            if self.web.has_ended():
                return
            with socket.socket() as probe:
                if probe.connect_ex((self._probe_host(), self.site.port)) == 0:
                    return

    def _probe_host(self) -> str:
        return "127.0.0.1" if self.site.bind == "0.0.0.0" else self.site.bind  # noqa: S104

    def _welcome(self) -> None:
        say(f"\n열었습니다: {self.site.name}  {self.site.address}")
        for line in _who_can_sign_in(self.site):
            say(f"  {line}")
        say("멈추려면 Ctrl-C를 눌러 주세요.\n")

    # --- While open

    def _mend(self) -> None:
        for child in (self.database, self.web, self.worker):
            if not self.is_stopping and child.has_ended():
                self._start_again(child)
        self._mend_shared_database()

    def _start_again(self, child: Child) -> None:
        """Start a part that has ended. One that ends while it starts is tried again, until the child gives up."""
        say(f"멈춘 것을 다시 시작합니다: {child.label}")
        try:
            child.start_again()
            self.output.follow(child)
        except SiteError as error:
            say(str(error))

    def _mend_shared_database(self) -> None:
        """A server that some other program had started is not our child: ask whether it still answers."""
        is_shared = self.server is not None and self.database.process is None
        if not is_shared or self.is_stopping or time.monotonic() - self.probed_at < PROBE_SECONDS:
            return
        self.probed_at = time.monotonic()
        if self.server is not None and not embedded.is_up(self.server):
            self._start_again(self.database)

    # --- Closing

    def _close(self) -> None:
        say("멈추는 중입니다.")
        for child in (self.web, self.worker):
            child.tell(signal.SIGTERM)
        for child in (self.web, self.worker):
            child.wait(STOP_SECONDS)
        self.output.pass_on(0)
        self.database.tell(signal.SIGINT)
        self.database.wait(DATABASE_STOP_SECONDS)
        if self.server is not None:
            embedded.leave(self.server)
        say("멈췄습니다.")


def _who_can_sign_in(found: Site) -> list[str]:
    """Asked once, in a process that loads the database driver, then remembered beside the data."""
    if not found.is_demo:
        return []
    remembered = Stamp(found, "people")
    if not remembered.path.exists():
        asked = [sys.executable, "-m", "hakjeok_web.platform", "people"]
        done = subprocess.run(asked, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603
        if done.returncode:
            return []
        remembered.write(done.stdout)
    lines = remembered.path.read_text().splitlines()
    return [line.replace(ADDRESS, found.address) for line in lines]
