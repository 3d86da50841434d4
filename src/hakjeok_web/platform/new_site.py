"""Asks at the terminal for what a new site needs (새 사이트 만들기). No account and no secret has a default."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from hakjeok_web.platform import site
from hakjeok_web.platform.site import Site, SiteError, host_of

Ask = Callable[[str], str]
LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{3,29}")
ADDRESS = re.compile(r"https?://[^\s/:]+(:\d+)?")


def create_interactively(path: Path, ask: Ask = input, say: Callable[[str], None] = print) -> Site:
    """Make the site file at `path` from answers. Raises SiteError when nobody is there to answer."""
    say(f"새 사이트를 만듭니다: {path}")
    try:
        kind = _choice(ask, say)
        settings = _settings(ask, say, "학교 이름" if kind == "school" else "교육청 이름")
    except EOFError:
        raise SiteError(
            f"설정 파일이 없고, 물어볼 터미널도 없습니다: {path}\n터미널에서 `make run SITE={path}`를 실행해 주세요."
        ) from None
    made = site.create(path, kind=kind, name=str(settings["school"]), **settings)
    say(f"설정과 비밀 파일을 만들었습니다. 데이터베이스와 따로 백업해 주세요: {made.secrets_directory}")
    return made


def _choice(ask: Ask, say: Callable[[str], None]) -> str:
    answer = _until_valid(ask, say, "한 학교만 쓰면 1, 교육(지원)청이 여러 학교를 두면 2: ",
                          lambda text: text in ("1", "2"), "1 또는 2를 입력해 주세요.")  # fmt: skip
    return "school" if answer == "1" else "office"


def _settings(ask: Ask, say: Callable[[str], None], name_label: str) -> dict[str, object]:
    settings: dict[str, object] = {
        "school": _until_valid(ask, say, f"{name_label}: ", bool, f"{name_label}을 입력해 주세요."),
        "administrator_name": _until_valid(ask, say, "첫 관리자 성명: ", bool, "성명을 입력해 주세요."),
        "administrator_login": _until_valid(
            ask, say, "첫 관리자 아이디: ", LOGIN.fullmatch, "아이디는 영문 소문자·숫자·._- 4~30자로 입력해 주세요."
        ),
    }
    address = _until_valid(
        ask, say, "접속 주소 (이 컴퓨터에서만 쓰면 Enter): ", lambda text: not text or ADDRESS.fullmatch(text),
        "주소는 https://hakjeok.example.kr처럼 입력해 주세요.",
    )  # fmt: skip
    port = {"port": int(os.environ["HAKJEOK_PORT"])} if os.environ.get("HAKJEOK_PORT") else {}
    return settings | port | (_reached_at(address) if address else {})


def _reached_at(address: str) -> dict[str, object]:
    hosts = list(dict.fromkeys([host_of(address), *site.LOCAL_HOSTS]))
    return {"public_url": address, "hosts": hosts, "behind_https_proxy": address.startswith("https://")}


def _until_valid(
    ask: Ask, say: Callable[[str], None], question: str, is_valid: Callable[[str], object], complaint: str
) -> str:
    while not is_valid(answer := ask(question).strip()):
        say(complaint)
    return answer
