"""An empty site gets its institutions and one invited administrator, as the command line does it (OPS-2)."""

import os
import subprocess
import sys
from urllib.parse import quote

import psycopg
import pytest

from hakjeok_web.platform import site
from tests.conftest import PROJECT

OFFICES = """
SELECT o.name, p.name FROM schools_office o LEFT JOIN schools_office p ON p.id = o.parent_id
 WHERE o.code LIKE 'K%' ORDER BY o.code
"""
POSTS = """
SELECT u.login, s.role, u.password LIKE '!%' FROM accounts_staff s JOIN accounts_user u ON u.id = s.user_id
"""
COUNTS = """
SELECT (SELECT count(*) FROM accounts_staff), (SELECT count(*) FROM accounts_accesschain),
       count(*) FILTER (WHERE expires_at > now()) FROM accounts_invitation
"""
NAMES = ["--office", "누리교육청", "--office-code", "K10", "--support-office", "누리교육지원청"]
NAMES += ["--support-office-code", "K1010", "--school-code", "K101001"]


def _url(dsn):
    host = quote(str(dsn["host"]), safe="")
    return f"postgresql://{dsn['user']}:{quote(dsn['password'])}@/{dsn['dbname']}?host={host}&port={dsn['port']}"


@pytest.fixture
def bootstrap(tmp_path, postgres, clone_database):
    """A function that runs the command on an empty site of its own; and the name of its database."""
    database = clone_database(f"hakjeok_bootstrap_{os.getpid()}")
    person = {"administrator_name": "황관리", "administrator_login": "hwang.gwanri"}
    made = site.create(tmp_path / "site.toml", kind="school", name="누리초등학교", school="누리초등학교", **person)
    urls = {"DATABASE_URL": _url(postgres.dsn("app", database))}
    urls["DATABASE_OWNER_URL"] = _url(postgres.dsn("owner", database))

    def run(*arguments):
        arguments = arguments or ("manage", "bootstrap_site", *NAMES)
        command = [sys.executable, "-m", "hakjeok_web.platform", *arguments]
        environment = os.environ | urls | {"HAKJEOK_SITE": str(made.path)}
        done = subprocess.run(command, env=environment, cwd=PROJECT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    run.database = database
    return run


def _ask(postgres, bootstrap, question):
    # Only the superuser looks through the walls between schools.
    with psycopg.connect(**postgres.dsn("superuser", bootstrap.database)) as connection:
        return connection.execute(question).fetchall()


def test_makes_the_institutions_and_prints_one_link(bootstrap, postgres):
    said = bootstrap()
    assert "황관리 선생님이 72시간 안에 한 번 쓸 수 있는 등록 링크입니다." in said
    assert said.count("/enrol/") == 1
    assert _ask(postgres, bootstrap, OFFICES) == [("누리교육청", None), ("누리교육지원청", "누리교육청")]
    assert _ask(postgres, bootstrap, POSTS) == [("hwang.gwanri", "school_admin", True)]


def test_run_again_it_makes_nothing_twice_and_the_newest_link_counts(bootstrap, postgres):
    first, second = bootstrap(), bootstrap()
    assert first != second
    assert _ask(postgres, bootstrap, COUNTS) == [(1, 3, 1)]  # two schools of the template and this one


def test_after_the_enrolment_there_is_no_further_link(bootstrap, postgres):
    bootstrap()
    with psycopg.connect(**postgres.dsn("app", bootstrap.database)) as connection:
        connection.execute("UPDATE accounts_invitation SET used_at = now()")
    said = bootstrap()
    assert "hwang.gwanri 계정은 이미 등록했습니다" in said
    assert "/enrol/" not in said


def test_the_terminal_is_told_who_is_there(bootstrap):
    bootstrap()
    assert "누리초등학교 학교권한관리자: 황관리" in bootstrap("people")
