"""A site with weak settings is refused, and each refusal says what is weak."""

import pytest

from hakjeok_web.platform import database, safety, site
from hakjeok_web.platform.site import SiteError


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch):
    for name in site.OVERRIDES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def make(tmp_path):
    """A function that makes a site with the given settings."""

    def make_site(**settings):
        given = {"kind": "school", "name": "새솔초등학교", "school": "새솔초등학교"} | settings
        return site.create(tmp_path / "site.toml", **given)

    return make_site


def test_a_new_site_is_not_weak(make):
    assert safety.weaknesses(make()) == []


@pytest.mark.parametrize(
    ("settings", "part"),
    [
        ({"debug": True}, "debug가 켜져 있습니다"),
        ({"durable": False}, "durable이 꺼져 있습니다"),
        ({"hosts": ["*"]}, "아무 주소나 받는 값"),
        ({"bind": "0.0.0.0"}, "http로 다른 컴퓨터에 열려 있습니다"),
        ({"public_url": "http://hakjeok.example.kr"}, "http로 다른 컴퓨터에 열려 있습니다"),
        ({"public_url": "https://hakjeok.example.kr"}, "HTTPS 프록시 설정이 없습니다"),
        ({"public_url": "https://hakjeok.example.kr", "behind_https_proxy": True}, "hosts에 없습니다"),
        ({"kind": "demo", "bind": "0.0.0.0"}, "이 컴퓨터에서만 열 수 있습니다"),
        (
            {
                "database_url": "postgresql://app:p@db.example.kr/h",
                "database_owner_url": "postgresql://owner:p@db.example.kr/h",
            },
            "암호화 없이 다른 컴퓨터로",
        ),
        ({"database_url": "postgresql://one:p@/h", "database_owner_url": "postgresql://one:p@/h"}, "역할이 같습니다"),
    ],
)
def test_a_weak_setting_is_named(make, settings, part):
    assert part in "\n".join(safety.weaknesses(make(**settings)))


def test_a_site_behind_a_proxy_with_https_is_not_weak(make):
    made = make(public_url="https://hakjeok.example.kr", behind_https_proxy=True, hosts=["hakjeok.example.kr"])
    assert safety.weaknesses(made) == []


@pytest.mark.parametrize(
    ("key", "part"),
    [
        ("짧은값", "짧거나 단순합니다"),
        ("a" * 80, "짧거나 단순합니다"),
        ("django-insecure-" + "x1y2z3w4v5" * 6, "보기로 쓰이는 값"),
    ],
)
def test_a_weak_secret_key_is_named(make, key, part):
    made = make()
    (made.secrets_directory / "secret_key").write_text(key)
    assert part in "\n".join(safety.weaknesses(site.load(made.path)))


def test_a_key_file_that_others_may_read_is_named_with_its_remedy(make):
    made = make()
    path = made.secrets_directory / "field_keys"
    path.chmod(0o644)
    assert safety.weaknesses(made) == [
        f"다른 계정이 읽을 수 있는 파일입니다: {path}\n`chmod 600 '{path}'`를 실행해 주세요."
    ]


def test_a_short_field_key_is_named(make):
    made = make()
    (made.secrets_directory / "field_keys").write_text("1:AAAA")
    assert "32바이트가 아닙니다" in "\n".join(safety.weaknesses(site.load(made.path)))


def test_a_lost_secret_is_asked_back_and_not_made_anew(make):
    made = make()
    (made.secrets_directory / "lookup_key").unlink()
    [sentence] = safety.weaknesses(site.load(made.path))
    assert "백업에서 이 파일을 되돌려 주세요" in sentence
    assert not (made.secrets_directory / "lookup_key").exists()


@pytest.mark.parametrize(
    ("facts", "parts"),
    [
        ((150000, False, False, False, False), []),
        ((149999, False, False, False, False), ["PostgreSQL 15 이상"]),
        ((180004, True, True, False, True), ["SUPERUSER", "BYPASSRLS", "소유합니다"]),
        ((180004, False, False, True, False), ["소유합니다"]),
    ],
)
def test_an_unfit_database_is_named(facts, parts):
    found = database.unfitness(*facts)
    assert len(found) == len(parts)
    assert all(part in sentence for part, sentence in zip(parts, found, strict=True))


def test_the_embedded_server_passes_as_application_and_not_as_owner(postgres, monkeypatch):
    database.refuse_unfit(site.load(site.default_path()))
    monkeypatch.setattr(database, "connect_arguments", lambda found, role: postgres.dsn("owner", "hakjeok"))
    with pytest.raises(SiteError, match="소유합니다"):
        database.refuse_unfit(site.load(site.default_path()))
