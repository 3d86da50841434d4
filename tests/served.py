"""The real program, started as people start it: `serve` on a site of its own, its processes, and a small client."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from hakjeok_web.platform import embedded, site

SECONDS = 60
OPENED = "멈추려면 Ctrl-C"
PROJECT = Path(__file__).resolve().parents[1]
CSRF = "r4nD0mButF1xedT0kenOf32Letters00"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(**more):
    """The environment of a person who has just opened a terminal."""
    named = (*site.OVERRIDES, "HAKJEOK_SITE", "HAKJEOK_DB_ROLE", "DJANGO_SETTINGS_MODULE")
    return {name: value for name, value in os.environ.items() if name not in named} | more


class Serving:
    """A started `serve` and what it has said so far."""

    def __init__(self, made, *options):
        self.log = made.directory / "said.log"
        self.made = made
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "hakjeok_web.platform", "serve", "--site", str(made.path), *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=environment(),
                cwd=PROJECT,
            )

    @property
    def said(self):
        return self.log.read_text()

    def wait_for(self, text):
        wait_until(lambda: text in self.said or self.process.poll() is not None)
        assert text in self.said, self.said


def wait_until(is_so, seconds=SECONDS):
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


@contextmanager
def serving(made, *options):
    started = Serving(made, *options)
    try:
        started.wait_for(OPENED)
        yield started
    finally:
        started.process.send_signal(signal.SIGINT)
        started.process.wait(SECONDS)


def children(made, command=""):
    """Numbers of the living processes of a site: its own name is in their environment, or they work in its cluster."""
    mark = f"HAKJEOK_SITE={made.path}".encode()
    ours = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit() and _has(entry, mark, command)]
    return ours + embedded._processes_in(made.postgres_directory / "cluster") * (not command)


def _has(entry, mark, command):
    try:
        words = (entry / "cmdline").read_bytes().split(b"\0")
        return mark in (entry / "environ").read_bytes().split(b"\0") and (not command or command.encode() in words)
    except OSError:
        return False


def supervisors(made):
    """Numbers of the programs that serve the site: `serve` with its file in their command line."""
    return [
        int(entry.name)
        for entry in Path("/proc").iterdir()
        if entry.name.isdigit() and {b"serve", str(made.path).encode()} <= _words(entry)
    ]


def _words(entry):
    try:
        return set((entry / "cmdline").read_bytes().split(b"\0"))
    except OSError:
        return set()


def database_processes(made):
    """Numbers of the postmasters of a site (one), and of the processes that work for its programs."""
    numbers = embedded._processes_in(made.postgres_directory / "cluster")
    masters = [number for number in numbers if _parent(number) not in numbers]
    return masters, [number for number in numbers if any(b"hakjeok_app" in word for word in _words(_proc(number)))]


def _proc(number):
    return Path(f"/proc/{number}")


def _parent(number):
    try:
        return int(Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


class Browser:
    """A signed-in browser over one kept connection. Cookies are sent as they are: `Secure` is for the road outside."""

    def __init__(self, port, session, *, seconds=SECONDS):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)
        self.headers = {"Cookie": f"__Host-hakjeok={session}; __Host-hakjeok-csrf={CSRF}", "X-CSRFToken": CSRF}
        self.location = ""

    def get(self, path):
        return self.send("GET", path)

    def post(self, path, **fields):
        return self.send("POST", path, urlencode(fields, doseq=True).encode(), "application/x-www-form-urlencoded")

    def post_json(self, path, body):
        return self.send("POST", path, json.dumps(body).encode(), "application/json")

    def post_file(self, path, name, content):
        boundary = "----------------------------hakjeok"
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        body = head.encode() + content + f"\r\n--{boundary}--\r\n".encode()
        return self.send("POST", path, body, f"multipart/form-data; boundary={boundary}")

    def send(self, method, path, body=None, content_type=None):
        """Status and body; the address of a redirection is in `location`."""
        typed = {"Content-Type": content_type} if content_type else {}
        self.connection.request(method, path, body, self.headers | typed)
        answer = self.connection.getresponse()
        content = answer.read()
        self.location = answer.headers.get("Location", "")
        return answer.status, content

    def close(self):
        self.connection.close()
