"""Keyframe by a provider: the first frame of a shot, made by a provider with the model that is chosen."""

from generation.stages.model_keyframe import ModelKeyframe


class ProviderKeyframe(ModelKeyframe):
    """A shot that continues another begins with that one's last frame: no provider is asked for it."""

    name = "provider_keyframe"
    label = "Keyframe by a provider"
    backend = "hosted"
    device = "remote"
