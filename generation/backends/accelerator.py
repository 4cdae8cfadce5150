"""What this machine computes with, and which build of torch suits it: told before `make models`, and checked after it.

`python -m generation.backends.accelerator advice` says what to install, `report` what was installed and which devices
torch sees.
"""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

LIBRARIES = ("torch", "diffusers", "transformers", "accelerate", "safetensors", "huggingface_hub")
OTHER_BUILD = "make models TORCH_INDEX=<address>"
WHERE = "The pages of torch that help to install it name the addresses of its builds."
_ASKING = ("--query-gpu=name,driver_version,memory.total", "--format=csv,noheader")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a machine is: its system and processor as Python names them, and what its drivers tell of.

    `nvidia` are the lines of nvidia-smi, `kfd` whether there is the device of AMD's compute driver.
    """

    system: str
    machine: str
    nvidia: tuple[str, ...] = ()
    kfd: bool = False


def facts() -> Facts:
    """Look at this machine."""
    return Facts(platform.system(), platform.machine().lower(), tuple(_nvidia()), Path("/dev/kfd").exists())


def advice(machine: Facts, index: str = "", spec: str = "") -> str:
    """Return what to install on a machine, in sentences; `index` and `spec` are the build that was asked for."""
    return "\n".join((*_found(machine), *_chosen(machine, index, spec)))


def _found(machine: Facts) -> Iterator[str]:
    for line in machine.nvidia:
        name, driver, memory = (*(part.strip() for part in line.split(",")), "", "")[:3]
        yield f"Found {name} with {memory or 'an unknown amount'} of memory, driver {driver or 'unknown'}: CUDA."
    if not machine.nvidia and machine.kfd:
        yield "Found AMD's compute driver: ROCm."
    if _is_apple(machine):
        yield "Found an Apple processor: Metal (MPS)."
    if not machine.nvidia and not machine.kfd and not _is_apple(machine):
        yield "Found no GPU: models run on the processor, which is slow; small ones are for trying things out."


def _chosen(machine: Facts, index: str, spec: str) -> Iterator[str]:
    if index or spec:
        yield f"Installing {spec or 'torch'} from {index or 'the registry'}, as you asked."
    elif machine.nvidia:
        yield (
            "Installing the registry's build, which is made for CUDA on Linux. Where torch sees no GPU afterwards, the "
            f"driver is older than it needs: update that, or take a build for an older CUDA by {OTHER_BUILD}. {WHERE}"
        )
    elif machine.kfd:
        yield (
            "The registry's build knows no ROCm, so models would run on the processor: stop this, and take a build for "
            f"ROCm by {OTHER_BUILD}. {WHERE}"
        )
    elif _is_apple(machine):
        yield "Installing the registry's build, which knows Metal."
    elif machine.system == "Linux" and machine.machine in ("x86_64", "amd64"):
        yield (
            "Installing the registry's build, which may bring gigabytes of libraries for CUDA along. "
            f"A build for processors alone is smaller: {OTHER_BUILD}. {WHERE}"
        )
    else:
        yield "Installing the registry's build, which is for processors here."


def _is_apple(machine: Facts) -> bool:
    return machine.system == "Darwin" and machine.machine == "arm64"


def _nvidia() -> Iterator[str]:
    program = shutil.which("nvidia-smi")
    if program is None:
        return
    try:
        said = subprocess.run([program, *_ASKING], capture_output=True, text=True, timeout=10, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return
    yield from (line.strip() for line in said.splitlines() if line.strip())


@dataclass(frozen=True, slots=True)
class Installed:
    """What is installed: versions by library, the build of torch, and the devices that it sees."""

    versions: dict[str, str]
    build: str = ""
    devices: tuple[str, ...] = ()
    error: str = ""

    @property
    def missing(self) -> list[str]:
        """The libraries that are not installed."""
        return [name for name in LIBRARIES if name not in self.versions]

    @property
    def usable(self) -> bool:
        """Whether models can be run with it."""
        return not self.error and not self.missing


def installed() -> Installed:
    """Load torch and look; `error` says why it cannot be loaded."""
    versions = dict(_versions())
    try:
        import torch  # noqa: PLC0415  # this program alone loads it, and only when it is asked what there is
    except (ImportError, OSError) as error:
        return Installed(versions, error=str(error))
    cuda, hip = torch.version.cuda, torch.version.hip
    build = f"CUDA {cuda}" if cuda else f"ROCm {hip}" if hip else "processors"
    devices = [torch.cuda.get_device_name(index) for index in range(torch.cuda.device_count())]
    if torch.backends.mps.is_available():
        devices.append("Apple's GPU (MPS)")
    return Installed(versions, build, (*devices, f"the processor ({torch.get_num_threads()} threads)"))


def _versions() -> Iterator[tuple[str, str]]:
    for name in LIBRARIES:
        try:
            yield name, version(name)
        except PackageNotFoundError:
            continue


def report(machine: Facts, here: Installed) -> str:
    """Return what was really installed, in sentences, and what is missing for what the machine has."""
    return "\n".join(_told(machine, here))


def _told(machine: Facts, here: Installed) -> Iterator[str]:
    yield "Installed: " + (", ".join(f"{name} {number}" for name, number in here.versions.items()) or "nothing")
    if here.missing:
        yield f"Missing: {', '.join(here.missing)}. Run `make models`."
    if here.error:
        yield f"torch cannot be loaded: {here.error}"
        return
    yield f"torch is built for {here.build} and sees {', '.join(here.devices)}."
    if (machine.nvidia or machine.kfd) and len(here.devices) == 1:
        yield f"It does not see the GPU of this machine: take another build by {OTHER_BUILD}. {WHERE}"
    yield "Next: `manage.py models suggest`, then `manage.py add_model PATH|REPO`."


def main(act: str) -> int:
    """Print advice or a report; 1 where what was installed cannot be used."""
    if act == "advice":
        sys.stdout.write(advice(facts(), os.environ.get("TORCH_INDEX", ""), os.environ.get("TORCH_SPEC", "")) + "\n")
        return 0
    here = installed()
    sys.stdout.write(report(facts(), here) + "\n")
    return 0 if here.usable else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
