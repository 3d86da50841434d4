"""The database refuses what the application forgot (ISO-2)."""

import pytest
from django.db import connection

from hakjeok_web.config import tenancy

pytestmark = pytest.mark.django_db


def _rows(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def test_every_table_says_who_reaches_its_rows():
    tables = connection.introspection.table_names()
    assert [table for table in tables if tenancy.of_table(table) is None] == []


def test_every_table_with_a_school_or_a_pupil_has_row_security_forced():
    unforced = _rows(
        "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
        "WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace "
        "AND a.attname IN ('school_id', 'student_id', 'person_id') AND NOT (c.relrowsecurity AND c.relforcerowsecurity)"
    )
    assert unforced == []
