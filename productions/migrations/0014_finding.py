import django.contrib.postgres.indexes
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("productions", "0013_cut")]

    operations = [
        TrigramExtension(),
        migrations.CreateModel(
            name="FindingRow",
            fields=[
                ("thing", models.UUIDField(primary_key=True, serialize=False)),
                ("log", models.UUIDField(db_index=True)),
                ("kind", models.CharField(max_length=20)),
                ("words", models.TextField()),
                ("notes", models.TextField(default="")),
            ],
            options={
                "db_table": "productions_finding",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["words"], name="finding_words", opclasses=["gin_trgm_ops"]
                    ),
                    models.Index(
                        condition=models.Q(("notes", ""), _negated=True), fields=["log"], name="finding_noted"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FindingWordRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("log", models.UUIDField()),
                ("word", models.CharField(max_length=40)),
            ],
            options={
                "db_table": "productions_finding_word",
                "constraints": [models.UniqueConstraint(fields=["log", "word"], name="finding_word_once")],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["word"], name="finding_word_alike", opclasses=["gin_trgm_ops"]
                    )
                ],
            },
        ),
    ]
