"""Where models come from: a folder or file of this machine, or the hub, fetched once and found again by its commit."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

from events.errors import Refusal
from generation.backends.diffusers.capability import INDEX, Unusable, require_known
from generation.domain.model import WeightsSource
from generation.register.licences import CARD

WEIGHTS = ".safetensors"
QUANTISED = ".gguf"
_PICKLES = (".ckpt", ".pt", ".pth", ".bin", ".pkl")
_REPOSITORY = re.compile(
    r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}"
    r"(?:(?:/\w[\w. ()+-]{0,200}){1,8}\.(?:safetensors|gguf|ckpt|pt|pth|bin|pkl))?"
)
_REVISION = re.compile(r"[A-Za-z0-9][\w./-]{0,199}")
_READ = ("json", "safetensors", "txt", "model", "jinja")
"""The endings of files that loading reads; pickled weights are never fetched."""
_VARIANT = re.compile(r"\.(fp16|bf16|fp32|ema|non_ema)[.-]")

Telling = Callable[[int, int], None]
"""Hears how many bytes of how many are there."""


class SourceUnreachable(Refusal):
    """The files of a model are not there, or cannot be fetched; says why and what helps."""

    code = "model-source"
    status = 422


class ModelUnusable(Refusal):
    """The folder holds nothing that a backend runs, or not what the studio allows; says why."""

    code = "model-unusable"
    status = 422


def parsed(text: str) -> WeightsSource:
    """Return what PATH or REPO[/FILE][@REVISION] means: what is here, is absolute or begins with a dot is a path."""
    said = text.strip()
    path = Path(said).expanduser()
    if path.is_absolute() or said.startswith(".") or path.exists():
        single = path.is_file() or path.suffix in (WEIGHTS, QUANTISED, *_PICKLES)
        return WeightsSource("file" if single else "folder", str(path.resolve()))
    repository, _, revision = said.partition("@")
    if not _REPOSITORY.fullmatch(repository) or (revision and not _REVISION.fullmatch(revision)):
        raise SourceUnreachable(
            f"{said[:200]!r} is neither a folder here nor an id of the hub such as Wan-AI/Wan2.1-T2V-1.3B-Diffusers, "
            f"nor a file of one that ends in {WEIGHTS}.",
            field="source",
        )
    return WeightsSource("hub", repository, revision)


def fetched(source: WeightsSource, tell: Telling) -> tuple[WeightsSource, Path]:
    """Return a source at its exact commit with where its files lie; what is missing of the hub's is fetched.

    That is a folder, or the file of a source that is one.

    SourceUnreachable in words where that cannot be, ModelUnusable for what is seen before its weights are fetched.
    """
    if source.kind == "file" or file_of(source):
        _require_weights(source.at)
    if source.kind == "hub":
        return _from_hub(source, tell)
    path = Path(source.at)
    if not (path.is_file() if source.kind == "file" else path.is_dir()):
        raise SourceUnreachable(f"There is no {source.kind} {source.at} on this machine.", field="source")
    return source, path


def file_of(source: WeightsSource) -> str:
    """Return the path of the single file of the hub that a source names; empty for all of an id, and for none."""
    return source.at.split("/", 2)[2] if source.kind == "hub" and source.at.count("/") > 1 else ""


def card_folder(source: WeightsSource, path: Path) -> Path:
    """Return the folder in which the card of a model lies: beside a single file, or where an id of the hub begins."""
    if inside := file_of(source):
        return path.parents[inside.count("/")]
    return path.parent if source.kind == "file" else path


def _repository(source: WeightsSource) -> str:
    return "/".join(source.at.split("/", 2)[:2])


def _require_weights(name: str) -> None:
    if name.endswith(_PICKLES):
        raise ModelUnusable(
            f"{name} is pickled, and could run code: take the file that ends in {WEIGHTS}.", field="source"
        )
    if not name.endswith((WEIGHTS, QUANTISED)):
        raise ModelUnusable(
            f"{name} holds no weights that are read here: those end in {WEIGHTS} or {QUANTISED}.", field="source"
        )


def here(source: WeightsSource) -> Path:
    """Return where the files of a source lie on this machine, without asking the hub; SourceUnreachable for nowhere."""
    if source.kind != "hub":
        return fetched(source, lambda _done, _whole: None)[1]
    _require_hub()
    if folder := _kept(source):
        return folder
    raise SourceUnreachable(f"{source} was not fetched to this machine: run `manage.py add_model {source}` here.")


def _kept(source: WeightsSource) -> Path | None:
    from huggingface_hub import try_to_load_from_cache  # noqa: PLC0415  # not there without `make models`

    inside = file_of(source)
    path = try_to_load_from_cache(_repository(source), inside or INDEX, revision=source.revision or None)
    if not isinstance(path, str):
        return None
    return Path(path) if inside else Path(path).parent


def _require_hub() -> None:
    if find_spec("huggingface_hub") is None:
        raise SourceUnreachable("Models of the hub are fetched by huggingface_hub: run `make models` first.")


def _from_hub(source: WeightsSource, tell: Telling) -> tuple[WeightsSource, Path]:
    _require_hub()
    from huggingface_hub import errors  # noqa: PLC0415

    try:
        return _downloaded(source, tell)
    except Unusable as wrong:
        raise ModelUnusable(str(wrong), field="source") from None
    except errors.GatedRepoError:
        why = f"{source.at} asks its users to agree to its terms: do so on its page, and set HF_TOKEN to your token."
    except errors.RepositoryNotFoundError:
        why = f"The hub has no model {source.at}, or it is a private one."
    except errors.RevisionNotFoundError:
        why = f"{source.at} has no revision {source.revision!r}."
    except errors.RemoteEntryNotFoundError:
        why = _not_there(source)
    except OSError as error:  # the others too are errors of this kind
        if path := _kept(source):  # fetched before: the name of its folder is the commit
            return WeightsSource("hub", source.at, card_folder(source, path).name), path
        why = (
            f"{source.at} cannot be fetched, since the hub does not answer: {_brief(error)} Where this machine has no "
            "way there, copy the folder of the model to it and add that."
        )
    raise SourceUnreachable(why, field="source")


def _not_there(source: WeightsSource) -> str:
    if inside := file_of(source):
        return f"{_repository(source)} has no file {inside}."
    return (
        f"{source.at} is no model as diffusers saves it: it holds no {INDEX}. Ids that end in “-Diffusers” name "
        "those of models that have other forms too; a LoRA is one file, whose path follows the id."
    )


def _downloaded(source: WeightsSource, tell: Telling) -> tuple[WeightsSource, Path]:
    """Fetch the index, then the files of the parts that it names, one by one, so that somebody sees how far it is."""
    from huggingface_hub import HfApi, hf_hub_download  # noqa: PLC0415  # it loads an HTTP client of its own

    repository, inside = _repository(source), file_of(source)
    told = HfApi().model_info(repository, revision=source.revision or None, files_metadata=True)
    exact = WeightsSource("hub", source.at, str(told.sha))
    first = Path(hf_hub_download(repository, inside or INDEX, revision=exact.revision))
    if not inside:
        require_known(first.parent)
    sizes = {each.rfilename: each.size or 0 for each in told.siblings or ()}
    wanted = [name for name in sizes if name == CARD] if inside else list(_wanted(first, sizes))
    done, whole = 0, sum(sizes[name] for name in wanted)
    for name in wanted:
        tell(done, whole)
        hf_hub_download(repository, name, revision=exact.revision)
        done += sizes[name]
    tell(done, whole)
    if source.revision != exact.revision:  # keeps which commit the branch is, so that it is found without the hub
        hf_hub_download(repository, inside or INDEX, revision=source.revision or None)
    return exact, first if inside else first.parent


def _wanted(index: Path, files: Iterable[str]) -> Iterator[str]:
    """The card, and the files in the folders of the parts; variants of weights that are there without one are left."""
    try:
        parts = json.loads(index.read_bytes())
    except ValueError:
        parts = {}
    for name in files:
        folder, _, file = name.rpartition("/")
        if name == CARD or (folder in parts and file.rpartition(".")[2] in _READ and not _VARIANT.search(file)):
            yield name


def _brief(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
