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
    entry = {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": 0, **_target(found, role)}
    most = int(os.environ.get("HAKJEOK_DB_POOL", "0")) if pooled is None else 8 * pooled
    if most and role == "app":
        entry["OPTIONS"]["pool"] = {"min_size": 1, "max_size": most, "timeout": 10}
    return entry


def connect_arguments(found: Site, role: str) -> dict[str, Any]:
    """Keyword arguments of psycopg.connect for a site's database."""
    target = _target(found, role)
    named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return {key: target[name] for key, name in named.items() if target[name]} | target["OPTIONS"]


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
            "데이터베이스 주소를 읽을 수 없습니다.\n`postgresql://역할:비밀번호@서버:5432/데이터베이스` 꼴로 적어 주세요."
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
