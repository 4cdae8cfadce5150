"""What tests of evidence share: keys of their own, and logs that are signed."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def keys_folder(settings: Any, tmp_path: Path) -> Path:
    """The signer's folder, of this test alone."""
    settings.SIGNING_KEYS = tmp_path / "keys" / "signing"
    return tmp_path / "keys" / "signing"
