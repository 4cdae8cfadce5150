"""A first small generation with a model: in a child process as jobs run, and its picture is kept."""

from uuid import UUID

from events.execution import Context
from generation import commands, queries
from generation.domain.model import NoteTrial, Trial
from generation.workers.devices import Device, largest


def try_model(context: Context, id_: UUID, device: Device | None = None) -> Trial:
    """Try the newest version of a model on a device, note in the studio's log what came of it, and return that."""
    model = queries.model(id_).state
    device = device or largest()[0]
    trial = Trial(worked=False, reason="nothing runs it yet")
    commands.note_trial(context, id_, NoteTrial(model.weights.digest, device.classes[-1], trial))
    return trial
