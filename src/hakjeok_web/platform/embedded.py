"""The embedded PostgreSQL (내장 데이터베이스): starts, mends and stops a server from the wheel's binaries.

Every process that uses a server holds a shared lock on its `users.lock`; the kernel drops it however the process
ends. Whoever can turn that lock into an exclusive one is the last user, and stops the server. Whether a server is up
is asked on its own socket, never concluded from a process number.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from hakjeok_web.platform import postgres_cluster
from hakjeok_web.platform.postgres_account import Command, command_as, owned_directory
from hakjeok_web.platform.postgres_cluster import APP, OWNER, PORT, SUPERUSER
from hakjeok_web.platform.site import SiteError

START_SECONDS = 60
STOP_SECONDS = 60
STEP_SECONDS = 0.02
LONGEST_LOG = 5_000_000

# Small on purpose: a school's whole record fits, and all idle processes together stay below 400 MB.
TUNING = {
    "shared_buffers": "64MB",
    "max_connections": "60",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "effective_cache_size": "512MB",
    "max_wal_size": "512MB",
    "wal_compression": "pglz",
    "max_parallel_workers": "2",
    "max_worker_processes": "4",
    "io_method": "sync",
    "jit": "off",
    "random_page_cost": "1.1",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "password_encryption": "scram-sha-256",
    "listen_addresses": "",
    "unix_socket_permissions": "0777",
    "log_checkpoints": "off",
}
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Server:
    """How to reach one embedded server. `host` is the directory of its socket."""

    directory: Path
    host: str
    owner_password: str
    app_password: str
    port: int = PORT

    def dsn(self, role: str, dbname: str) -> dict[str, Any]:
        """Keyword arguments of psycopg.connect for `app`, `owner` or `superuser`.

        The superuser has no password: the server knows the operating system's accounts that may be it.
        """
        users = {
            "app": (APP, self.app_password),
            "owner": (OWNER, self.owner_password),
            "superuser": (SUPERUSER, ""),
        }
        user, password = users[role]
        return {"host": self.host, "port": self.port, "dbname": dbname, "user": user, "password": password}

    @property
    def cluster(self) -> Path:
        return self.directory / "cluster"

    @property
    def log(self) -> Path:
        return self.directory / "log" / "postgres.log"


def address(directory: Path) -> Server:
    """Where the server of `directory` is, whether it runs or not. Makes its passwords on first use, starts nothing."""
    directory = directory.absolute()
    directory.mkdir(parents=True, exist_ok=True)
    with _locked(directory / "passwords.lock"):
        passwords = postgres_cluster.passwords(directory)
    return Server(
        directory=directory,
        host=str(postgres_cluster.socket_directory(directory)),
        owner_password=passwords[OWNER],
        app_password=passwords[APP],
    )


def ensure_running(directory: Path, *, durable: bool = True) -> Server:
    """Start the server of `directory` unless it runs; it is stopped when its last user ends.

    For tests and commands; `durable=False` trades safety against a power cut for speed and is for tests alone.
    """
    server = address(directory)
    with _exclusive(server):
        if not is_up(server):
            prepare(server)
            _start_detached(server, durable)
        _join_users(server)
    return server


_memberships: dict[Path, IO[str]] = {}
_started: dict[Path, subprocess.Popen[bytes]] = {}  # by this process; whoever stops it, we collect what is left


def _join_users(server: Server) -> None:
    if server.directory in _memberships:
        return
    membership = (server.directory / "users.lock").open("a")
    fcntl.flock(membership, fcntl.LOCK_SH)
    _memberships[server.directory] = membership
    atexit.register(_leave_in_process, os.getpid(), server)


def _leave_in_process(pid: int, server: Server) -> None:
    # A forked child inherits this registration, but not the right to stop its parent's server.
    if os.getpid() == pid:
        leave(server)


def leave(server: Server) -> None:
    """Give up the use of a server, and stop it when nobody else uses it."""
    membership = _memberships.pop(server.directory, None)
    if membership is None or not server.directory.exists():
        return
    with _exclusive(server):
        membership.close()
        if not has_users(server):
            stop(server)


def has_users(server: Server) -> bool:
    with (server.directory / "users.lock").open("a") as probe:
        try:
            fcntl.flock(probe, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


@contextmanager
def _exclusive(server: Server) -> Iterator[None]:
    with _locked(server.directory / "server.lock"):
        yield


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    try:
        lock = path.open("a")
    except PermissionError:
        raise SiteError(
            f"{path.parent}에 쓸 권한이 없습니다.\n이 폴더를 만든 계정으로 실행하거나 폴더의 소유자를 바꿔 주세요."
        ) from None
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def is_up(server: Server) -> bool:
    """Whether the server answers on its own socket."""
    if not (Path(server.host) / f".s.PGSQL.{server.port}").exists():
        return False
    asked = [
        postgres_cluster.binary("pg_isready"),
        "-q",
        "-t",
        "2",
        "-h",
        server.host,
        "-p",
        str(server.port),
    ]
    return subprocess.run(asked, check=False).returncode == 0  # noqa: S603


def prepare(server: Server) -> None:
    """Make the cluster if there is none, and clear what a crash has left. The server must not be up."""
    for directory in (Path(server.host), server.log.parent):
        owned_directory(directory)
    _put_long_log_aside(server.log)
    postgres_cluster.make(server.directory, server.owner_password, server.app_password)
    _forget_the_dead(server)
    _collect(server)


def _forget_the_dead(server: Server) -> None:
    """Wait for the processes of an earlier server to end, then remove its traces.

    The number in `postmaster.pid` may live on in a zombie or in some other program, so it proves nothing. Processes
    that work in the cluster's folder do: while one of them lives, a second server would destroy the data.
    """
    deadline = time.monotonic() + STOP_SECONDS
    while _processes_in(server.cluster):
        if time.monotonic() > deadline:
            raise SiteError(
                f"이전 데이터베이스가 아직 끝나지 않았습니다. 기록: {server.log}\n잠시 뒤에 다시 시작해 주세요."
            )
        time.sleep(STEP_SECONDS)
    for leftover in (server.cluster / "postmaster.pid", *Path(server.host).glob(".s.PGSQL.*")):
        leftover.unlink(missing_ok=True)


def _processes_in(folder: Path) -> list[int]:
    """Numbers of the living processes whose working directory is `folder`, as that of every PostgreSQL process is."""
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit() and _works_in(entry, folder)]


def _works_in(process: Path, folder: Path) -> bool:
    try:
        return (process / "cwd").readlink() == folder and (process / "exe").readlink().name == "postgres"
    except OSError:  # ended meanwhile, a zombie, or of another account and so not ours
        return False


def _put_long_log_aside(log: Path) -> None:
    if log.exists() and log.stat().st_size > LONGEST_LOG:
        log.replace(log.with_suffix(".log.1"))


def server_command(server: Server, *, durable: bool = True) -> list[str]:
    """The command line of the server in the foreground, without the change of account."""
    settings = TUNING | ({} if durable else NOT_DURABLE)
    settings["unix_socket_directories"] = '"{}"'.format(server.host.replace('"', '""'))
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    return [postgres_cluster.binary("postgres"), "-D", str(server.cluster), "-p", str(server.port), *options]


def _start_detached(server: Server, durable: bool) -> None:
    command = command_as(server_command(server, durable=durable), reads=server.directory)
    process = _start(server, command)
    _started[server.directory] = process
    wait_until_up(server, process)


def _start(server: Server, command: Command) -> subprocess.Popen[bytes]:
    with server.log.open("ab") as log:
        return subprocess.Popen(  # noqa: S603
            command.line,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            start_new_session=True,
            **command.account,
        )


def wait_until_up(server: Server, process: subprocess.Popen[bytes], seconds: float = START_SECONDS) -> None:
    """Wait until the started server answers. Raises SiteError with the end of its log when it does not."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        if is_up(server):
            return
        time.sleep(STEP_SECONDS)
    raise SiteError(f"데이터베이스를 시작하지 못했습니다. 기록: {server.log}\n{_last_lines(server.log)}")


def _last_lines(log: Path, count: int = 8) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-count:]) if log.exists() else ""


def start_as_child(server: Server, *, durable: bool = True) -> subprocess.Popen[bytes]:
    """Start the server as a child that is told to shut down when this process dies, however it dies.

    Call it from the main thread: the kernel watches the thread that started the child.
    """
    prepare(server)
    command = command_as(server_command(server, durable=durable), reads=server.directory, dies_with_parent="INT")
    process = _start(server, command)
    wait_until_up(server, process)
    return process


def take_over(server: Server, *, durable: bool = True) -> subprocess.Popen[bytes] | None:
    """Start the server as a child; None when it runs already and others are using it, so that it is shared."""
    with _exclusive(server):
        process = None
        if is_up(server) and not has_users(server):
            stop(server)
        if not is_up(server):
            process = start_as_child(server, durable=durable)
        _join_users(server)
    return process


def stop(server: Server) -> None:
    """Stop the server the quick, clean way: open transactions are rolled back, committed ones are on disk."""
    if _processes_in(server.cluster):
        _stop_processes(server)
    _collect(server)


def _collect(server: Server) -> None:
    if process := _started.pop(server.directory, None):
        process.wait(STOP_SECONDS)


def _stop_processes(server: Server) -> None:
    control = [postgres_cluster.binary("pg_ctl"), "-D", str(server.cluster), "-m", "fast", "-w"]
    command = command_as([*control, "-t", str(STOP_SECONDS), "stop"], reads=server.directory)
    subprocess.run(command.line, check=False, capture_output=True, cwd="/", **command.account)  # noqa: S603


def remove(directory: Path) -> None:
    """Stop the server of `directory` and delete it with everything in it."""
    if not directory.exists():
        return
    server = address(directory)
    if membership := _memberships.pop(server.directory, None):
        membership.close()
    with _exclusive(server):
        stop(server)
    shutil.rmtree(server.host, ignore_errors=True)
    shutil.rmtree(directory, ignore_errors=True)
