"""The measured site: built once for each state of the tables, copied afresh for each run."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg

from hakjeok_web.platform import embedded, site
from hakjeok_web.platform.database import DATABASE
from hakjeok_web.platform.schema import fingerprint
from tests import served

PATH = served.PROJECT / "var" / "bench" / "site.toml"
HERE = Path(__file__).parent


def prepare() -> tuple[site.Site, dict]:
    """The site with a fresh copy of the filled database, and who can sign in there."""
    os.environ["HAKJEOK_PORT"] = str(served.free_port())
    made = site.create(
        PATH, kind="school", name="한빛초등학교", school="한빛초등학교",
        administrator_name="권관리", administrator_login="administrator",
    )  # fmt: skip
    server = embedded.ensure_running(made.postgres_directory)
    template = f"filled_{_state()}"
    with psycopg.connect(**server.dsn("owner", "postgres"), autocommit=True) as owner:
        if not owner.execute("SELECT 1 FROM pg_database WHERE datname = %s", (template,)).fetchone():
            _forget(owner)
            built(made, "bench")
            owner.execute(f'ALTER DATABASE "{DATABASE}" RENAME TO "{template}"')
        owner.execute(f'DROP DATABASE IF EXISTS "{DATABASE}" WITH (FORCE)')
        owner.execute(f'CREATE DATABASE "{DATABASE}" TEMPLATE "{template}"')
    told = built(made, "cast")
    embedded.leave(server)
    return made, told


def _forget(owner) -> None:
    names = owner.execute("SELECT datname FROM pg_database WHERE datname LIKE 'filled_%%'").fetchall()
    for name in [DATABASE, *(name for (name,) in names)]:
        owner.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    owner.execute(f'CREATE DATABASE "{DATABASE}"')


def built(made: site.Site, what: str) -> dict:
    """Run the builder on the site: `bench`, `kill`, or `cast` for new sessions only."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.build", what],
        env=served.environment(HAKJEOK_SITE=str(made.path)),
        cwd=served.PROJECT,
        check=True,
        stdout=subprocess.PIPE,
    )
    return json.loads(done.stdout)


def _state() -> str:
    """Changes with the tables and with what is put into them."""
    content = b"".join((HERE / name).read_bytes() for name in ("school.py", "papers.py", "build.py"))
    return hashlib.sha256(fingerprint().encode() + content).hexdigest()[:12]


def use(made: site.Site) -> None:
    """Make it the site of this process, as the role that serves, for counting queries and for bare SQL."""
    os.environ["HAKJEOK_SITE"] = str(made.path)
    os.environ["DJANGO_SETTINGS_MODULE"] = "hakjeok_web.config.settings"
    import django

    django.setup()
