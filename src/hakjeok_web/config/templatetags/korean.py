"""Dates, times and counts as screens.md 5.5 writes them, and where a sentence of a decision stands."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
WEEKDAYS = "월화수목금토일"


@register.filter
def korean_date(day: date | None) -> str:
    """`2024. 5. 3.(금)`; an empty string for no date."""
    return f"{day.year}. {short_date(day)}" if day else ""


@register.filter
def short_date(day: date | None) -> str:
    """`5. 3.(금)`."""
    return f"{day.month}. {day.day}.({WEEKDAYS[day.weekday()]})" if day else ""


@register.filter
def korean_time(instant: datetime | None) -> str:
    """`2024. 5. 3.(금) 14:03` in Seoul."""
    if instant is None:
        return ""
    local = timezone.localtime(instant)
    return f"{korean_date(local.date())} {local:%H:%M}"


@register.filter
def clock_time(instant: datetime | None) -> str:
    """`14:03` in Seoul."""
    return f"{timezone.localtime(instant):%H:%M}" if instant else ""


@register.filter
def days_left(due: date, today: date) -> str:
    """`오늘`, `3일 남음`, `2일 지남`."""
    left = (due - today).days
    if left == 0:
        return "오늘까지"
    return f"{left}일 남음" if left > 0 else f"{-left}일 지남"


@register.filter
def cited(step: Mapping[str, Any]) -> SafeString:
    """A step's sentence with its page and law behind it: `… 적지 않습니다. (p.30, 시행령 제29조)`.

    A page of many decisions has hundreds of them: one call in the place of a template's dozen lookups.
    """
    page, law = step.get("page"), step.get("law")
    where = ", ".join(filter(None, (f"p.{page}" if page else "", law)))
    behind = f' <span class="hj-soft">({escape(where)})</span>' if where else ""
    return mark_safe(f"{escape(step['text'])}{behind}")  # noqa: S308  (both parts are escaped)


@register.filter
def naming(sentence: str, label: str) -> str:
    """A sentence about a field with the field's name before it, where it does not begin with the name itself."""
    return str(sentence) if str(sentence).startswith(str(label)) else f"{label}: {sentence}"
