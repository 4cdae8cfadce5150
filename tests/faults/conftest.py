"""What fault tests share: a film in a database that other processes can use, and a store that they write to."""

from pathlib import Path
from typing import Any

import pytest

from tests.generation.filming import Film, small_film


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> Path:
    """The folder of artifacts, for this process and its workers."""
    folder = tmp_path / "store"
    default = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(folder)}}
    settings.STORAGES = {**settings.STORAGES, "default": default}
    return folder


@pytest.fixture
def live_film(live_database: str) -> Film:
    """The small film, committed."""
    return small_film()
