"""What is known of stored bytes: the seal of their file, when they were looked for, and what stands for lost ones."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("generation", "0002_outlooks")]

    operations = [
        migrations.RenameModel("Artifact", "ArtifactRow"),
        migrations.AddField("artifactrow", "seal", models.CharField(db_default="", default="", max_length=100)),
        migrations.AddField("artifactrow", "checked_at", models.DateTimeField(null=True)),
        migrations.AddField("artifactrow", "replaced_by", models.CharField(db_default="", default="", max_length=71)),
        migrations.AddIndex(
            "artifactrow",
            models.Index(models.OrderBy(models.F("checked_at"), nulls_first=True), name="artifact_checked"),
        ),
    ]
