"""Keyframe by a workflow: the first frame of a shot, made by a ComfyUI server with the workflow that is chosen."""

from generation.stages.model_keyframe import ModelKeyframe


class WorkflowKeyframe(ModelKeyframe):
    """A shot that continues another begins with that one's last frame: no workflow is asked for it."""

    name = "workflow_keyframe"
    label = "Keyframe by a workflow"
    backend = "comfyui"
    device = "remote"
