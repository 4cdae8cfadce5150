"""How a take stands with its reviewers follows from all takes of its shot: no row of one says it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("productions", "0008_change_sets")]

    operations = [migrations.RemoveField("takerow", "review")]
