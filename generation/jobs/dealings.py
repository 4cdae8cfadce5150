"""What was agreed with providers, by the key of the work: written before anything depends on it."""

from collections.abc import Mapping

from django.db.models.functions import Now

from events.registry import Json
from generation.models import DealingRow


def known(key: str) -> Mapping[str, Json]:
    """Return what was agreed last about the work of a key; empty where nothing was."""
    row = DealingRow.objects.filter(key=key).first()
    return dict(row.document) if row else {}


def keep(key: str, document: Mapping[str, Json]) -> None:
    """Write down what is agreed about the work of a key, in place of what was."""
    DealingRow.objects.update_or_create(key=key, defaults={"document": dict(document), "kept_at": Now()})


def unsure() -> list[DealingRow]:
    """Return the work of which nobody knows whether a provider took it, the oldest first."""
    return list(DealingRow.objects.filter(document__state="asking").order_by("kept_at"))


def forget(key: str) -> bool:
    """Let work be asked for anew, which is paid for anew; whether there was anything to forget."""
    return DealingRow.objects.filter(key=key).delete()[0] > 0
