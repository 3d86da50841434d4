"""The commands of this package on the command line: serve, manage, and the processes that serve starts."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from hakjeok_web.platform import embedded, site
from hakjeok_web.platform.lifetime import end_with_parent
from hakjeok_web.platform.site import SiteError

SETTINGS = "hakjeok_web.config.settings"
OWNER_COMMANDS = ("migrate", "sqlmigrate", "showmigrations")
COMMANDS_WITHOUT_DATABASE = ("help", "check", "makemessages", "compilemessages", "--help", "--version")


def serve(arguments: list[str]) -> int:
    """`hakjeok serve [--site FILE] [--port N]`."""
    parser = argparse.ArgumentParser(prog="hakjeok serve", description="사이트를 엽니다.")
    parser.add_argument("--site", type=Path, help="사이트 설정 파일 (없으면 물어보고 만듭니다)")
    parser.add_argument("--port", type=_port, help="접속을 받을 포트")
    given = parser.parse_args(arguments)
    from hakjeok_web.platform import serve as program

    if os.environ.pop("HAKJEOK_ENDS_WITH_PARENT", ""):
        import signal

        end_with_parent(signal.SIGTERM)
    path = given.site.expanduser().absolute() if given.site else site.default_path()
    return _explained(lambda: program.serve(path, port=given.port))


def _port(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError("포트는 1부터 65535까지의 숫자로 적어 주세요.")
    return int(text)


def manage(arguments: list[str]) -> int:
    """`hakjeok manage COMMAND …`: a Django command on the site named by HAKJEOK_SITE.

    The embedded server is started when it does not run, and stopped afterwards unless somebody else uses it.
    """
    return _explained(lambda: _manage(arguments))


def check(arguments: list[str]) -> int:
    """`hakjeok check [--school CODE]`: prove chains, projections and invariants; 1 where something is wrong."""
    return manage(["check_site", *arguments])


def _manage(arguments: list[str]) -> int:
    end_with_announced_parent()
    name = arguments[0] if arguments else "help"
    if name in OWNER_COMMANDS:
        os.environ.setdefault("HAKJEOK_DB_ROLE", "owner")
    found = site.current()
    if not found.uses_external_database and name not in COMMANDS_WITHOUT_DATABASE:
        embedded.ensure_running(found.postgres_directory, durable=found.durable)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["hakjeok manage", *arguments])
    return 0


def web(arguments: list[str]) -> int:
    from hakjeok_web.platform import web as program

    host, port = arguments
    program.serve(host, int(port))
    return 0


def worker(arguments: list[str]) -> int:
    """Work through the queue until told to stop; a running job is finished first."""
    end_with_parent()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    from django.core.management import execute_from_command_line

    limits = ["--concurrency=2", "--shutdown-graceful-timeout=8"]
    execute_from_command_line(["hakjeok manage", "procrastinate", "worker", *limits, *arguments])
    return 0


def check_database(arguments: list[str]) -> int:
    """Refuse a server that is too old, and a role that could pass the walls between schools."""
    from hakjeok_web.platform import database

    def check() -> int:
        database.refuse_unfit(site.current())
        return 0

    return _explained(check)


def people(arguments: list[str]) -> int:
    """Print who can sign in on the demonstration site, with a placeholder for its address."""
    from hakjeok_web.config import demo_accounts

    address = site.current().address
    sys.stdout.writelines(f"{line.replace(address, site.ADDRESS)}\n" for line in demo_accounts())
    return 0


def end_with_announced_parent() -> None:
    if os.environ.get("HAKJEOK_PARENT"):
        end_with_parent()
        os.environ.pop("HAKJEOK_PARENT", None)


def _explained(run: Callable[[], int]) -> int:
    try:
        return run()
    except SiteError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 130
