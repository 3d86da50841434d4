"""What was submitted stands (상신한 문서): neither its content nor its attachments change, whoever asks."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION refuse_change_of_submitted_paper() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a submitted document does not change' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER submitted_papers_stand BEFORE UPDATE ON documents_document
  FOR EACH ROW WHEN (OLD.state = 'submitted' AND
    (NEW.definition, NEW.form_id, NEW.title, NEW.values, NEW.pupil_id, NEW.drafted_by_id)
    IS DISTINCT FROM (OLD.definition, OLD.form_id, OLD.title, OLD.values, OLD.pupil_id, OLD.drafted_by_id))
  EXECUTE FUNCTION refuse_change_of_submitted_paper();

CREATE FUNCTION refuse_change_of_attachment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE paper uuid; paper_state text;
BEGIN
  paper := CASE WHEN TG_OP = 'INSERT' THEN NEW.document_id ELSE OLD.document_id END;
  SELECT state INTO paper_state FROM documents_document WHERE id = paper;
  IF paper_state IN ('submitted', 'approved') THEN
    RAISE EXCEPTION 'the attachments of a submitted document do not change'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER attachments_stand BEFORE INSERT OR UPDATE OR DELETE ON documents_attachment
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_attachment();
"""
BACKWARD = """
DROP TRIGGER attachments_stand ON documents_attachment;
DROP FUNCTION refuse_change_of_attachment();
DROP TRIGGER submitted_papers_stand ON documents_document;
DROP FUNCTION refuse_change_of_submitted_paper();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_drafts_and_wordings")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
