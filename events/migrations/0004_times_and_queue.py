"""Which events are out of order in time, who may leave the queue, and events that are nowhere."""

from pathlib import Path

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from events import roles

SQL = Path(__file__).parent.parent / "sql"
FILES = ("times", "queue", "append", "sequence")
"""The last two replace the functions of installations that are older than these files."""


def add_times(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add to the log's schema as its owner."""
    with schema_editor.connection.cursor() as cursor, roles.as_owner(cursor):
        for name in FILES:
            cursor.execute((SQL / f"{name}.sql").read_text())


class Migration(migrations.Migration):
    dependencies = [("events", "0003_evidence")]

    operations = [
        migrations.RunPython(add_times, elidable=False),
        migrations.CreateModel(
            name="Unplaced",
            fields=[
                ("event", models.UUIDField(primary_key=True, serialize=False)),
                ("log", models.UUIDField(null=True)),
            ],
            options={"db_table": "events_unplaced"},
        ),
    ]
