"""What a production publishes is noted too: all its plans rest on it."""

from pathlib import Path

from django.db import migrations

NOTES = Path(__file__).parent.parent / "sql" / "notes_of_pipelines.sql"
UNNOTED = (
    "DROP TRIGGER productions_pipeline_changed ON productions_pipeline; DROP FUNCTION productions_pipeline_changed();"
)


class Migration(migrations.Migration):
    dependencies = [("generation", "0005_pipelines"), ("productions", "0005_pipeline")]

    operations = [migrations.RunSQL(NOTES.read_text(), UNNOTED)]
