"""Finds the effects of an event by the causes that events name."""

from pathlib import Path

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQL = Path(__file__).parent.parent / "sql" / "causation.sql"


def index_causes(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the indexes; whoever migrates owns the tables or is a member of their owner."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(SQL.read_text())


class Migration(migrations.Migration):
    dependencies = [("events", "0001_log")]

    operations = [migrations.RunPython(index_causes, elidable=False)]
