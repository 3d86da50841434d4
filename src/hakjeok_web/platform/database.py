"""Which PostgreSQL a site uses, as Django and psycopg want to hear it."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from hakjeok_web.platform import embedded, site
from hakjeok_web.platform.site import Site, SiteError

DATABASE = "hakjeok"
ROLES = ("app", "owner")


def connection_settings(role: str, *, pooled: bool | None = None) -> dict[str, Any]:
    """Django's DATABASES entry for the current site (데이터베이스 연결).

    `role` is `app` (serves; owns nothing) or `owner` (migrations). Nothing is started: with the embedded server the
    address and the passwords are known before it runs. Connections are pooled when `pooled`, or when the serving
    process says so by HAKJEOK_DB_POOL (the most connections of one process).
    """
    if role not in ROLES:
        raise ValueError(f"unknown database role: {role!r}")
    found = site.current()
    entry: dict[str, Any] = {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": 0, **_target(found, role)}
    entry["CONN_HEALTH_CHECKS"] = True  # a pooled connection may have died with the server it led to
    most = int(os.environ.get("HAKJEOK_DB_POOL", "0")) if pooled is None else 8 * pooled
    if most and role == "app":
        entry["OPTIONS"]["pool"] = {"min_size": 1, "max_size": most, "timeout": 10, "max_idle": 15}
    return entry


def connect_arguments(found: Site, role: str) -> dict[str, Any]:
    """Keyword arguments of psycopg.connect for a site's database."""
    target = _target(found, role)
    named: dict[str, str] = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    options: dict[str, Any] = target["OPTIONS"]
    return {key: target[name] for key, name in named.items() if target[name]} | options


def _target(found: Site, role: str) -> dict[str, Any]:
    if found.uses_external_database:
        return _external(found.database_url if role == "app" else owner_url(found))
    server = embedded.address(found.postgres_directory)
    dsn = server.dsn(role, DATABASE)
    return {
        "NAME": DATABASE,
        "USER": dsn["user"],
        "PASSWORD": dsn["password"],
        "HOST": dsn["host"],
        "PORT": str(dsn["port"]),
        "OPTIONS": {},
    }


def owner_url(found: Site) -> str:
    if not found.database_owner_url:
        raise SiteError(
            "DATABASE_URL을 쓰려면 DATABASE_OWNER_URL도 필요합니다.\n"
            "테이블을 소유하고 구조를 바꾸는 역할의 주소를 DATABASE_OWNER_URL에 적어 주세요."
        )
    return found.database_owner_url


def _external(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in ("postgres", "postgresql") or not name:
        raise SiteError(
            "데이터베이스 주소를 읽을 수 없습니다.\n"
            "`postgresql://역할:비밀번호@서버:5432/데이터베이스` 꼴로 적어 주세요."
        )
    options = dict(parse_qsl(parts.query))
    return {
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": options,
    }


OLDEST_SERVER = 150000
FACTS_OF_ROLE = """
SELECT current_setting('server_version_num')::int, r.rolsuper, r.rolbypassrls,
       EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE c.relowner = r.oid AND n.nspname = 'public' AND c.relkind IN ('r', 'p')),
       pg_has_role(r.oid, d.datdba, 'MEMBER')
FROM pg_roles r, pg_database d WHERE r.rolname = current_user AND d.datname = current_database()
"""


def refuse_unfit(found: Site) -> None:
    """Raise SiteError when the application's role or the server does not fit (DATABASE_URL)."""
    import psycopg

    try:
        with psycopg.connect(**connect_arguments(found, "app"), connect_timeout=10) as connection:
            facts = connection.execute(FACTS_OF_ROLE).fetchone()
    except psycopg.OperationalError as error:
        raise SiteError(f"데이터베이스에 접속하지 못했습니다. DATABASE_URL을 확인해 주세요.\n{error}") from None
    unfit = unfitness(*(facts or ()))
    if unfit:
        raise SiteError("데이터베이스가 안전하지 않아 시작하지 않습니다.\n" + "\n".join(f"- {text}" for text in unfit))


def unfitness(version: int, is_superuser: bool, bypasses: bool, owns_tables: bool, is_owner: bool) -> list[str]:
    """Sentences about a server version (as in server_version_num) and the application's role."""
    found = []
    if version < OLDEST_SERVER:
        found.append(f"PostgreSQL 15 이상이 필요합니다. 지금은 {version // 10000}입니다.")
    if is_superuser:
        found.append("DATABASE_URL의 역할이 관리자(SUPERUSER)입니다. NOSUPERUSER 역할을 따로 만들어 주세요.")
    if bypasses:
        found.append("DATABASE_URL의 역할이 행 보안을 건너뜁니다(BYPASSRLS). NOBYPASSRLS로 바꿔 주세요.")
    if owns_tables or is_owner:
        found.append("DATABASE_URL의 역할이 테이블이나 데이터베이스를 소유합니다. 소유하지 않는 역할을 써 주세요.")
    return found
