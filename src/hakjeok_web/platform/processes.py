"""The processes of a running site (프로세스): start, listen, notice their end, start again, stop."""

from __future__ import annotations

import os
import selectors
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

STEADY_SECONDS = 10
MOST_FALLS = 5
PAUSE_SECONDS = 0.5
# Few heaps for the many threads of a process: what one has used, another uses next (glibc).
ENVIRONMENT = {"PYTHONUNBUFFERED": "1", "MALLOC_ARENA_MAX": "2"}


class GaveUp(Exception):
    """A process ended again and again right after its start."""


class Child:
    """One process of the site. It is started again when it ends, unless it keeps falling."""

    def __init__(self, name: str, label: str, start: Callable[[], subprocess.Popen[bytes] | None]) -> None:
        self.name, self.label = name, label
        self._start = start
        self.process: subprocess.Popen[bytes] | None = None
        self.started_at = 0.0
        self.falls = 0

    def start(self) -> None:
        self.started_at = time.monotonic()
        self.process = self._start()

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def start_again(self) -> None:
        self.falls = 1 if time.monotonic() - self.started_at > STEADY_SECONDS else self.falls + 1
        if self.falls > MOST_FALLS:
            raise GaveUp(f"{MOST_FALLS}번 잇따라 시작하지 못했습니다: {self.label}\n위의 기록에서 까닭을 찾아 주세요.")
        time.sleep(PAUSE_SECONDS * (self.falls - 1))
        self.start()

    def tell(self, number: int) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)

    def wait(self, seconds: float) -> None:
        """Wait for the end; what does not end in time is killed."""
        if self.process is None:
            return
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def start_python(*arguments: str, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start another process of this program; it ends with this one.

    It has its own session, so that Ctrl-C at the terminal reaches the supervisor alone, which stops in order.
    """
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "hakjeok_web.platform", *arguments],
        env=os.environ | ENVIRONMENT | environment | {"HAKJEOK_PARENT": str(os.getpid())},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=Path.cwd(),
        start_new_session=True,
    )


class Output:
    """Passes the children's lines on, each with the name of its process before it."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write
        self._selector = selectors.DefaultSelector()

    def follow(self, child: Child) -> None:
        stream = child.process.stdout if child.process else None
        if stream is not None:
            os.set_blocking(stream.fileno(), False)
            self._selector.register(stream, selectors.EVENT_READ, [child.name, b""])

    def pass_on(self, seconds: float) -> None:
        """Wait up to `seconds` for something to arrive, and pass it on."""
        if not self._selector.get_map():
            time.sleep(seconds)
            return
        for key, _ in self._selector.select(seconds):
            arrived = os.read(key.fd, 65536)
            *lines, rest = (key.data[1] + arrived).split(b"\n")
            for line in lines if arrived else [rest] * bool(rest):
                self._write(f"{key.data[0]:>6} | {line.decode(errors='replace').rstrip()}")
            key.data[1] = rest
            if not arrived:
                self._selector.unregister(key.fileobj)
