"""Bytes of shipped traces that never lay here."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("generation", "0025_parameters_of_outlooks"),
    ]

    operations = [
        migrations.AddField(
            model_name="artifactrow",
            name="apart",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddIndex(
            model_name="artifactrow",
            index=models.Index(condition=Q(("apart", True)), fields=["digest"], name="artifact_apart"),
        ),
    ]
