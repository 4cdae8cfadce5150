"""Where the page's sources, build and notes are, and whether the build is that of the sources."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from config.env import ROOT

RETRY = "make page"
_UNBUILT = {"node_modules", "dist", "README.md"}
"""What stands beside the sources and changes nothing in the build; names with a leading dot neither."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Which step of the last build failed, and the end of what it said."""

    step: str
    said: str


@dataclass(frozen=True, slots=True)
class Page:
    """The page's folder."""

    folder: Path

    @classmethod
    def ours(cls) -> Self:
        return cls(ROOT / "frontend")

    @property
    def dist(self) -> Path:
        return self.folder / "dist"

    @property
    def index(self) -> Path:
        return self.dist / "index.html"

    def fingerprint(self) -> str:
        """The digest of the lock file, the sources and the configuration, by path and content."""
        seen = hashlib.sha256()
        for path in self._sources():
            name = path.relative_to(self.folder).as_posix()
            seen.update(f"{name}\n{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
        return seen.hexdigest()

    def is_current(self) -> bool:
        """Whether the build is of these very sources."""
        return self.index.is_file() and _text(self.dist / ".stamp") == self.fingerprint()

    def failure(self) -> Failure | None:
        """What the last build failed at; None when it did not."""
        try:
            return Failure(**json.loads(_text(self._note)))
        except (ValueError, TypeError):
            return None

    def note(self, failure: Failure | None) -> None:
        """Keep what failed for the plain page, or forget it."""
        if failure is None:
            self._note.unlink(missing_ok=True)
        else:
            self._note.write_text(json.dumps(asdict(failure)))

    @property
    def _note(self) -> Path:
        return self.folder / ".failure.json"

    def _sources(self) -> Iterator[Path]:
        """Tests build nothing, so a changed test builds nothing anew."""
        tops = sorted(top for top in self.folder.iterdir() if top.name not in _UNBUILT and top.name[0] != ".")
        for top in tops:
            paths = sorted(top.rglob("*")) if top.is_dir() else [top]
            yield from (path for path in paths if path.is_file() and ".test." not in path.name)


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
