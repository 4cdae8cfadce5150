"""Models that other machines run: what was registered of them is all that there is of them here."""

from collections.abc import Callable, Mapping

from events.registry import Json
from generation.backends.comfyui.workflow import Workflow
from generation.backends.hosted.preset import Offering
from generation.backends.remote import Elsewhere

REMOTE: Mapping[str, Callable[[Mapping[str, Json]], Elsewhere]] = {
    "comfyui": Workflow.of,
    "hosted": Offering.of,
}
"""How what was registered is read, by the backends whose models other machines run."""
