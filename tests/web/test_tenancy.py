"""The database refuses what the application forgot (ISO-2)."""

import pytest
from django.db import connection

from hakjeok_web.config import tenancy
from tests import builders

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


def test_a_person_of_another_school_cannot_be_changed_even_without_being_looked_for(db):
    builders.enter(builders.SAESOL)
    builders.a_pupil(builders.a_class(builders.a_year(builders.SAESOL)))
    builders.enter(builders.HANBIT)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE students_person SET rrn_sealed = NULL")
        assert cursor.rowcount == 0


def test_the_end_of_the_access_log_cannot_be_removed():
    rights = _rows("SELECT has_table_privilege(current_user, 'accounts_accesschain', 'DELETE')")
    assert rights == [(False,)]
