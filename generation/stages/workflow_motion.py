"""Motion by a workflow: all frames of a shot, made by a ComfyUI server from its prompt and the frames it is given."""

from generation.stages.model_motion import ModelMotion


class WorkflowMotion(ModelMotion):
    """Which frames a workflow takes is declared of it: one that it has no place for is refused, never left out."""

    name = "workflow_motion"
    label = "Motion by a workflow"
    backend = "comfyui"
    device = "remote"
