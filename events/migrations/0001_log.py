"""The log's schema with its owner, tables, guards and functions, and the state of its followers."""

from pathlib import Path

from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from events import roles

SQL = Path(__file__).parent.parent / "sql"
FILES = ("tables", "guards", "append", "sequence", "checkpoint", "rights")


def create_log(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the schema as its owner and open it to the application; with a single role there is nobody to open it to."""
    role = settings.DATABASE_APPLICATION_ROLE
    owned = roles.create_owner(schema_editor.connection)
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA eventlog AUTHORIZATION {roles.OWNER if owned else 'CURRENT_USER'}")
        if owned:
            cursor.execute(f"SET LOCAL ROLE {roles.OWNER}")
        for name in FILES:
            cursor.execute((SQL / f"{name}.sql").read_text())
        if role:
            roles.grant_log(cursor, role)
        if owned:
            cursor.execute("RESET ROLE")
        if role:
            roles.grant_rest(cursor, role)


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.RunPython(create_log, elidable=False),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                ("name", models.CharField(max_length=100, primary_key=True, serialize=False)),
                ("number", models.BigIntegerField(default=0)),
                ("version", models.IntegerField(default=1)),
                ("failures", models.IntegerField(default=0)),
                ("error", models.TextField(default="")),
                ("retry_at", models.DateTimeField(null=True)),
            ],
            options={"db_table": "events_subscription"},
        ),
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                ("name", models.CharField(max_length=100, primary_key=True, serialize=False)),
                ("beat_at", models.DateTimeField()),
            ],
            options={"db_table": "events_heartbeat"},
        ),
    ]
