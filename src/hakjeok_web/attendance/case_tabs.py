"""The lists of unexcused absence (미인정결석 관리 화면의 탭); layers above add theirs when they start."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hakjeok_web.accounts.policies import Actor


@dataclass(frozen=True)
class Tab:
    """One list: its name, its address, and who is shown it."""

    name: str
    title: str
    url: str
    is_for: Callable[[Actor], bool] = lambda actor: True


tabs: list[Tab] = [
    Tab("running", "관리할 학생", "/absence-cases/"),
    Tab("all", "올해 모두", "/absence-cases/?all=1"),
    Tab("registrations", "등록·제출", "/absence-cases/registrations/"),
]


def tabs_for(actor: Actor, current: str) -> list[dict[str, Any]]:
    """As the template wants them."""
    return [
        {"title": tab.title, "url": tab.url, "is_current": tab.name == current} for tab in tabs if tab.is_for(actor)
    ]
