"""A site (사이트): one installation's settings file, its secrets beside it, and what would make it unsafe."""

from __future__ import annotations

import base64
import fcntl
import os
import secrets
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PROJECT = Path(__file__).resolve().parents[3]
KINDS = ("demo", "school", "office")
LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")
KEY_BYTES = 32
ADDRESS = "{address}"  # stands for the site's address, which may move with the port, in remembered lines
OVERRIDES = ("DATABASE_URL", "DATABASE_OWNER_URL", "HAKJEOK_PORT")


class SiteError(Exception):
    """The site cannot be used; the message is a Korean sentence for the person at the terminal."""


@dataclass(frozen=True)
class Mail:
    """Outgoing mail (메일 발송). An empty host means that nothing is sent."""

    host: str = ""
    port: int = 587
    user: str = ""
    password_file: str = ""
    sender: str = ""
    starttls: bool = True


@dataclass(frozen=True)
class Site:
    """Settings of one site (사이트 설정), as read from its TOML file.

    Secrets are never in the TOML file: they are files of their own in `secrets/` beside it, readable by the owner only
    and outside the database, so that a copy of the database alone opens nothing.
    """

    path: Path
    kind: str
    name: str
    school: str = ""
    administrator_name: str = ""
    administrator_login: str = ""
    hosts: tuple[str, ...] = LOCAL_HOSTS
    bind: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    behind_https_proxy: bool = False
    debug: bool = False
    database_url: str = ""
    database_owner_url: str = ""
    durable: bool = True
    mail: Mail = field(default_factory=Mail)

    @property
    def is_demo(self) -> bool:
        return self.kind == "demo"

    @property
    def directory(self) -> Path:
        return self.path.parent

    @property
    def secrets_directory(self) -> Path:
        return self.directory / "secrets"

    @property
    def files_directory(self) -> Path:
        """Where uploaded and generated files are kept."""
        return self.directory / "files"

    @property
    def postgres_directory(self) -> Path:
        """Home of the embedded PostgreSQL; unused when a database URL is set."""
        return self.directory / "postgres"

    @property
    def uses_external_database(self) -> bool:
        return bool(self.database_url)

    @property
    def address(self) -> str:
        """The address people type, without a trailing slash."""
        return (self.public_url or f"http://localhost:{self.port}").rstrip("/")

    @property
    def uses_https(self) -> bool:
        return self.address.startswith("https://")

    @cached_property
    def secret_key(self) -> str:
        return self._secret("secret_key").strip()

    @cached_property
    def field_keys(self) -> dict[int, bytes]:
        """The key ring of encrypted columns: key number to 32 bytes. New values use the highest number."""
        lines = (line.partition(":") for line in self._secret("field_keys").split())
        return {int(number): base64.b64decode(key) for number, _, key in lines}

    @cached_property
    def lookup_key(self) -> bytes:
        """Key of the blind indexes, by which an encrypted number is found again."""
        return base64.b64decode(self._secret("lookup_key"))

    @property
    def secret_files(self) -> tuple[Path, ...]:
        return tuple(self.secrets_directory / name for name in ("secret_key", "field_keys", "lookup_key"))

    def _secret(self, name: str) -> str:
        path = self.secrets_directory / name
        try:
            return path.read_text()
        except FileNotFoundError:
            raise SiteError(
                f"비밀 파일이 없습니다: {path}\n"
                "백업에서 이 파일을 되돌려 주세요. 새로 만들면 암호화된 정보를 읽을 수 없습니다."
            ) from None
        except PermissionError:
            raise SiteError(
                f"비밀 파일을 읽을 권한이 없습니다: {path}\n이 사이트를 만든 계정으로 실행해 주세요."
            ) from None


def default_path() -> Path:
    """The file named by HAKJEOK_SITE, else the demonstration site of this checkout."""
    named = os.environ.get("HAKJEOK_SITE")
    if named:
        return Path(named).expanduser().absolute()
    return demo_path()


def demo_path() -> Path:
    """Where the demonstration site is: in `var/` of this checkout, or of the working directory when installed."""
    home = PROJECT if (PROJECT / "pyproject.toml").exists() else Path.cwd()
    return home / "var" / "demo" / "site.toml"


def current() -> Site:
    """The site of this process. The demonstration site is created when nothing else is named."""
    return _current(default_path(), tuple(os.environ.get(name) for name in OVERRIDES))


@lru_cache(maxsize=4)
def _current(path: Path, _overrides: tuple[str | None, ...]) -> Site:
    if not path.exists() and not os.environ.get("HAKJEOK_SITE"):
        return create_demo(path)
    return load(path)


def load(path: Path) -> Site:
    """Read a site file. DATABASE_URL, DATABASE_OWNER_URL and HAKJEOK_PORT in the environment win over the file.

    Raises SiteError when the file is missing, is not TOML, or names a setting that does not exist.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SiteError(f"설정 파일이 없습니다: {path}\n`make run SITE={path}`로 새로 만들어 주세요.") from None
    except PermissionError:
        raise SiteError(f"설정 파일을 읽을 권한이 없습니다: {path}\n이 사이트를 만든 계정으로 실행해 주세요.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SiteError(
            f"설정 파일을 읽을 수 없습니다: {path}: {error}\n표시된 줄을 TOML 문법에 맞게 고쳐 주세요."
        ) from None
    return _from_content(path.absolute(), content)


def _from_content(path: Path, content: dict[str, Any]) -> Site:
    mail = content.pop("mail", {})
    known = set(Site.__dataclass_fields__) - {"path", "mail"}
    unknown = sorted((set(content) - known) | (set(mail) - set(Mail.__dataclass_fields__)))
    if unknown:
        raise SiteError(f"설정 파일에 모르는 항목이 있습니다: {', '.join(unknown)} ({path})\n철자를 확인해 주세요.")
    _refuse_wrong_types(path, content)
    content["hosts"] = tuple(content.get("hosts", LOCAL_HOSTS))
    content["database_url"] = os.environ.get("DATABASE_URL") or content.get("database_url", "")
    owner_url = os.environ.get("DATABASE_OWNER_URL") or content.get("database_owner_url", "")
    content["database_owner_url"] = owner_url
    content["port"] = int(os.environ.get("HAKJEOK_PORT") or content.get("port", 8000))
    return Site(path=path, mail=Mail(**mail), **content)


def _refuse_wrong_types(path: Path, content: dict[str, Any]) -> None:
    if content.get("kind") not in KINDS:
        raise SiteError(f"kind는 {', '.join(KINDS)} 가운데 하나여야 합니다. ({path})")
    if not str(content.get("name", "")).strip():
        raise SiteError(f"name(사이트 이름)을 적어 주세요. ({path})")
    port = content.get("port", 8000)
    if isinstance(port, bool) or not isinstance(port, int) or not 1 <= port <= 65535:
        raise SiteError(f"port는 1부터 65535까지의 숫자여야 합니다. ({path})")
    for name in ("debug", "durable", "behind_https_proxy"):
        if not isinstance(content.get(name, False), bool):
            raise SiteError(f"{name}의 값은 true 또는 false여야 합니다. ({path})")
    hosts = content.get("hosts", [])
    if not isinstance(hosts, list) or not all(isinstance(host, str) for host in hosts):
        raise SiteError(f'hosts는 주소의 목록이어야 합니다. 예: hosts = ["school.example.kr"] ({path})')


def create(path: Path, *, kind: str, name: str, **settings: Any) -> Site:
    """Make a site: its settings file and its secrets. An existing site is left alone and read."""
    path = path.absolute()
    path.parent.mkdir(parents=True, exist_ok=True)
    with _locked(path.parent):
        if not path.exists():
            _make_secrets(path.parent / "secrets")
            _write_private(path, _as_toml({"kind": kind, "name": name, **settings}))
    return load(path)


def create_demo(path: Path) -> Site:
    return create(path, kind="demo", name="학적 시범 사이트", school="한빛초등학교")


def _make_secrets(directory: Path) -> None:
    directory.mkdir(mode=0o700, exist_ok=True)
    made = {
        "secret_key": secrets.token_urlsafe(64),
        "field_keys": f"1:{base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}",
        "lookup_key": base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode(),
    }
    for name, value in made.items():
        if not (directory / name).exists():
            _write_private(directory / name, value + "\n")


def _write_private(path: Path, text: str) -> None:
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)


def _as_toml(settings: dict[str, Any]) -> str:
    """TOML of flat settings; a value that is a mapping becomes a table at the end."""
    flat = {key: value for key, value in settings.items() if not isinstance(value, dict)}
    lines = ["# 학적 사이트 설정. 항목 설명: docs/operate.md"]
    lines += [f"{key} = {_toml_value(value)}" for key, value in flat.items()]
    for key, table in settings.items():
        if isinstance(table, dict):
            lines += ["", f"[{key}]", *(f"{name} = {_toml_value(value)}" for name, value in table.items())]
    return "\n".join(lines) + "\n"


def _toml_value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_toml_value(item) for item in value)}]"
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in escaped) + '"'


@contextmanager
def _locked(directory: Path) -> Iterator[None]:
    with (directory / ".site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def host_of(url: str) -> str:
    return urlsplit(url).hostname or ""
