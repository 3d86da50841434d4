"""A version of the school calendar, raised by the database itself.

The number comes from a sequence, which a rollback does not take back: a version that was never committed is never
used again, so a calendar remembered under it cannot be mistaken for a later one.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TRIGGERS = """
CREATE SEQUENCE schools_calendar_version;

CREATE FUNCTION schools_raise_calendar_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  year_id uuid;
BEGIN
  FOR year_id IN
    SELECT DISTINCT id FROM (VALUES
      (CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE NEW.school_year_id END),
      (CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE OLD.school_year_id END)) touched (id)
     WHERE id IS NOT NULL
  LOOP
    UPDATE schools_schoolyear SET version = nextval('schools_calendar_version') WHERE id = year_id;
  END LOOP;
  RETURN NULL;
END $$;

CREATE FUNCTION schools_keep_calendar_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.year, NEW.first_on, NEW.last_on) IS DISTINCT FROM (OLD.year, OLD.first_on, OLD.last_on) THEN
    NEW.version := nextval('schools_calendar_version');
  ELSE
    NEW.version := greatest(NEW.version, OLD.version);  -- an object read earlier must not write its version back
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER keep_calendar_version BEFORE UPDATE ON schools_schoolyear
  FOR EACH ROW EXECUTE FUNCTION schools_keep_calendar_version();
CREATE TRIGGER raise_calendar_version AFTER INSERT OR UPDATE OR DELETE ON schools_calendarentry
  FOR EACH ROW EXECUTE FUNCTION schools_raise_calendar_version();
CREATE TRIGGER raise_calendar_version AFTER INSERT OR UPDATE OR DELETE ON schools_gradeyear
  FOR EACH ROW EXECUTE FUNCTION schools_raise_calendar_version();
"""
WITHOUT_TRIGGERS = """
DROP TRIGGER raise_calendar_version ON schools_gradeyear;
DROP TRIGGER raise_calendar_version ON schools_calendarentry;
DROP TRIGGER keep_calendar_version ON schools_schoolyear;
DROP FUNCTION schools_keep_calendar_version;
DROP FUNCTION schools_raise_calendar_version;
DROP SEQUENCE schools_calendar_version;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("schools", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "schoolyear",
            "council_reviewed_on",
            models.DateField(verbose_name="학교운영위원회 심의일", null=True, blank=True),
        ),
        migrations.AddField("schoolyear", "version", models.BigIntegerField(default=0, editable=False)),
        migrations.AddField(
            "schoolyear",
            "changed_by",
            models.ForeignKey(
                to=settings.AUTH_USER_MODEL,
                on_delete=django.db.models.deletion.PROTECT,
                null=True,
                related_name="+",
            ),
        ),
        migrations.AddField("schoolyear", "changed_at", models.DateTimeField(null=True)),
        migrations.RunSQL(TRIGGERS, WITHOUT_TRIGGERS),
    ]
