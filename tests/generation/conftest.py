"""What tests of generation share: a store of their own, and a small film that is quick to draw."""

from pathlib import Path
from typing import Any

import pytest

from tests.generation.filming import Film, small_film


@pytest.fixture(autouse=True)
def own_store(settings: Any, tmp_path: Path) -> Path:
    """Artifacts of a test lie in its own folder."""
    folder = tmp_path / "store"
    default = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(folder)}}
    settings.STORAGES = {**settings.STORAGES, "default": default}
    return folder


@pytest.fixture
def film(db: None) -> Film:
    """Three shots in two scenes, Mara cast in all and Ivo in the last, two frames of 128x72 each."""
    return small_film()
