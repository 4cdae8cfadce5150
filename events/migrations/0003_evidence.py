"""Tiles of the Merkle tree, public keys, when checkpoints were made, and the state of anchors and audits."""

from pathlib import Path

from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import Now
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from events import roles

SQL = Path(__file__).parent.parent / "sql"
FILES = ("tiles", "signing")
FUNCTIONS = ("tile(uuid, integer)",)


def add_evidence(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add to the log's schema as its owner, and open what was added to the application."""
    role = settings.DATABASE_APPLICATION_ROLE
    with schema_editor.connection.cursor() as cursor, roles.as_owner(cursor):
        for name in FILES:
            cursor.execute((SQL / f"{name}.sql").read_text())
        if role:
            roles.grant_functions(cursor, role, FUNCTIONS)


class Migration(migrations.Migration):
    dependencies = [("events", "0002_causation")]

    operations = [
        migrations.RunPython(add_evidence, elidable=False),
        migrations.CreateModel(
            name="Signing",
            fields=[
                ("log", models.UUIDField(primary_key=True, serialize=False)),
                ("refused", models.TextField(default="")),
                ("refused_at", models.DateTimeField(null=True)),
                ("anchored", models.BigIntegerField(default=0)),
                ("anchored_at", models.DateTimeField(null=True)),
                ("anchor_error", models.TextField(default="")),
            ],
            options={"db_table": "events_signing"},
        ),
        migrations.CreateModel(
            name="Audit",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("log", models.UUIDField(db_index=True)),
                ("kind", models.CharField(max_length=10)),
                ("state", models.CharField(default="queued", max_length=10)),
                ("done", models.BigIntegerField(default=0)),
                ("total", models.BigIntegerField(default=0)),
                ("step", models.CharField(default="", max_length=40)),
                ("starts", models.IntegerField(default=0)),
                ("result", models.JSONField(null=True)),
                ("file", models.CharField(default="", max_length=200)),
                ("error", models.TextField(default="")),
                ("requested_by", models.UUIDField()),
                ("requested_at", models.DateTimeField(db_default=Now())),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "events_audit",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ("queued", "running"))),
                        fields=["requested_at"],
                        name="audit_open",
                    )
                ],
            },
        ),
    ]
