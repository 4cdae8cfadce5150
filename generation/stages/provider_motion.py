"""Motion by a provider: all frames of a shot, made by a provider from its prompt and the frames it is given."""

from generation.stages.model_motion import ModelMotion


class ProviderMotion(ModelMotion):
    """Which frames a model takes its preset says: one that it does not take is refused, never left out."""

    name = "provider_motion"
    label = "Motion by a provider"
    backend = "hosted"
    device = "remote"
