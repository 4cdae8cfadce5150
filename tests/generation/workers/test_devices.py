"""Devices: what this machine has, and what it has to give."""

import subprocess
import sys
from pathlib import Path

import pytest

from generation.workers import devices
from generation.workers.devices import Gpu, NoDevice, Processor
from tests.support.waiting import eventually

_SMI = """#!/bin/sh
case "$1" in
--query-gpu*) echo "0, GPU-aa, NVIDIA H100 80GB HBM3, 70000"; echo "1, GPU-bb, NVIDIA L4, 20000";;
--query-compute-apps*) echo "4242, GPU-aa, 9000"; echo "4242, GPU-bb, 7"; echo "1, GPU-aa, 500";;
esac
"""


@pytest.fixture
def driver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A driver's tool that tells of two GPUs."""
    program = tmp_path / "nvidia-smi"
    program.write_text(_SMI)
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return program


def test_gpus_are_told_by_their_driver(driver: Path) -> None:
    first, second = devices.gpus()
    assert (first.name, first.classes) == ("gpu:0", ("gpu", "nvidia-h100-80gb-hbm3"))
    assert (second.name, second.classes) == ("gpu:1", ("gpu", "nvidia-l4"))


def test_what_its_own_child_holds_it_can_give(driver: Path) -> None:
    gpu = devices.device("gpu:0")
    assert (gpu.memory(None), gpu.memory(4242)) == (70_000 * 2**20, 79_000 * 2**20)


def test_a_child_sees_its_device_alone(driver: Path) -> None:
    assert devices.device("gpu:1").environment() == {"CUDA_VISIBLE_DEVICES": "GPU-bb"}
    assert devices.device("cpu").environment() == {"CUDA_VISIBLE_DEVICES": ""}


def test_a_device_that_is_not_here_is_named_with_those_that_are(driver: Path) -> None:
    with pytest.raises(NoDevice, match="There is no device 'gpu:2' here, only cpu, gpu:0, gpu:1"):
        devices.device("gpu:2")


@pytest.mark.parametrize("script", ["exit 9", "echo nonsense >&2; exit 1"])
def test_a_driver_that_fails_has_no_gpus(driver: Path, script: str) -> None:
    driver.write_text(f"#!/bin/sh\n{script}\n")
    assert devices.gpus() == []
    assert Gpu(0, "GPU-aa", "any").memory(None) == 0


def test_where_there_is_no_driver_there_is_a_processor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert devices.gpus() == []
    assert devices.device("cpu") == Processor()


def test_the_memory_of_a_child_counts_as_free() -> None:
    size = 300 * 2**20
    holding = f"held = b'x' * {size}; print('held', flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", holding], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout and child.stdin
        assert child.stdout.readline() == b"held\n"
        eventually(lambda: Processor().memory(child.pid) - Processor().memory(None) > size / 2, 20)
        child.stdin.close()
