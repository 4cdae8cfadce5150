"""What actions ask of a worker, what workers offer, and what was used for whom."""

from uuid import UUID

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

# What is open already was made for a processor, whoever has one may run it. Rows change before the constraint is there:
# what it would have to look at again at the end lets no index be made until then.
NEEDED = """
ALTER TABLE generation_action ADD COLUMN needs_id bigint;
INSERT INTO generation_needs (kind, device, memory, model) SELECT DISTINCT kind, 'cpu', 0, '' FROM generation_action;
UPDATE generation_action a SET needs_id = n.id FROM generation_needs n WHERE n.kind = a.kind;
UPDATE generation_action a SET person = j.person FROM generation_job j WHERE j.action_id = a.id;
ALTER TABLE generation_action ALTER COLUMN needs_id SET NOT NULL;
ALTER TABLE generation_action ADD CONSTRAINT generation_action_needs FOREIGN KEY (needs_id)
    REFERENCES generation_needs (id) DEFERRABLE INITIALLY DEFERRED;
"""
NEEDLESS = "ALTER TABLE generation_action DROP COLUMN needs_id;"


class Migration(migrations.Migration):
    dependencies = [("generation", "0006_notes_of_pipelines")]

    operations = [
        migrations.CreateModel(
            name="NeedsRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=100)),
                ("device", models.CharField(max_length=40)),
                ("memory", models.BigIntegerField()),
                ("model", models.CharField(max_length=200)),
            ],
            options={
                "db_table": "generation_needs",
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "device", "memory", "model"), name="one_row_per_needs")
                ],
            },
        ),
        migrations.CreateModel(
            name="UsageRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("production", models.UUIDField()),
                ("person", models.UUIDField()),
                ("worker", models.CharField(max_length=100)),
                ("seconds", models.FloatField()),
                ("as_of", models.DateTimeField()),
            ],
            options={
                "db_table": "generation_usage",
                "constraints": [
                    models.UniqueConstraint(fields=("production", "person", "worker"), name="one_row_per_usage")
                ],
            },
        ),
        migrations.AddField("actionrow", "claimed_at", models.DateTimeField(null=True)),
        migrations.AddField("actionrow", "passed", models.IntegerField(db_default=0, default=0)),
        migrations.AddField("actionrow", "person", models.UUIDField(default=UUID(int=0)), preserve_default=False),
        migrations.RunSQL(
            NEEDED,
            NEEDLESS,
            state_operations=[
                migrations.AddField(
                    "actionrow",
                    "needs",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, to="generation.needsrow"
                    ),
                    preserve_default=False,
                )
            ],
        ),
        migrations.RemoveIndex("actionrow", "action_ready"),
        migrations.AddIndex(
            "actionrow",
            models.Index(
                condition=models.Q(("state", "ready")),
                fields=["needs", "production", "person", "wanted_at", "place"],
                name="action_ready",
            ),
        ),
        migrations.AddField(
            "workerrow",
            "classes",
            django.contrib.postgres.fields.ArrayField(models.CharField(max_length=40), default=list, size=None),
        ),
        migrations.AddField("workerrow", "drained_at", models.DateTimeField(null=True)),
        migrations.AddField("workerrow", "memory", models.BigIntegerField(default=0)),
        migrations.AddField(
            "workerrow",
            "resident",
            django.contrib.postgres.fields.ArrayField(models.CharField(max_length=200), default=list, size=None),
        ),
    ]
