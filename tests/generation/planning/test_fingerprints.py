"""Kept plans rest on the program as well as on data: whatever code a plan runs through counts."""

import subprocess
import sys
from pathlib import Path

from generation.planning import fingerprints

LOADED = (
    "import os, sys; os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.settings.test');"
    "import django; django.setup(); from generation.planning import planner;"
    "print(*(module.__file__ for name, module in list(sys.modules.items())"
    " if name.partition('.')[0] in ('events', 'productions', 'generation') and module.__file__), sep='\\n')"
)


def test_all_code_that_planning_loads_is_digested() -> None:
    said = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True).stdout
    loaded = set(said.splitlines())
    assert any(name.endswith("costs.py") for name in loaded)
    assert loaded <= {str(path) for path in fingerprints.sources()}


def test_another_text_is_another_program(tmp_path: Path) -> None:
    rule = tmp_path / "rule.py"
    rule.write_text("PRICE = 1")
    before = fingerprints.digest([*fingerprints.sources(), rule])
    rule.write_text("PRICE = 2")
    assert fingerprints.digest([*fingerprints.sources(), rule]) != before
