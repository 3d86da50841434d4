"""Dates, times and counts as screens.md 5.5 writes them."""

from datetime import date, datetime

from django import template
from django.utils import timezone

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
def naming(sentence: str, label: str) -> str:
    """A sentence about a field with the field's name before it, where it does not begin with the name itself."""
    return str(sentence) if str(sentence).startswith(str(label)) else f"{label}: {sentence}"
