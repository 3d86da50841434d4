"""A real PostgreSQL for every test: built once by the owner, then used as the application's role."""

import fcntl
import hashlib
import os
import re
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, settings

PROJECT = Path(__file__).resolve().parents[1]
TEST_SITE = PROJECT / "var" / "test-site" / "site.toml"
TEMPLATE = "hakjeok_template"

# How long an example takes says nothing about a rule; a busy machine must not fail a property.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")
GROUP = re.compile(r'^pytestmark = pytest\.mark\.xdist_group\("(\w+)"\)', re.MULTILINE)

os.environ["HAKJEOK_SITE"] = str(TEST_SITE)
# Playwright's synchronous interface keeps an event loop in the thread that later tests of the worker use too.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
    os.environ.pop(name, None)

from hakjeok_web.platform import embedded, site  # noqa: E402  (the test site must be named first)

site.create(TEST_SITE, kind="demo", name="시험 사이트", school="한빛초등학교", durable=False)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Keep the modules of an `xdist_group` on one worker: xdist 3.8 marks them in a way that pytest 9.2 overlooks."""
    if config.getvalue("dist") != "loadgroup":
        return None
    from xdist.scheduler import LoadGroupScheduling

    class ByModule(LoadGroupScheduling):
        def _split_scope(self, nodeid):
            return group_of(nodeid.partition("::")[0]) or super()._split_scope(nodeid)

    return ByModule(config, log)


@cache
def group_of(module):
    """The group that a test module names in its `pytestmark`, or nothing."""
    named = GROUP.search((PROJECT / module).read_text())
    return named and named[1]


@pytest.fixture(scope="session")
def postgres():
    """The embedded server of the tests; starts when the first test needs it."""
    return embedded.ensure_running(site.current().postgres_directory, durable=False)


@pytest.fixture(scope="session")
def template_database(postgres, django_db_blocker):
    """Name of a migrated database with two schools; a new one for each state of the schema, so that runs never meet."""
    name = f"{TEMPLATE}_{_schema_fingerprint()[:12]}"
    with _locked(TEST_SITE.with_name("template.lock")):
        if not _exists(postgres, name):
            with django_db_blocker.unblock():
                _build_template(postgres, f"{name}_new")
            with _maintenance(postgres) as admin:
                admin.execute(f'ALTER DATABASE "{name}_new" RENAME TO "{name}"')
    return name


@pytest.fixture(scope="session")
def clone_database(postgres, template_database):
    """A function that makes a database like the template and returns its name; dropped at the end."""
    made = []

    def clone(name: str) -> str:
        _drop(postgres, name)
        with _maintenance(postgres) as admin, _locked(TEST_SITE.with_name("template.lock")):
            admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template_database}"')
        made.append(name)
        return name

    yield clone
    for name in made:
        _drop(postgres, name)


@pytest.fixture(scope="session")
def django_db_setup(postgres, clone_database, django_db_blocker, worker_id):
    """Tests run as the application's role, which owns nothing and cannot pass row security."""
    name = clone_database(f"hakjeok_test_{worker_id}_{os.getpid()}")
    with django_db_blocker.unblock():
        _use(postgres, "app", name)
        yield
        from django.db import connections

        connections.close_all()


@pytest.fixture
def own_database(django_db_setup, clone_database, django_db_blocker, worker_id):
    """A fresh database for one test, in which committed work stays; threads get connections of their own to it."""
    from django.db import connection

    settings = connection.settings_dict
    usual = settings["NAME"]
    with django_db_blocker.unblock():
        connection.close()
        settings["NAME"] = clone_database(f"hakjeok_own_{worker_id}")
        yield settings["NAME"]
        connection.close()
        settings["NAME"] = usual


@pytest.fixture(scope="session")
def worker_id(request):
    return getattr(request.config, "workerinput", {}).get("workerid", "main")


def _build_template(postgres, name):
    from django.core.management import call_command
    from django.db import connections, transaction

    from tests import builders

    _drop(postgres, name)
    with _maintenance(postgres) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
    _use(postgres, "owner", name)
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        builders.make_schools()
    connections.close_all()


def _use(postgres, role, database):
    from django.db import connections

    connections.close_all()
    dsn = postgres.dsn(role, database)
    connections["default"].settings_dict.update(
        NAME=database, USER=dsn["user"], PASSWORD=dsn["password"], HOST=dsn["host"], PORT=str(dsn["port"])
    )


def _schema_fingerprint() -> str:
    sources = sorted((PROJECT / "src" / "hakjeok_web").glob("*/migrations/*.py"))
    sources += [
        PROJECT / "src/hakjeok_web/config/tenancy.py",
        PROJECT / "requirements.txt",
        PROJECT / "tests/builders.py",
    ]
    sources += sorted((PROJECT / "src" / "hakjeok_web").glob("*/models.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()


@contextmanager
def _maintenance(postgres, role="owner"):
    with psycopg.connect(**postgres.dsn(role, "postgres"), autocommit=True) as connection:
        yield connection


def _drop(postgres, name):
    """Remove a database with whoever is in it; only the superuser may send the autovacuum away."""
    with _maintenance(postgres, role="superuser") as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _exists(postgres, name):
    with _maintenance(postgres) as admin:
        return admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone() is not None


@contextmanager
def _locked(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
