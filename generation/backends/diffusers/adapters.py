"""Letting a model look at pictures: its IP-Adapter is put into the network for a run that shows it some, else out."""

from pathlib import Path
from typing import Any

from generation.backends.diffusers.capability import ADAPTER
from generation.backends.diffusers.residents import is_of_memory
from generation.ports.work import Refusing

_LOOKING = "encoder_hid_proj"
_EYES = ("image_encoder", "feature_extractor")


def show(pipe: Any, folder: Path, strength: float) -> None:
    """Let a pipeline look at pictures as strongly as `strength`, from 0 to 1.

    Refusing where the adapter does not fit its network; the pipeline is not to be used again then.
    """
    if not _looks(pipe):
        try:
            pipe.load_ip_adapter(
                str(folder),
                subfolder=ADAPTER,
                weight_name=f"{ADAPTER}.safetensors",
                image_encoder_folder=None,
                local_files_only=True,
            )
        except (ValueError, KeyError, RuntimeError) as error:
            if is_of_memory(error):
                raise
            raise Refusing("the IP-Adapter does not fit this model: its layers are not those of the network") from error
    pipe.set_ip_adapter_scale(strength)


def hide(pipe: Any) -> None:
    """Take the adapter out of a pipeline; what it sees with stays where it is, which diffusers would let go too."""
    if _looks(pipe):
        kept = {name: getattr(pipe, name) for name in _EYES if hasattr(pipe, name)}
        pipe.unload_ip_adapter()
        pipe.register_modules(**kept)


def _looks(pipe: Any) -> bool:
    return getattr(getattr(pipe, "unet", None), _LOOKING, None) is not None
