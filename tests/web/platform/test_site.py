"""The settings file of a site, and the questions that make one."""

import stat

import pytest

from hakjeok_web.platform import database, new_site, site
from hakjeok_web.platform.site import SiteError


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch):
    for name in site.OVERRIDES:
        monkeypatch.delenv(name, raising=False)


def answers(*lines):
    remaining = list(lines)
    return lambda question: remaining.pop(0)


def ended(question):
    raise EOFError


def test_what_is_made_reads_back(tmp_path):
    path = tmp_path / "우리 학교" / "site.toml"
    made = site.create(
        path, kind="school", name='새솔 "솔"\\초', hosts=["a.example.kr"], port=8123, mail={"host": "m", "port": 25}
    )
    assert (made.name, made.hosts, made.port, made.mail.host, made.mail.port) == (
        '새솔 "솔"\\초',
        ("a.example.kr",),
        8123,
        "m",
        25,
    )


def test_secrets_differ_between_sites_and_stay_within_one(tmp_path):
    one, other = (site.create(tmp_path / name / "site.toml", kind="school", name=name) for name in ("가", "나"))
    assert one.secret_key != other.secret_key
    assert one.field_keys[1] != other.field_keys[1]
    assert site.create(one.path, kind="school", name="다시").secret_key == one.secret_key


def test_secrets_stand_in_files_that_only_this_account_reads(tmp_path):
    made = site.create(tmp_path / "site.toml", kind="school", name="가")
    assert {stat.S_IMODE(path.stat().st_mode) for path in made.secret_files} == {0o600}
    assert made.secret_key not in made.path.read_text()


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("kind = 'school", "읽을 수 없습니다"),
        ("kind = 'demo'", "사이트 이름"),
        ("name = '가'", "demo, school, office"),
        ("kind = 'school'\nname = '가'\nprot = 80", "모르는 항목이 있습니다: prot"),
        ("kind = 'school'\nname = '가'\nport = 70000", "1부터 65535까지"),
        ("kind = 'school'\nname = '가'\ndebug = 'no'", "true 또는 false"),
        ("kind = 'school'\nname = '가'\nhosts = 'a'", "주소의 목록"),
    ],
)
def test_a_wrong_file_is_refused_with_a_sentence(tmp_path, text, part):
    path = tmp_path / "site.toml"
    path.write_text(text)
    with pytest.raises(SiteError, match=part):
        site.load(path)


def test_a_missing_file_says_how_to_make_it(tmp_path):
    with pytest.raises(SiteError, match=r"make run SITE="):
        site.load(tmp_path / "none.toml")


def test_the_questions_make_a_site_without_a_default_account(tmp_path):
    said = []
    asked = answers("1", "", "새솔초등학교", "나교무", "Na", "nagyomu", "hakjeok", "https://hakjeok.example.kr")
    made = new_site.create_interactively(tmp_path / "site.toml", asked, said.append)
    assert (made.kind, made.school, made.administrator_login) == ("school", "새솔초등학교", "nagyomu")
    assert (made.address, made.behind_https_proxy) == ("https://hakjeok.example.kr", True)
    assert "아이디는 영문 소문자·숫자·._- 4~30자로 입력해 주세요." in said


def test_the_port_asked_for_at_the_making_stays(tmp_path, monkeypatch):
    monkeypatch.setenv("HAKJEOK_PORT", "8055")
    asked = answers("2", "하람교육지원청", "나교무", "nagyomu", "")
    new_site.create_interactively(tmp_path / "site.toml", asked, lambda text: None)
    monkeypatch.delenv("HAKJEOK_PORT")
    assert site.load(tmp_path / "site.toml").address == "http://localhost:8055"


def test_without_a_terminal_nothing_is_made(tmp_path):
    with pytest.raises(SiteError, match="물어볼 터미널도 없습니다"):
        new_site.create_interactively(tmp_path / "site.toml", ended, lambda text: None)
    assert not (tmp_path / "site.toml").exists()


def test_the_database_address_of_the_environment_wins(tmp_path, monkeypatch):
    path = site.create(tmp_path / "site.toml", kind="school", name="가").path
    monkeypatch.setenv("DATABASE_URL", "postgresql://app:a%40b@db.example.kr:6432/hak?sslmode=verify-full")
    found = database.connect_arguments(site.load(path), "app")
    assert found == {
        "dbname": "hak",
        "user": "app",
        "password": "a@b",
        "host": "db.example.kr",
        "port": "6432",
        "sslmode": "verify-full",
    }
    with pytest.raises(SiteError, match="DATABASE_OWNER_URL도 필요합니다"):
        database.connect_arguments(site.load(path), "owner")


@pytest.mark.parametrize("url", ["mysql://a@b/c", "postgresql://a@b", "그냥 글자"])
def test_an_address_that_is_none_is_refused(tmp_path, monkeypatch, url):
    path = site.create(tmp_path / "site.toml", kind="school", name="가").path
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(SiteError, match="데이터베이스 주소를 읽을 수 없습니다"):
        database.connect_arguments(site.load(path), "app")
