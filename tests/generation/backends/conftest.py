"""Tiny models, built once for all tests of backends; torch on one thread, fastest at this size and alike everywhere."""

import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> "Models":
    return Models(tmp_path_factory.mktemp("models"))


class Models:
    """The tiny models by their pipeline classes, each built when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, name: str, seed: int = 1) -> Path:
        """Return the folder of the tiny model of a family; another seed has other weights."""
        from tests.generation.backends.diffusers.tiny import families  # noqa: PLC0415  # torch is slow to load

        folder = self.folder / f"{name}-{seed}"
        if not folder.exists():
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of libraries, about themselves
                families.save(name, folder, seed)
        return folder


@pytest.fixture
def one_thread() -> Iterator[None]:
    """Torch on one thread, and nothing of it in memory afterwards."""
    import torch  # noqa: PLC0415  # slow to load

    from generation.backends.diffusers import running  # noqa: PLC0415

    torch.set_num_threads(1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of libraries, about themselves
        yield
    running.RESIDENTS.drop_all()
