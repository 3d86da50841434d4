"""What the principal set (학교장이 정한 값) is a ruling like any other figure left to the school: it moves to schools."""

from django.db import migrations

# Row security binds the owner too; only here, where every school's rows are carried over, it does not. A value that was never set is no ruling; one that was taken back is.
CARRY = """
ALTER TABLE remarks_schoolrule NO FORCE ROW LEVEL SECURITY;
ALTER TABLE schools_ruling NO FORCE ROW LEVEL SECURITY;
ALTER TABLE schools_schoolyear NO FORCE ROW LEVEL SECURITY;
WITH told AS (
  SELECT r.school_id, r.school_year_id, f.figure, f.value, r.ground, make_date(y.year, 3, 1) AS from_on,
         r.set_by_id, r.set_at, r.id,
         lag(f.value) OVER (PARTITION BY r.school_year_id, f.figure ORDER BY r.set_at, r.id) AS before
    FROM remarks_schoolrule r
    JOIN schools_schoolyear y ON y.id = r.school_year_id
   CROSS JOIN LATERAL (VALUES ('long_absence_days', r.long_absence_days), ('frequent_count', r.frequent_count))
           AS f(figure, value))
INSERT INTO schools_ruling (id, school_id, school_year_id, figure, value, ground, from_on, place, set_by_id, set_at)
SELECT gen_random_uuid(), school_id, school_year_id, figure, value, ground, from_on,
       row_number() OVER (PARTITION BY school_year_id, figure ORDER BY set_at, id), set_by_id, set_at
  FROM told WHERE value IS NOT NULL OR before IS NOT NULL;
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE schools_schoolyear FORCE ROW LEVEL SECURITY;
ALTER TABLE schools_ruling FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("remarks", "0001_initial"), ("schools", "0003_rulings")]

    operations = [
        migrations.RunSQL(CARRY, migrations.RunSQL.noop),
        migrations.DeleteModel("SchoolRule"),
    ]
