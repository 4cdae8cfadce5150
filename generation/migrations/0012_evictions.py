"""Since when bytes are gone that were removed to free room."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("generation", "0011_costs")]

    operations = [migrations.AddField("artifactrow", "evicted_at", models.DateTimeField(null=True))]
