"""Whether a site's database is up to date (데이터베이스 구조), known without loading Django or asking the database."""

from __future__ import annotations

import hashlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from hakjeok_web.platform.site import Site

PACKAGE = Path(__file__).resolve().parents[1]
PACKAGES_WITH_TABLES = ("django", "django-allauth", "django-axes", "procrastinate")


def fingerprint() -> str:
    """Changes with every migration, every table, every right on a table, and the packages that bring tables."""
    sources = [path for pattern in ("*/migrations/*.py", "*/models.py") for path in PACKAGE.glob(pattern)]
    sources += (PACKAGE / "config").glob("tenancy*")
    content = b"".join(path.name.encode() + path.read_bytes() for path in sorted(set(sources)))
    versions = " ".join(_version(name) for name in PACKAGES_WITH_TABLES)
    return hashlib.sha256(content + versions.encode()).hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


class Stamp:
    """A note beside the data that something was done to this very database."""

    def __init__(self, site: Site, name: str) -> None:
        if site.uses_external_database:
            which = hashlib.sha256(site.database_url.encode()).hexdigest()[:12]
            self.path = site.directory / "external" / which / name
        else:
            self.path = site.postgres_directory / "cluster" / "hakjeok" / name

    def says(self, text: str) -> bool:
        return self.path.exists() and self.path.read_text() == text

    def write(self, text: str) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        draft = self.path.with_suffix(".new")
        draft.write_text(text)
        draft.replace(self.path)
