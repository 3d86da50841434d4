"""The migration that carries what the principal set (학교장이 정한 값) over to the figures left to the school."""

from importlib import import_module

import pytest

from tests import builders

pytestmark = pytest.mark.django_db
CARRY = import_module("hakjeok_web.remarks.migrations.0002_rules_move_to_schools").CARRY
YEAR, USER = "01900000-0000-7000-8000-0000000000a1", "01900000-0000-7000-8000-0000000000b1"
OLD_TABLE = """
CREATE TABLE remarks_schoolrule (
  id uuid PRIMARY KEY, school_id uuid, school_year_id uuid, long_absence_days int, frequent_count int, ground text,
  set_by_id uuid, set_at timestamptz);
ALTER TABLE remarks_schoolrule ENABLE ROW LEVEL SECURITY;
ALTER TABLE remarks_schoolrule FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON remarks_schoolrule USING (school_id::text = current_setting('app.schools', true));
"""
OLD_ROWS = f"""
SET LOCAL app.schools = '{builders.HANBIT}';
INSERT INTO accounts_user (id, login, name, password, email, is_active, created_at)
VALUES ('{USER}', 'principal', '한교장', '!', '', true, now());
INSERT INTO schools_schoolyear (id, school_id, year, first_on, last_on, cut_cause, version)
VALUES ('{YEAR}', '{builders.HANBIT}', 2024, '2024-03-04', '2025-01-10', '', 1);
INSERT INTO remarks_schoolrule
SELECT gen_random_uuid(), '{builders.HANBIT}', '{YEAR}', long, times, ground, '{USER}', at::timestamptz
  FROM (VALUES (7, NULL, '처음', '2024-03-05'), (5, 10, '고침', '2024-04-01'), (5, NULL, '되돌림', '2024-05-01'))
    AS told(long, times, ground, at);
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""


def test_every_value_keeps_its_ground_its_day_and_its_place():
    with builders.owner_connection() as owner, owner.transaction(force_rollback=True):
        owner.execute(OLD_TABLE)
        owner.execute(OLD_ROWS)
        owner.execute("SET LOCAL app.schools = ''")
        owner.execute(CARRY)
        owner.execute(f"SET LOCAL app.schools = '{builders.HANBIT}'")
        found = owner.execute(
            "SELECT figure, value::float, ground, place, from_on::text FROM schools_ruling ORDER BY figure, place"
        ).fetchall()
    assert found == [
        ("frequent_count", 10, "고침", 1, "2024-03-01"),
        ("frequent_count", None, "되돌림", 2, "2024-03-01"),
        ("long_absence_days", 7, "처음", 1, "2024-03-01"),
        ("long_absence_days", 5, "고침", 2, "2024-03-01"),
        ("long_absence_days", 5, "되돌림", 3, "2024-03-01"),
    ]
