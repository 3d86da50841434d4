"""The embedded PostgreSQL: real servers in folders of their own."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from hakjeok_web.platform import embedded, postgres_cluster
from hakjeok_web.platform.postgres_account import owned_directory

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture
def folder(tmp_path):
    """A folder for a server, which is gone afterwards."""
    path = tmp_path / "postgres"
    yield path
    embedded.remove(path)


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """A running server for the tests that only ask."""
    path = tmp_path_factory.mktemp("shared") / "postgres"
    yield embedded.ensure_running(path)
    embedded.remove(path)


def connect(server, role="owner"):
    return psycopg.connect(**server.dsn(role, "hakjeok"), autocommit=True)


def postmaster(server):
    return int((server.cluster / "postmaster.pid").read_text().split("\n", 1)[0])


def test_a_new_server_has_the_two_roles_and_checks_its_pages(shared):
    with connect(shared, "app") as connection:
        settings = "SELECT current_setting('data_checksums'), current_setting('fsync'), current_setting('TimeZone')"
        assert connection.execute(settings).fetchone() == ("on", "on", "UTC")
        rights = "SELECT rolsuper, rolbypassrls, rolcreatedb FROM pg_roles WHERE rolname = %s"
        assert connection.execute(rights, ["hakjeok_app"]).fetchone() == (False, False, False)
        assert connection.execute(rights, ["hakjeok_owner"]).fetchone() == (False, False, True)


def test_names_sort_by_code_point_in_every_place(shared):
    with connect(shared) as connection:
        names = connection.execute("SELECT n FROM unnest(ARRAY['하늘','가람','나래']) n ORDER BY n").fetchall()
        assert [name for (name,) in names] == ["가람", "나래", "하늘"]
        locale = "SELECT datlocprovider::text, datlocale FROM pg_database WHERE datname = 'hakjeok'"
        assert connection.execute(locale).fetchone() == ("b", "C.UTF-8")


def test_the_application_role_may_not_make_tables_or_become_the_owner(shared):
    with connect(shared, "app") as connection:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE TABLE public.t (id int)")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SET ROLE hakjeok_owner")


def test_a_wrong_password_is_refused(shared):
    wrong = shared.dsn("app", "hakjeok") | {"password": "wrong"}
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(**wrong)


def test_the_passwords_can_be_read_by_this_account_only(folder):
    embedded.address(folder)
    modes = {path.name: path.stat().st_mode & 0o777 for path in folder.glob("*.password")}
    assert modes == {"hakjeok_owner.password": 0o600, "hakjeok_app.password": 0o600}


def test_the_address_is_known_before_the_server_runs(folder):
    before = embedded.address(folder)
    assert not (folder / "cluster").exists()
    assert embedded.ensure_running(folder) == before


def test_the_last_user_stops_the_server(folder):
    server = embedded.ensure_running(folder)
    other = subprocess.Popen(
        [sys.executable, "-c", ANOTHER_USER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert other.stdout.readline() == b"up\n"
    embedded.leave(server)
    assert embedded.is_up(server)
    other.communicate(b"\n", timeout=30)
    assert not embedded.is_up(server)


ANOTHER_USER = """
import sys
from pathlib import Path
from hakjeok_web.platform import embedded
embedded.ensure_running(Path(sys.argv[1]))
print("up", flush=True)
sys.stdin.readline()
"""


def test_a_killed_user_does_not_keep_the_server_running_for_ever(folder):
    other = subprocess.Popen(
        [sys.executable, "-c", ANOTHER_USER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert other.stdout.readline() == b"up\n"
    other.kill()
    other.communicate()
    server = embedded.ensure_running(folder)
    embedded.leave(server)
    assert not embedded.is_up(server)


def test_a_killed_server_comes_back_with_what_was_committed(folder):
    server = embedded.ensure_running(folder)
    with connect(server) as connection:
        connection.execute("CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)")
    os.kill(postmaster(server), signal.SIGKILL)
    again = embedded.ensure_running(folder)
    with connect(again) as connection:
        assert connection.execute("SELECT n FROM kept").fetchone() == (7,)


def test_a_number_that_another_program_got_does_not_pass_for_the_server(folder):
    server = embedded.ensure_running(folder)
    embedded.stop(server)
    pid_file = server.cluster / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{server.cluster}\n0\n5432\n{server.host}\n\n0 0\nready\n")
    assert embedded.is_up(embedded.ensure_running(folder))


def test_a_second_server_waits_for_the_processes_of_the_first(folder, monkeypatch):
    server = embedded.ensure_running(folder)
    monkeypatch.setattr(embedded, "STOP_SECONDS", 0.2)
    with pytest.raises(embedded.SiteError, match="아직 끝나지 않았습니다"):
        embedded.prepare(server)
    assert embedded.is_up(server)


def test_a_folder_with_a_space_and_hangul_works(tmp_path):
    folder = tmp_path / "우리 학교's data"
    try:
        with connect(embedded.ensure_running(folder)) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    finally:
        embedded.remove(folder)


def test_a_path_too_long_for_a_socket_gets_a_short_one(tmp_path):
    folder = tmp_path / ("길" * 40) / "postgres"
    try:
        server = embedded.ensure_running(folder)
        assert len(os.fsencode(server.host)) <= postgres_cluster.LONGEST_SOCKET_DIRECTORY
        with connect(server) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    finally:
        embedded.remove(folder)


def test_five_first_starts_at_once_make_one_server(folder):
    folder.mkdir()
    line = [sys.executable, "-c", ANOTHER_USER, str(folder)]
    others = [subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(5)]
    assert [other.stdout.readline() for other in others] == [b"up\n"] * 5
    server = embedded.address(folder)
    parents = {pid: _parent_of(pid) for pid in embedded._processes_in(server.cluster)}
    found = [pid for pid, parent in parents.items() if parent and parent not in parents]
    assert found == [postmaster(server)]
    for other in others:
        other.communicate(b"\n", timeout=30)
    assert not embedded.is_up(server)


def _parent_of(pid):
    """The parent's number; None for a process that has ended meanwhile, which the postmaster has not."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except FileNotFoundError:
        return None


def test_a_child_server_ends_when_its_parent_is_killed(folder):
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(folder)], stdout=subprocess.PIPE)
    assert parent.stdout.readline() == b"up\n"
    server = embedded.address(folder)
    parent.kill()
    parent.communicate()
    deadline = time.monotonic() + 20
    while embedded._processes_in(server.cluster) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert embedded._processes_in(server.cluster) == []
    assert "database system is shut down" in server.log.read_text()


PARENT = """
import sys, time
from pathlib import Path
from hakjeok_web.platform import embedded
embedded.take_over(embedded.address(Path(sys.argv[1])))
print("up", flush=True)
time.sleep(60)
"""


def test_a_start_that_was_cut_off_while_making_the_cluster_is_begun_anew(folder):
    folder.mkdir()
    (folder / "cluster.new").mkdir()
    (folder / "cluster.new" / "PG_VERSION").write_text("18\n")
    with connect(embedded.ensure_running(folder)) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert not (folder / "cluster.new").exists()


def test_no_folder_above_the_server_is_opened_to_others(tmp_path):
    closed = tmp_path / "closed"
    owned_directory(closed)
    closed.chmod(0o700)
    folder = closed / "postgres"
    try:
        with connect(embedded.ensure_running(folder)) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        assert closed.stat().st_mode & 0o777 == 0o700
    finally:
        embedded.remove(folder)
