"""The program that people start: opens, mends itself, closes, and leaves nothing behind when it is killed."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from urllib.error import HTTPError

import pytest

from hakjeok_web.platform import embedded, site
from hakjeok_web.platform.schema import Stamp
from tests.served import OPENED, SECONDS, Serving, children, free_port, serving, wait_until

pytestmark = pytest.mark.xdist_group("serve")


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A demonstration site of its own, with its tables made and marked as filled."""
    made = site.create(tmp_path_factory.mktemp("demo") / "site.toml", kind="demo", name="시험", port=free_port())
    embedded.leave(embedded.ensure_running(made.postgres_directory))
    Stamp(made, "filled").write("load_demo")
    with serving(made):
        pass
    yield made
    embedded.remove(made.postgres_directory)


def status(made, port=None):
    try:
        return urllib.request.urlopen(f"http://127.0.0.1:{port or made.port}/sign-in/", timeout=10).status
    except HTTPError as error:
        return error.code
    except OSError:
        return None


def test_a_second_start_changes_no_table_and_fills_in_nothing(demo):
    with serving(demo) as started:
        assert status(demo) == 200
    assert "구조를 갱신" not in started.said
    assert "자료를 넣습니다" not in started.said


def test_ctrl_c_stops_everything_and_ends_well(demo):
    with serving(demo) as started:
        assert children(demo)
    assert started.process.returncode == 0
    assert children(demo) == []
    assert "멈췄습니다." in started.said


def test_a_stop_during_the_first_start_does_not_pass_for_its_end(tmp_path):
    made = site.create(tmp_path / "site.toml", kind="demo", name="시험", port=free_port())
    started = Serving(made)
    started.wait_for("데이터베이스 구조를 갱신합니다.")
    started.process.send_signal(signal.SIGTERM)
    assert started.process.wait(SECONDS) == 0
    assert not Stamp(made, "tables").path.exists()
    embedded.remove(made.postgres_directory)


def test_a_killed_supervisor_leaves_nothing_that_hinders_the_next_start(demo):
    with serving(demo) as started:
        started.process.kill()
        started.process.wait()
        wait_until(lambda: not children(demo))
    with serving(demo):
        assert status(demo) == 200


def test_a_killed_make_takes_the_site_along(demo):
    outside = {name: value for name, value in os.environ.items() if name not in (*site.OVERRIDES, "HAKJEOK_SITE")}
    line = f'"{sys.executable}" -m hakjeok_web.platform serve --site "{demo.path}"; true'
    with (demo.directory / "make.log").open("wb") as log:
        shell = subprocess.Popen(["sh", "-c", line], stdout=log, env=outside | {"HAKJEOK_ENDS_WITH_PARENT": "1"})
    wait_until(lambda: OPENED in (demo.directory / "make.log").read_text())
    shell.kill()
    shell.wait()
    wait_until(lambda: not children(demo))


@pytest.mark.parametrize("command", ["web", "worker"])
def test_a_killed_part_is_started_again(demo, command):
    with serving(demo) as started:
        wait_until(lambda: children(demo, command))
        before = set(children(demo, command))
        os.kill(min(before), signal.SIGKILL)
        started.wait_for("멈춘 것을 다시 시작합니다")
        wait_until(lambda: set(children(demo, command)) - before and status(demo) == 200)


def test_a_killed_database_is_started_again(demo):
    with serving(demo) as started:
        os.kill(
            int((demo.postgres_directory / "cluster" / "postmaster.pid").read_text().split("\n", 1)[0]), signal.SIGKILL
        )
        started.wait_for("멈춘 것을 다시 시작합니다: 데이터베이스")
        wait_until(lambda: embedded.is_up(embedded.address(demo.postgres_directory)))
        wait_until(lambda: status(demo) == 200)


def test_a_second_serve_of_the_same_site_is_refused(demo):
    with serving(demo):
        other = run(demo)
        assert (other.returncode, "이미 실행 중입니다" in other.stderr) == (1, True)
        assert status(demo) == 200


def test_a_port_in_use_is_named_when_it_was_asked_for(demo):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        other = run(demo, "--port", str(port))
    assert other.returncode == 1
    assert f"{port}번 포트는 다른 프로그램이 쓰고 있습니다." in other.stderr


def test_the_demonstration_moves_to_the_next_free_port(demo):
    with socket.create_server(("127.0.0.1", demo.port)), serving(demo) as started:
        assert f"{demo.port}번 포트는 다른 프로그램이 쓰고 있어" in started.said
        chosen = int(started.said.split("http://localhost:")[1].split()[0])
        assert chosen > demo.port
        assert status(demo, chosen) == 200


def test_weak_settings_are_refused_by_name(tmp_path):
    made = site.create(tmp_path / "site.toml", kind="school", name="새솔", debug=True, hosts=["*"])
    refused = run(made)
    assert refused.returncode == 1
    assert "설정이 안전하지 않아 시작하지 않습니다." in refused.stderr
    assert "- debug가 켜져 있습니다" in refused.stderr
    assert "- hosts에 아무 주소나" in refused.stderr
    assert not (made.postgres_directory / "cluster").exists()


def test_without_a_file_and_a_terminal_nothing_is_started(tmp_path):
    made = site.Site(path=tmp_path / "site.toml", kind="school", name="새솔")
    assert "물어볼 터미널도 없습니다" in run(made).stderr


def run(made, *options):
    outside = {name: value for name, value in os.environ.items() if name not in (*site.OVERRIDES, "HAKJEOK_SITE")}
    return subprocess.run(
        [sys.executable, "-m", "hakjeok_web.platform", "serve", "--site", str(made.path), *options],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        env=outside,
    )
