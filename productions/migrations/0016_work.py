import django.contrib.postgres.indexes
from django.db import migrations, models

import productions.models


class Migration(migrations.Migration):

    dependencies = [
        ('productions', '0015_waivers'),
    ]

    operations = [
        migrations.AddField(
            model_name='productionrow',
            name='ends',
            field=models.JSONField(default=productions.models.usual_ends),
        ),
        migrations.CreateModel(
            name='WorkRow',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('log', models.UUIDField(db_index=True)),
                ('version', models.BigIntegerField()),
                ('state', models.TextField()),
                ('causes', models.TextField()),
                ('shot', models.UUIDField(unique=True)),
                ('assignees', models.JSONField()),
                ('due', models.CharField(max_length=10, null=True)),
                ('status', models.UUIDField(null=True)),
            ],
            options={
                'db_table': 'productions_work',
                'abstract': False,
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['assignees'], name='work_assignees')],
            },
        ),
    ]
