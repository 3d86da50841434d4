"""A meeting that is over never changes (마친 회의), nor does anything recorded of it; whoever asks."""

from django.db import migrations

CHILDREN = ("agendaitem", "attendance")
OF_ITEMS = ("recusal", "statement", "vote")
FUNCTIONS = """
CREATE FUNCTION refuse_change_of_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a meeting that is over never changes' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER meetings_that_are_over_stand BEFORE UPDATE OR DELETE ON committees_meeting
  FOR EACH ROW WHEN (OLD.state IN ('closed', 'cancelled')) EXECUTE FUNCTION refuse_change_of_meeting();

CREATE FUNCTION refuse_change_within_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE touched record; found_state text;
BEGIN
  touched := CASE WHEN TG_OP = 'INSERT' THEN NEW ELSE OLD END;
  SELECT state INTO found_state FROM committees_meeting WHERE id = touched.meeting_id;
  IF found_state IN ('closed', 'cancelled') THEN
    RAISE EXCEPTION 'a meeting that is over never changes' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE FUNCTION refuse_change_within_item() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE touched record; found_state text;
BEGIN
  touched := CASE WHEN TG_OP = 'INSERT' THEN NEW ELSE OLD END;
  SELECT m.state INTO found_state FROM committees_meeting m
    JOIN committees_agendaitem i ON i.meeting_id = m.id WHERE i.id = touched.item_id;
  IF found_state IN ('closed', 'cancelled') THEN
    RAISE EXCEPTION 'a meeting that is over never changes' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE FUNCTION refuse_change_of_vote() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a vote is marked void, never changed' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER votes_are_only_voided BEFORE UPDATE ON committees_vote
  FOR EACH ROW WHEN (OLD.voided_at IS NOT NULL OR
    (NEW.item_id, NEW.in_favour, NEW.against, NEW.abstained, NEW.enrolled, NEW.excluded, NEW.quorum, NEW.majority,
     NEW.passed, NEW.summary, NEW.recorded_by_id, NEW.recorded_at)
    IS DISTINCT FROM
    (OLD.item_id, OLD.in_favour, OLD.against, OLD.abstained, OLD.enrolled, OLD.excluded, OLD.quorum, OLD.majority,
     OLD.passed, OLD.summary, OLD.recorded_by_id, OLD.recorded_at))
  EXECUTE FUNCTION refuse_change_of_vote();
"""
BACKWARD = """
DROP TRIGGER votes_are_only_voided ON committees_vote;
DROP FUNCTION refuse_change_of_vote();
DROP TRIGGER meetings_that_are_over_stand ON committees_meeting;
DROP FUNCTION refuse_change_of_meeting();
DROP FUNCTION refuse_change_within_meeting() CASCADE;
DROP FUNCTION refuse_change_within_item() CASCADE;
"""


def _trigger(table: str, function: str) -> str:
    return (
        f"CREATE TRIGGER meetings_that_are_over_stand BEFORE INSERT OR UPDATE OR DELETE ON committees_{table} "
        f"FOR EACH ROW EXECUTE FUNCTION {function}();"
    )


TRIGGERS = [_trigger(table, "refuse_change_within_meeting") for table in CHILDREN]
TRIGGERS += [_trigger(table, "refuse_change_within_item") for table in OF_ITEMS]


class Migration(migrations.Migration):
    dependencies = [("committees", "0001_initial")]
    operations = [migrations.RunSQL("\n".join([FUNCTIONS, *TRIGGERS]), BACKWARD)]
