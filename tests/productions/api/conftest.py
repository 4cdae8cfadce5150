from pathlib import Path
from typing import Any

import pytest

from tests.support.making import SCRIPT
from tests.support.web import Api, someone


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> None:
    """A store of this test's own."""
    folder = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": folder}


@pytest.fixture
def ida(db: None) -> Api:
    """A producer to be."""
    return someone("ida")


@pytest.fixture
def film(ida: Api) -> str:
    """The address of a production with a script, whose producer is Ida."""
    made = ida.post("productions/", name="The Ferry")
    address = f"productions/{made['id']}/"
    ida.put(f"{address}script/", text=SCRIPT)
    return address
