"""The embedded PostgreSQL (내장 데이터베이스): makes, starts, mends and stops a server from the wheel's binaries.

Every process that uses a server holds a shared lock on its `users.lock`; the kernel drops it however the process ends.
Whoever can turn that lock into an exclusive one is the last user, and stops the server. Whether a server is up is asked
on its own socket, never concluded from a process number.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from hakjeok_web.platform import postgres_cluster
from hakjeok_web.platform.postgres_account import command_as, owned_directory
from hakjeok_web.platform.postgres_cluster import APP, OWNER, PORT, SUPERUSER
from hakjeok_web.platform.site import SiteError

START_SECONDS = 60
STOP_SECONDS = 60
ZOMBIE_SECONDS = 10
STEP_SECONDS = 0.02

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
    """Where the server of `directory` is, whether or not it runs. Makes the passwords on first use, starts nothing."""
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
    postgres_cluster.make(server.directory, server.owner_password, server.app_password)
    _forget_the_dead(server)


def _forget_the_dead(server: Server) -> None:
    """Wait for a dying server, and remove the traces of one that is gone, even if its number lives on in another."""
    pid_file = server.cluster / "postmaster.pid"
    deadline = time.monotonic() + ZOMBIE_SECONDS
    while (state := _state_of(pid_file)) == "dying" and time.monotonic() < deadline:
        time.sleep(STEP_SECONDS)
    if state != "running":
        pid_file.unlink(missing_ok=True)
        for leftover in Path(server.host).glob(".s.PGSQL.*"):
            leftover.unlink(missing_ok=True)


def _state_of(pid_file: Path) -> str:
    """`running`, `dying` (ended, not yet collected by its parent) or `gone`."""
    try:
        pid = int(pid_file.read_text().split("\n", 1)[0])
        status = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[0]
        folder = Path(f"/proc/{pid}/cwd").readlink()
    except (FileNotFoundError, ProcessLookupError, ValueError):
        return "gone"
    except PermissionError:
        return "running" if command.endswith(b"postgres") else "gone"
    if status in "ZX":
        return "dying"
    is_ours = command.endswith(b"postgres") and folder == pid_file.parent
    return "running" if is_ours else "gone"


def server_command(server: Server, *, durable: bool = True) -> list[str]:
    """The command line of the server in the foreground, without the change of account."""
    settings = TUNING | ({} if durable else NOT_DURABLE)
    quoted_host = server.host.replace("'", "''").replace('"', '\\"')
    settings["unix_socket_directories"] = f'"{quoted_host}"'
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    return [postgres_cluster.binary("postgres"), "-D", str(server.cluster), "-p", str(server.port), *options]


def _start_detached(server: Server, durable: bool) -> None:
    command = command_as(server_command(server, durable=durable), reads=server.directory)
    with server.log.open("ab") as log:
        process = subprocess.Popen(  # noqa: S603
            command.line,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            **command.account,
        )
    wait_until_up(server, process)


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


def stop(server: Server) -> None:
    """Stop the server the quick, clean way: open transactions are rolled back, committed ones are on disk."""
    if _state_of(server.cluster / "postmaster.pid") != "running":
        return
    control: Sequence[str] = [
        postgres_cluster.binary("pg_ctl"), "-D", str(server.cluster),
        "-m", "fast", "-w", "-t", str(STOP_SECONDS), "stop",
    ]  # fmt: skip
    command = command_as(control, reads=server.directory)
    subprocess.run(command.line, check=False, capture_output=True, **command.account)  # noqa: S603


def remove(directory: Path) -> None:
    """Stop the server of `directory` and delete it with everything in it."""
    if not directory.exists():
        return
    server = address(directory)
    _memberships.pop(server.directory, None)
    with _exclusive(server):
        stop(server)
    shutil.rmtree(server.host, ignore_errors=True)
    shutil.rmtree(directory, ignore_errors=True)
