"""Histories that the tests of the record share."""

from hakjeok.record.events import Event
from hakjeok.vocabulary import Change
from tests.rules.calendars import day

HERE, THERE = "한빛초등학교", "새솔초등학교"


def event(change: Change, text: str, grade: int = 1, school: str = HERE, **more: str) -> Event:
    return Event(change=change, date=day(text), school=school, grade=grade, **more)


def admission(text: str = "2022-03-02", grade: int = 1, school: str = HERE) -> Event:
    return event(Change.ADMISSION, text, grade, school)
