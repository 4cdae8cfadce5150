"""What a model can do, read from its files alone: no library is loaded and nothing of the model is run.

A model is a folder as diffusers saves it: `model_index.json`, and a folder for each component with its configuration
and its weights.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import msgspec
import rfc8785

from generation.backends.ability import REFERENCES, Ability
from generation.backends.diffusers import headers, traits
from generation.backends.diffusers.economies import COMPUTED
from generation.backends.diffusers.families import FAMILIES, Family

INDEX = "model_index.json"
SINGLE = "checkpoint"
"""What a file is called that holds one network in whichever form, beside the configuration of that."""
ADAPTER = "ip_adapter"
ADAPTED = ("StableDiffusionPipeline", "StableDiffusionXLPipeline", "AnimateDiffPipeline")
"""The folder of an adapter that lets a model look at pictures, and the classes that take one."""
LARGEST_CONFIGURATION = 50 * 2**20
_LIBRARIES = ("diffusers", "transformers")
_OWN = (
    ("stable_diffusion", "StableDiffusionSafetyChecker"),
    ("ltx2", "LTX2TextConnectors"),
    ("ltx2", "LTX2Vocoder"),
    ("ltx2", "LTX2VocoderWithBWE"),
    ("ltx2", "LTX2DurationHead"),
)
"""Classes of diffusers' own, which indexes name by the folder of their pipeline."""
_WEIGHTS = ("diffusion_pytorch_model", "model")
_PICKLES = (".bin", ".pt", ".pth", ".ckpt", ".pkl")
_SINGLES = (".safetensors", ".gguf")
_READ = 2**20


class Unusable(Exception):
    """The folder holds nothing that this backend runs; its text says why, and what can be done about it."""


class Component(msgspec.Struct, frozen=True):
    """A part of a model. `weights` are its files by their paths in the folder; parts without weights have none."""

    name: str
    library: str
    kind: str
    weights: tuple[str, ...] = ()
    bytes: int = 0


class Capability(Ability, frozen=True, kw_only=True):
    """What a model of diffusers makes and can be given. `family` is its pipeline class.

    `bytes` is the size of all its weights, `halved` what they take in memory at half precision, 0 where their files do
    not say. `width` is that of its network, as LoRAs must have it, 0 where that was not read. `adapted`: it looks at
    pictures of references by an IP-Adapter.
    """

    channels: int
    components: tuple[Component, ...]
    bytes: int
    halved: int = 0
    width: int = 0
    adapted: bool = False

    @property
    def quantised(self) -> bool:
        """Whether its network is in a form of few bits, and stays so in memory."""
        return any(path.endswith(".gguf") for each in self.components for path in each.weights)

    def held(self, precision: str, storage: str = COMPUTED) -> int:
        """Return the bytes of its weights as they are held in numbers of a precision, as `loading` calls it.

        In a storage of eight bits those of its denoiser take a byte for each number.
        """
        whole = (self.halved or self.bytes) * (2 if self.halved and precision == "float32" else 1)
        if storage == COMPUTED or not self.bytes:
            return whole
        denoisers = FAMILIES[self.family].denoisers
        share = whole * sum(each.bytes for each in self.components if each.name in denoisers) // self.bytes
        return whole - share + share // (4 if self.halved and precision == "float32" else 2)


@dataclass(frozen=True, slots=True)
class _Files:
    """A model's folder, read: its index, the parts that are there, and their configurations."""

    folder: Path
    index: Mapping[str, Any]
    components: Mapping[str, tuple[str, str]]
    configurations: traits.Configurations


def require_known(folder: Path) -> None:
    """Raise Unusable where the index of a folder names a class or parts that are not run; no more need be there."""
    _family(_read(folder))


def examine(folder: Path) -> Capability:
    """Return what the model in a folder can do; Unusable in plain words for a folder that cannot be used."""
    files = _read(folder)
    family = _family(files)
    components = tuple(_components_of(files, family))
    adapted = any(each.name == ADAPTER for each in components)
    read = traits.read(family, files.index, files.configurations)
    if read.wrong:
        raise Unusable(read.wrong)
    return Capability(
        family=family.pipeline,
        title=family.title,
        task=family.task,
        conditions=(*(each for each in family.takes if each not in read.lacks), *((REFERENCES,) if adapted else ())),
        needs=family.needs,
        negative=family.negative,
        multiple=read.multiple,
        frame_step=read.step,
        frame_first=family.first,
        longest=read.longest,
        fixed=read.fixed,
        native=(*family.size, family.frames, family.rate),
        steps=read.steps or family.steps,
        guidance=read.guidance or family.guidance,
        channels=read.channels,
        components=components,
        bytes=sum(each.bytes for each in components),
        halved=headers.halved(folder / path for each in components for path in each.weights),
        width=traits.width(family, files.configurations),
        adapted=adapted,
    )


def digest(folder: Path) -> str:
    """Return `sha256:<hex>` over weights and configurations that are really used; Unusable where some are missing.

    Readme files, weights of another precision beside those that are loaded, and dates add nothing.
    """
    return together(digests(folder))


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file that loading reads, by its path in the folder."""
    files = _read(folder)
    components = tuple(_components_of(files, _family(files)))
    return {path: sha256(folder / path) for path in used(folder, components)}


def together(files: Mapping[str, str]) -> str:
    """Return the digest of a model from those of its files."""
    return "sha256:" + hashlib.sha256(b"continuity/model/1\n" + rfc8785.dumps(dict(files))).hexdigest()


def used(folder: Path, components: tuple[Component, ...]) -> tuple[str, ...]:
    """Return the files of a model that loading reads, by their paths in the folder, in order."""
    paths = {INDEX}
    for each in components:
        paths.update(each.weights)
        paths.update(_configuration_files(folder, each.name))
    return tuple(sorted(paths))


def _read(folder: Path) -> _Files:
    index = _json(folder / INDEX, f"{folder.name} is no model as diffusers saves it: it holds no {INDEX}.")
    components = dict(_components(index))
    for name, (library, kind) in components.items():
        if library not in _LIBRARIES and (library, kind) not in _OWN:
            raise Unusable(
                f"The part “{name}” is the class {kind} of “{library}”: code that comes with a model is never run."
            )
    configurations = {name: _configuration(folder, name) for name in components}
    return _Files(folder, index, components, configurations)


def _components(index: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, str]]]:
    """The parts that the index names; what it says is not there is left out."""
    for name, value in index.items():
        if name.startswith("_") or not isinstance(value, list):
            continue
        if value == [None, None]:
            continue
        if len(value) != 2 or not all(isinstance(each, str) for each in value):
            raise Unusable(f"{INDEX} does not say of which class the part “{name}” is.")
        if not name.isidentifier():
            raise Unusable(f"{INDEX} names a part “{name[:40]}”, which is no name.")
        yield name, (value[0], value[1])


def _family(files: _Files) -> Family:
    """The family that the index names, with the part that makes its pictures."""
    named = files.index.get("_class_name")
    if not isinstance(named, str):
        raise Unusable(f"{INDEX} names no pipeline class of diffusers.")
    if named not in FAMILIES:
        near = get_close_matches(named, FAMILIES, n=1, cutoff=0.8)
        hint = f" A model of {near[0]} could be used." if near else ""
        raise Unusable(f"It is a model of the class {named[:80]}, which this backend does not run.{hint}")
    family = FAMILIES[named]
    for denoiser in family.denoisers[:1]:
        if denoiser not in files.components:
            raise Unusable(f"{family.pipeline} needs the part “{denoiser}”, and {INDEX} names none.")
    return family


def _components_of(files: _Files, family: Family) -> Iterator[Component]:
    """The parts that the index names, and an adapter where one lies beside them."""
    yield from (_component(files, name) for name in files.components)
    adapter = f"{ADAPTER}/{ADAPTER}.safetensors"
    if family.pipeline in ADAPTED and (files.folder / adapter).is_file():
        size = (files.folder / adapter).stat().st_size
        yield Component(ADAPTER, "diffusers", "IPAdapterMixin", (adapter,), size)


def _component(files: _Files, name: str) -> Component:
    library, kind = files.components[name]
    if not (files.folder / name).is_dir():
        raise Unusable(f"The part “{name}” is missing: there is no folder {name}.")
    weights = tuple(f"{name}/{each}" for each in _weights(files.folder / name))
    if not weights and _wants_weights(files, name):
        raise Unusable(_no_weights(files.folder / name, name))
    size = sum((files.folder / each).stat().st_size for each in weights)
    return Component(name, library, kind, weights, size)


def _wants_weights(files: _Files, name: str) -> bool:
    """Parts with a `config.json` are networks; tokenizers, schedulers and processors call theirs otherwise."""
    return (files.folder / name / "config.json").is_file()


def _no_weights(folder: Path, name: str) -> str:
    if any(path.suffix in _PICKLES for path in folder.iterdir()):
        return f"The weights of “{name}” are pickled, and could run code: save them as safetensors."
    return f"The weights of “{name}” are missing: there are no safetensors in its folder."


def _weights(folder: Path) -> tuple[str, ...]:
    """The files that loading takes: of one name without a variant, whole or in the pieces that its index names."""
    for stem in _WEIGHTS:
        if (folder / f"{stem}.safetensors").is_file():
            return (f"{stem}.safetensors",)
        pieces = folder / f"{stem}.safetensors.index.json"
        if pieces.is_file():
            return _pieces(folder, pieces)
    return tuple(name for ending in _SINGLES if (folder / (name := f"{SINGLE}{ending}")).is_file())[:1]


def _pieces(folder: Path, index: Path) -> tuple[str, ...]:
    named = _json(index, "").get("weight_map")
    files = sorted({str(each) for each in named.values()}) if isinstance(named, dict) else []
    for each in files:
        if Path(each).name != each or not each.endswith(".safetensors"):
            raise Unusable(f"{folder.name}/{index.name} names “{each[:80]}”, which is no safetensors file beside it.")
        if not (folder / each).is_file():
            raise Unusable(f"The weights of “{folder.name}” are not complete: {each} is missing.")
    return (index.name, *files) if files else ()


def _configuration(folder: Path, name: str) -> Mapping[str, Any]:
    path = folder / name / "config.json"
    if not path.is_file():
        return {}
    read = _json(path, "")
    if "auto_map" in read:
        raise Unusable(f"The part “{name}” asks for code that comes with it: code of a model is never run.")
    return read


def _configuration_files(folder: Path, name: str) -> Iterator[str]:
    """What loading reads beside weights: configurations, vocabularies, merges, templates."""
    for path in sorted((folder / name).iterdir()):
        if path.suffix in (".json", ".txt", ".model", ".jinja") and not path.name.endswith(".index.json"):
            yield f"{name}/{path.name}"


def _json(path: Path, missing: str) -> Mapping[str, Any]:
    try:
        if path.stat().st_size > LARGEST_CONFIGURATION:
            raise Unusable(f"{path.name} is too large to be a configuration.")
        read = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise Unusable(missing or f"{path.name} is missing.") from None
    except (OSError, ValueError, RecursionError) as error:
        raise Unusable(f"{path.name} cannot be read.") from error
    if not isinstance(read, dict):
        raise Unusable(f"{path.name} is no JSON object.")
    return read


def sha256(path: Path) -> str:
    """Return the hex SHA-256 of a file."""
    sha = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_READ):
            sha.update(piece)
    return sha.hexdigest()
