"""The script of the GPU's figures works from beginning to end, with toys on the processor."""

import os
import subprocess
from pathlib import Path

import pytest

from config.env import ROOT

SCRIPT = "tests/benchmarks/gpu.sh"


@pytest.mark.long
@pytest.mark.timeout(600)
def test_toys_give_every_figure(tmp_path: Path) -> None:
    environment = {**os.environ, "OUT": str(tmp_path)}
    subprocess.run([SCRIPT, "--toy"], cwd=ROOT, env=environment, check=True, capture_output=True, timeout=550)
    said = (tmp_path / "gpu.md").read_text()
    for model in ("Wan, tiny", "LTX, tiny"):
        for what in ("bare call", "overhead", "idles", "loading", "a cancel to its end", "after a cancel", "estimate"):
            assert any(what in line for line in said.splitlines() if model in line), what


def test_what_it_does_not_know_is_refused_with_what_it_does() -> None:
    said = subprocess.run([SCRIPT, "--what"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 2
    assert "--wheels FOLDER" in said.stderr
