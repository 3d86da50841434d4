"""Readable rows for tests: `a_school()`, `a_class()`, `a_pupil()` … Plain functions, asymmetric defaults."""

import uuid
from datetime import date
from itertools import count

from hakjeok_web.accounts.access_log import GENESIS
from hakjeok_web.accounts.models import AccessChain, Homeroom, MenuGrant, Staff, User
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.accounts.queries import actor_of
from hakjeok_web.config import tenancy
from hakjeok_web.documents.models import Document
from hakjeok_web.schools.models import CalendarEntry, Office, School, SchoolClass, SchoolYear, Semester
from hakjeok_web.students.models import ClassPlacement, Person, RecordChange, Student

TODAY = date(2024, 5, 3)  # a Friday; its tenth school day back is 2024-04-22
_serial = count(1)

DAYS_OFF = {
    date(2024, 4, 10): "국회의원선거일",
    date(2024, 5, 6): "대체공휴일",
    date(2024, 5, 15): "부처님오신날",
    date(2024, 6, 6): "현충일",
    date(2024, 8, 15): "광복절",
    date(2024, 9, 16): "추석 연휴",
    date(2024, 9, 17): "추석",
    date(2024, 9, 18): "추석 연휴",
    date(2024, 10, 3): "개천절",
    date(2024, 10, 9): "한글날",
    date(2024, 12, 25): "성탄절",
    date(2025, 1, 1): "신정",
}


def owner_connection():
    """A connection of the owner to the test database: for what the application's role may not do."""
    import psycopg
    from django.db import connection

    from hakjeok_web.platform import embedded, site

    server = embedded.address(site.current().postgres_directory)
    return psycopg.connect(**server.dsn("owner", connection.settings_dict["NAME"]), autocommit=True)
