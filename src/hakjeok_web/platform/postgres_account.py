"""Under which account PostgreSQL runs: it refuses to be root, so root lends it the account `nobody`."""

from __future__ import annotations

import os
import pwd
import shutil
import stat
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hakjeok_web.platform.site import SiteError

ACCOUNT = "nobody"
READ_ANYWHERE = {"dac_read_search": 2, "dac_override": 1}


@dataclass(frozen=True)
class Command:
    """A command line, and the account arguments of subprocess for machines that have no setpriv."""

    line: list[str]
    account: dict[str, Any] = field(default_factory=dict)


def is_root() -> bool:
    return os.geteuid() == 0


def command_as(line: Sequence[str], *, reads: Path, dies_with_parent: str = "") -> Command:
    """`line`, run as the account of PostgreSQL; `dies_with_parent` names the signal sent to it when the parent dies.

    `reads` is the directory it works in. Where a folder above it is closed to others (such as /root at 0700), the
    process gets the right to pass through; no folder of the machine is ever opened for it.
    """
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        return Command(list(line), _account_arguments())
    options = [f"--pdeathsig={dies_with_parent}"] if dies_with_parent else []
    if is_root():
        account = pwd.getpwnam(ACCOUNT)
        options += [f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
        options += _right_to_pass(reads, Path(line[0]))
    return Command([setpriv, *options, *line] if options else list(line))


def _account_arguments() -> dict[str, Any]:
    if not is_root():
        return {}
    account = pwd.getpwnam(ACCOUNT)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _right_to_pass(*paths: Path) -> list[str]:
    closed = next((folder for path in paths for folder in path.resolve().parents if not _is_open(folder)), None)
    if closed is None:
        return []
    held = _held_capabilities()
    right = next((name for name, bit in READ_ANYWHERE.items() if held >> bit & 1), None)
    if right is None:
        raise SiteError(
            f"데이터베이스 계정({ACCOUNT})이 {closed} 폴더를 지나갈 수 없습니다.\n"
            "프로젝트를 다른 계정도 지나갈 수 있는 폴더(예: /srv)로 옮겨 주세요."
        )
    return [f"--inh-caps=+{right}", f"--ambient-caps=+{right}"]


def _is_open(folder: Path) -> bool:
    return bool(folder.stat().st_mode & stat.S_IXOTH)


def _held_capabilities() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next((int(line.split()[1], 16) for line in lines if line.startswith("CapPrm")), 0)


def owned_directory(path: Path, mode: int = 0o700) -> None:
    """Make a directory that belongs to the account of PostgreSQL.

    As root it can be passed through by others, so that programs of other accounts reach the socket in it; the
    password guards the door.
    """
    path.mkdir(mode=mode, parents=True, exist_ok=True)
    if path.is_symlink() or path.stat().st_uid not in {0, os.geteuid(), pwd.getpwnam(ACCOUNT).pw_uid}:
        raise SiteError(f"{path}의 소유자가 다른 계정입니다.\n그 계정으로 실행하거나 폴더를 지워 주세요.")
    give(path)
    if is_root():
        path.chmod(mode | stat.S_IXGRP | stat.S_IXOTH)


def give(path: Path) -> None:
    """Make the account of PostgreSQL the owner of a file or folder."""
    if is_root():
        account = pwd.getpwnam(ACCOUNT)
        os.chown(path, account.pw_uid, account.pw_gid)


def own_names() -> list[str]:
    """The accounts of the operating system that may be the database's superuser: this one, root, PostgreSQL's own."""
    names = {pwd.getpwuid(os.geteuid()).pw_name, "root"}
    return sorted(names | {ACCOUNT}) if is_root() else sorted(names)
