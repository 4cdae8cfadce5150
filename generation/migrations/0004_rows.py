"""Rows are called rows, as those of productions are. No table changes."""

from django.db import migrations

RENAMED = {
    **{name: f"{name}Row" for name in ("Snapshot", "Recipe", "Trace", "Action", "Attempt", "Job", "Worker")},
    **{name: f"{name}Row" for name in ("Observation", "Outlook", "OutlookBasis")},
    "Change": "NoteRow",
}


class Migration(migrations.Migration):
    dependencies = [("generation", "0003_artifact_soundness")]

    operations = [migrations.RenameModel(old, new) for old, new in RENAMED.items()]
