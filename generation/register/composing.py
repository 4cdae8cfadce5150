"""Models of several places: a single file beside the folder of a model, as one folder of links that can be registered.

A file of a network replaces that of the model; an IP-Adapter is put beside it, with the encoder that sees pictures for
it. Nothing is copied and nothing of the folder is changed: the digest is over what the links lead to.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from generation.backends.diffusers import capability, headers, looking
from generation.backends.diffusers.capability import ADAPTER, INDEX, SINGLE, Capability, Unusable
from generation.backends.diffusers.families import FAMILIES
from generation.backends.diffusers.loras import is_lora
from generation.register.licences import CARD
from generation.register.sources import QUANTISED, ModelUnusable

_WHOLE = ("first_stage_model.", "cond_stage_model.", "conditioner.", "text_encoders.")
"""What the tensors of a file are called that holds more of a model than its network."""
_MAGIC = b"GGUF"
_ENCODER, _ENCODER_KIND = "image_encoder", "CLIPVisionModelWithProjection"


def is_part(path: Path) -> bool:
    """Whether a file is part of a model: neither a folder nor a LoRA, which is registered by itself."""
    if not path.is_file():
        return False
    header = headers.read(path)
    return path.suffix == QUANTISED or (header is not None and not is_lora(header))


def composed(path: Path, base: Path | None, encoder: Path | None) -> Path:
    """Return the folder of a model that a file is made part of; made anew, however often it is asked for.

    ModelUnusable in plain words where no model is named, or file and model do not belong together.
    """
    if base is None:
        raise ModelUnusable(
            f"{path.name} is part of a model. Name the model that it belongs to, by --base and its folder or name; "
            "what is no file of a network, nor an IP-Adapter, cannot be used.",
            field="source",
        )
    try:
        able = capability.examine(base)
        adapter = _adapter(path)
        links = _adapted(path, base, able, encoder) if adapter else _replaced(path, base, able)
    except Unusable as wrong:
        raise ModelUnusable(str(wrong), field="source") from None
    index = json.loads((base / INDEX).read_bytes())
    if adapter:
        index[_ENCODER] = ["transformers", _ENCODER_KIND]
    return _linked(path, {**links, **_card(path)}, index)


def _adapter(path: Path) -> bool:
    header = headers.read(path)
    return header is not None and looking.is_adapter(header)


def _adapted(path: Path, base: Path, able: Capability, encoder: Path | None) -> dict[str, Path]:
    """The files of a model with an IP-Adapter beside them; the encoder may be its own already."""
    links = {name: base / name for name in capability.used(base, able.components)}
    sees = encoder or base / _ENCODER
    looking.require_fits(path, able, sees)
    beside = {f"{_ENCODER}/{each.name}": each for each in (sees / "config.json", sees / "model.safetensors")}
    return {**links, **beside, f"{ADAPTER}/{ADAPTER}.safetensors": path}


def _replaced(path: Path, base: Path, able: Capability) -> dict[str, Path]:
    """The files of a model with another one for its network."""
    _require_network(path)
    part = FAMILIES[able.family].denoisers[0]
    weights = {each for one in able.components if one.name == part for each in one.weights}
    kept = (name for name in capability.used(base, able.components) if name not in weights)
    return {**{name: base / name for name in kept}, f"{part}/{SINGLE}{path.suffix}": path}


def _require_network(path: Path) -> None:
    if path.suffix == QUANTISED:
        with path.open("rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC:
                raise Unusable(f"{path.name} is no file of GGUF.")
        return
    header = headers.read(path)
    if header and any(name.startswith(_WHOLE) for name in header.tensors):
        raise Unusable(
            f"{path.name} holds a whole model in one file, which is not taken apart here: save it as diffusers does, "
            "and add that folder."
        )


def _card(path: Path) -> dict[str, Path]:
    """What is said of the file, not of the model that it is made part of: its licence is its own."""
    card = path.parent / CARD
    return {CARD: card} if card.is_file() else {}


def _linked(path: Path, links: Mapping[str, Path], index: Mapping[str, object]) -> Path:
    """A folder of links, called by the file, and by all that it leads to so that others of that name lie beside it."""
    leads = {name: str(each.resolve()) for name, each in sorted(links.items()) if name != INDEX}
    sha = hashlib.sha256(json.dumps([leads, index], sort_keys=True).encode()).hexdigest()
    folder: Path = settings.COMPOSED_MODELS / f"{path.stem}-{sha[:12]}"
    for name, to in leads.items():
        link = folder / name
        link.parent.mkdir(parents=True, exist_ok=True)
        link.unlink(missing_ok=True)
        link.symlink_to(to)
    (folder / INDEX).write_text(json.dumps(index, indent=2))
    return folder
