"""An approved paper can be neither changed nor removed, whoever asks (결재가 끝난 문서)."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION refuse_change_of_approved_paper() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an approved document never changes' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER approved_papers_never_change BEFORE UPDATE OR DELETE ON documents_document
  FOR EACH ROW WHEN (OLD.number IS NOT NULL) EXECUTE FUNCTION refuse_change_of_approved_paper();
"""
BACKWARD = """
DROP TRIGGER approved_papers_never_change ON documents_document;
DROP FUNCTION refuse_change_of_approved_paper();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
