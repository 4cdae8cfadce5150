"""What plans found out about each shot, and the notes of what changed since, which the database writes by itself.

None of it is a fact: the tables are unlogged, so a crash of the server empties all three at once, which is harmless.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

KEPT = ("generation_outlook", "generation_outlook_basis", "generation_change")
UNLOGGED = "".join(f"ALTER TABLE {table} SET UNLOGGED;" for table in KEPT)
LOGGED = "".join(f"ALTER TABLE {table} SET LOGGED;" for table in KEPT)


def noting(table: str, production: str, thing: str, events: str = "INSERT OR UPDATE OR DELETE", when: str = "") -> migrations.RunSQL:
    """Note each write of a table's rows: in which production, and what it is that plans may rest on."""
    name = f"{table}_changed"
    return migrations.RunSQL(
        f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO generation_change (production, thing)
            VALUES (coalesce(NEW.{production}, OLD.{production}), coalesce(NEW.{thing}, OLD.{thing}));
            RETURN NULL;
        END $$;
        CREATE TRIGGER {name} AFTER {events} ON {table} FOR EACH ROW {when} EXECUTE FUNCTION {name}();
        """,
        f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();",
    )


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
        *(
            noting(f"productions_{name}", "log", "id")
            for name in ("production", "scene", "shot", "reference")
        ),
        noting("productions_take", "log", "shot"),
        noting(
            "generation_job", "production", "shot", "INSERT OR UPDATE", "WHEN (NEW.generation IS NOT NULL)"
        ),
    ]
