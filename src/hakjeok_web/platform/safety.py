"""What makes a site unsafe to open (안전 점검): each weakness is a Korean sentence with its remedy."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from hakjeok_web.platform.site import KEY_BYTES, LOCAL_HOSTS, Site, SiteError, host_of

SHORTEST_SECRET = 50
PLACEHOLDERS = ("change", "secret", "insecure", "example", "default", "password", "placeholder")
LOOPBACK = (*LOCAL_HOSTS, "::1")
ENCRYPTED = ("require", "verify-ca", "verify-full")


def weaknesses(site: Site) -> list[str]:
    """Sentences that say what is weak about a site's settings; empty when it may be opened (OPS-2)."""
    checks: tuple[Callable[[Site], Iterator[str]], ...] = (_secrets, _files, _openness, _transport, _database)
    try:
        return [sentence for check in checks for sentence in check(site)]
    except SiteError as error:
        return [str(error)]


def _secrets(site: Site) -> Iterator[str]:
    key = site.secret_key
    if len(key) < SHORTEST_SECRET or len(set(key)) < 10:
        yield (
            f"secret_key가 짧거나 단순합니다. {SHORTEST_SECRET}자 이상의 무작위 글자로 바꿔 주세요: "
            f"{site.secrets_directory / 'secret_key'}"
        )
    if any(word in key.lower() for word in PLACEHOLDERS):
        yield (
            f"secret_key가 보기로 쓰이는 값입니다. 무작위 글자로 바꿔 주세요: {site.secrets_directory / 'secret_key'}"
        )
    yield from _keys(site)


def _keys(site: Site) -> Iterator[str]:
    try:
        ring, lookup = site.field_keys, site.lookup_key
    except ValueError:
        yield f"암호화 키 파일을 읽을 수 없습니다. 백업에서 되돌려 주세요: {site.secrets_directory}"
        return
    if not ring or any(len(key) != KEY_BYTES for key in (*ring.values(), lookup)):
        yield f"암호화 키의 길이가 {KEY_BYTES}바이트가 아닙니다. 백업에서 되돌려 주세요: {site.secrets_directory}"
    if lookup in ring.values():
        yield "찾기용 키(lookup_key)가 암호화 키와 같습니다. 서로 다른 키를 써 주세요."


def _files(site: Site) -> Iterator[str]:
    holds_password = bool(site.database_url or site.database_owner_url)
    for path in (site.secrets_directory, *site.secret_files, *([site.path] if holds_password else [])):
        if path.exists() and _others_may_read(path):
            mode = "700" if path.is_dir() else "600"
            yield f"다른 계정이 읽을 수 있는 파일입니다: {path}\n`chmod {mode} '{path}'`를 실행해 주세요."


def _others_may_read(path: Path) -> bool:
    return bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def _openness(site: Site) -> Iterator[str]:
    if site.debug and not site.is_demo:
        yield "debug가 켜져 있습니다. 오류 화면에 학생 정보가 드러나므로 debug = false로 바꿔 주세요."
    if not site.durable and not site.is_demo:
        yield "durable이 꺼져 있습니다. 정전 때 기록을 잃으므로 이 줄을 지워 주세요."
    if site.is_demo and (site.bind not in LOOPBACK or host_of(site.address) not in LOOPBACK):
        yield "시범 사이트는 누구나 로그인할 수 있어 이 컴퓨터에서만 열 수 있습니다. bind와 public_url을 지워 주세요."
    if any("*" in host or host.startswith(".") for host in site.hosts):
        yield 'hosts에 아무 주소나 받는 값("*")이 있습니다. 쓰는 주소만 적어 주세요.'


def _transport(site: Site) -> Iterator[str]:
    host = host_of(site.address)
    is_local = host in LOOPBACK and site.bind in LOOPBACK
    if not site.uses_https and not is_local:
        yield (
            "http로 다른 컴퓨터에 열려 있습니다. 앞에 HTTPS 프록시를 두고 public_url을 https 주소로, "
            "behind_https_proxy = true로 적어 주세요."
        )
    if site.uses_https and not site.behind_https_proxy:
        yield "https 주소인데 HTTPS 프록시 설정이 없습니다. 프록시를 두고 behind_https_proxy = true를 적어 주세요."
    if host and host not in {name.strip("[]") for name in site.hosts}:
        yield f"public_url의 주소({host})가 hosts에 없습니다. hosts에 그 주소를 더해 주세요."


def _database(site: Site) -> Iterator[str]:
    for name, url in (("DATABASE_URL", site.database_url), ("DATABASE_OWNER_URL", site.database_owner_url)):
        parts = urlsplit(url)
        is_remote = bool(parts.hostname) and parts.hostname not in LOOPBACK
        if is_remote and dict(parse_qsl(parts.query)).get("sslmode") not in ENCRYPTED:
            yield f"{name}이 암호화 없이 다른 컴퓨터로 이어집니다. 주소 끝에 ?sslmode=verify-full을 더해 주세요."
    if site.database_url and urlsplit(site.database_url).username == urlsplit(site.database_owner_url).username:
        yield "DATABASE_URL과 DATABASE_OWNER_URL의 역할이 같습니다. 테이블을 소유하지 않는 역할을 따로 만들어 주세요."
