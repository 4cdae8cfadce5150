"""Outlooks share what they tell, hold the beginnings of their keys, and say how each shot stands, for the board.

What was kept before is dropped, which is harmless: the next plan works it out anew.
"""

import django.contrib.postgres.fields
from django.db import migrations, models

EMPTY = "DELETE FROM generation_outlook; DELETE FROM generation_outlook_basis;"
UNLOGGED = "ALTER TABLE generation_telling SET UNLOGGED;"


class Migration(migrations.Migration):
    dependencies = [("generation", "0009_take_numbers")]

    operations = [
        migrations.RunSQL(EMPTY, migrations.RunSQL.noop),
        migrations.RemoveIndex("outlookrow", "outlook_planned"),
        migrations.RemoveField("outlookrow", "lines"),
        migrations.RemoveField("outlookrow", "keys"),
        migrations.AddField(
            "outlookrow",
            "keys",
            django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
        ),
        migrations.AddField("outlookrow", "telling", models.UUIDField(null=True)),
        migrations.AddField("outlookrow", "standing", models.TextField()),
        migrations.AddField("outlookbasisrow", "stamp", models.UUIDField()),
        migrations.AddIndex(
            "outlookrow",
            models.Index(fields=["production"], name="outlook_planned", condition=models.Q(telling__isnull=False)),
        ),
        migrations.CreateModel(
            name="TellingRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("production", models.UUIDField()),
                ("digest", models.UUIDField()),
                ("text", models.TextField()),
            ],
            options={"db_table": "generation_telling"},
        ),
        migrations.AddConstraint(
            "tellingrow", models.UniqueConstraint(fields=["production", "digest"], name="one_telling_of_a_production")
        ),
        migrations.RunSQL(UNLOGGED, migrations.RunSQL.noop),
    ]
