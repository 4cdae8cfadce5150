"""What plans found out about each shot, and the notes of what changed since, which the database writes by itself.

None of it is a fact: the tables are unlogged, so a crash of the server empties all three at once, which is harmless.
"""

from pathlib import Path

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

KEPT = ("generation_outlook", "generation_outlook_basis", "generation_change")
NOTES = Path(__file__).parent.parent / "sql" / "notes.sql"
NOTED = ("productions_production", "productions_scene", "productions_shot", "productions_reference", "productions_take", "generation_job")
UNNOTED = "".join(f"DROP TRIGGER {table}_changed ON {table}; DROP FUNCTION {table}_changed();" for table in NOTED)
UNLOGGED = "".join(f"ALTER TABLE {table} SET UNLOGGED;" for table in KEPT)
LOGGED = "".join(f"ALTER TABLE {table} SET LOGGED;" for table in KEPT)


class Migration(migrations.Migration):
    dependencies = [("generation", "0001_initial"), ("productions", "0002_sign_in")]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("production", models.UUIDField(db_index=True)),
                ("thing", models.UUIDField()),
            ],
            options={"db_table": "generation_change"},
        ),
        migrations.CreateModel(
            name="Outlook",
            fields=[
                ("shot", models.UUIDField(primary_key=True, serialize=False)),
                ("production", models.UUIDField(db_index=True)),
                ("reads", django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                (
                    "keys",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=71), size=None),
                ),
                (
                    "missing",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=71), size=None),
                ),
                ("lines", models.TextField()),
            ],
            options={"db_table": "generation_outlook"},
        ),
        migrations.CreateModel(
            name="OutlookBasis",
            fields=[
                ("production", models.UUIDField(primary_key=True, serialize=False)),
                ("program", models.CharField(max_length=64)),
                ("settings", models.CharField(max_length=64)),
            ],
            options={"db_table": "generation_outlook_basis"},
        ),
        migrations.AddIndex(
            model_name="outlook",
            index=django.contrib.postgres.indexes.GinIndex(fields=["reads"], name="outlook_reads", fastupdate=False),
        ),
        migrations.AddIndex(
            model_name="outlook",
            index=models.Index(fields=["production"], name="outlook_planned", condition=~models.Q(lines="")),
        ),
        migrations.AddIndex(
            model_name="outlook",
            index=models.Index(fields=["production"], name="outlook_missing", condition=~models.Q(missing=[])),
        ),
        migrations.AddIndex(
            model_name="trace",
            index=models.Index(fields=["key"], name="trace_remade", condition=models.Q(generation__gt=1)),
        ),
        migrations.RunSQL(UNLOGGED, LOGGED),
        migrations.RunSQL(NOTES.read_text(), UNNOTED),
    ]
