"""What plans of a whole film read of each take stands apart from its files, so that these need not be read with it."""

from django.db import migrations

ADD = """
ALTER TABLE productions_take ADD COLUMN brief text GENERATED ALWAYS AS
    ((state::jsonb - ARRAY['artifacts', 'notes', 'comment', 'comment_frame'])::text) STORED
"""


class Migration(migrations.Migration):
    dependencies = [("productions", "0005_pipeline")]

    operations = [migrations.RunSQL(ADD, "ALTER TABLE productions_take DROP COLUMN brief")]
