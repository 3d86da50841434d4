"""The one place that reads the clock."""

from datetime import date, datetime

from django.utils import timezone


def today() -> date:
    """Today (오늘) in Asia/Seoul; read at the edge and passed down."""
    return timezone.localdate()


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return timezone.now()
