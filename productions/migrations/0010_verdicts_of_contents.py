"""What was said of a whole take before its contents had verdicts is written down for each of them, as folding its events
anew would: otherwise a later word about one of them would seem to be the last about all.
"""

from typing import Any

import msgspec
from django.db import migrations


def with_verdicts(state: str, causes: str) -> tuple[str, str]:
    """Return state and causes of a take, as JSON, with a verdict for each of its contents where it was reviewed."""
    take, events = msgspec.json.decode(state), msgspec.json.decode(causes)
    if take.get("review", "made") != "made" and not take.get("verdicts"):
        contents = (take.get("outputs") or {"master": take["content"]}).values()
        take["verdicts"] = dict.fromkeys(contents, take["review"])
        events |= {f"verdict:{content}": events["review"] for content in contents}
    return msgspec.json.encode(take).decode(), msgspec.json.encode(events).decode()


def say_of_each_content(apps: Any, schema_editor: Any) -> None:
    takes = apps.get_model("productions", "TakeRow").objects.using(schema_editor.connection.alias)
    for row in takes.only("state", "causes").iterator():
        row.state, row.causes = with_verdicts(row.state, row.causes)
        row.save(update_fields=["state", "causes"])


class Migration(migrations.Migration):
    dependencies = [("productions", "0009_verdicts")]

    operations = [migrations.RunPython(say_of_each_content, migrations.RunPython.noop)]
