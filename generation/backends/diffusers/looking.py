"""IP-Adapters: a file that lets a model look at pictures; which it is for, read from its header alone."""

import json
from pathlib import Path

from generation.backends.diffusers import headers
from generation.backends.diffusers.capability import ADAPTED, Capability, Unusable

_EYES, _LAYERS = "image_proj.", "ip_adapter."
_PLAIN, _PLUS = "proj.weight", "proj_in.weight"
_TOKENS = 4


def is_adapter(header: headers.Header) -> bool:
    """Whether a file holds an IP-Adapter."""
    return all(any(name.startswith(each) for name in header.tensors) for each in (_EYES, _LAYERS))


def require_fits(path: Path, able: Capability, encoder: Path) -> None:
    """Raise Unusable in plain words where an adapter does not fit a model, or the encoder in a folder not the adapter.

    Those for faces are refused, which another network would have to find first.
    """
    if able.family not in ADAPTED:
        raise Unusable(f"{able.title} takes no IP-Adapter here; Stable Diffusion, its XL and AnimateDiff do.")
    header = headers.read(path)
    assert header is not None, "it was looked at before"
    shapes = {name.removeprefix(_EYES): each.shape for name, each in header.tensors.items() if name.startswith(_EYES)}
    reads, sees, seen = _widths(path, shapes)
    if able.width and reads != able.width:
        raise Unusable(
            f"{path.name} is for a model whose network reads words {reads} wide, and that of {able.title} reads them "
            f"{able.width} wide: it is for another model."
        )
    wide = _encoder(encoder).get(seen)
    if wide != sees:
        raise Unusable(f"{path.name} needs an encoder of pictures whose {seen} is {sees}; that of {encoder} is {wide}.")


def _widths(path: Path, shapes: dict[str, tuple[int, ...]]) -> tuple[int, int, str]:
    """How wide the words are that it adds, how wide what it is shown, and how encoders call the latter."""
    try:
        if _PLAIN in shapes:
            return shapes[_PLAIN][0] // _TOKENS, shapes[_PLAIN][1], "projection_dim"
        if _PLUS in shapes and "latents" in shapes:
            return shapes["proj_out.weight"][0], shapes[_PLUS][1], "hidden_size"
    except (KeyError, IndexError):
        pass
    raise Unusable(
        f"{path.name} is no plain IP-Adapter, nor one called plus; others, such as those for faces, are not used."
    )


def _encoder(folder: Path) -> dict[str, object]:
    configuration, weights = folder / "config.json", folder / "model.safetensors"
    if not configuration.is_file() or not weights.is_file():
        raise Unusable(
            f"An IP-Adapter needs the encoder of pictures that it was trained with, and there is none in {folder}: "
            "name its folder by --image-encoder, with config.json and model.safetensors."
        )
    read = json.loads(configuration.read_bytes())
    return read if isinstance(read, dict) else {}
