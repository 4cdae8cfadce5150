"""What a browser has to fetch of the built page: the entry, and what each screen adds to it, compressed as served."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from config.env import ROOT

_DIST = ROOT / "frontend" / "dist"
_STATIC = re.compile(r"""(?:\bfrom|\bimport)\s*["']\./([\w.-]+\.js)["']""")
_LAZY = re.compile(r"""\bimport\(\s*[`"']\./([\w.-]+\.js)[`"']""")
Imports = Mapping[str, set[str]]


def sizes(dist: Path = _DIST) -> dict[str, int]:
    """Return bytes by name: `entry`, then each screen's chunk with all that it needs and the entry has not."""
    texts = {path.name: path.read_text() for path in (dist / "assets").glob("*.js")}
    static = {name: set(_STATIC.findall(text)) for name, text in texts.items()}
    lazy = {name for text in texts.values() for name in _LAZY.findall(text)}
    entry = _closure(set(re.findall(r"/assets/([\w.-]+\.js)", (dist / "index.html").read_text())), static)
    styles = {path.name for path in (dist / "assets").glob("*.css")}
    routes = {_plain(name): _closure({name}, static) - entry for name in sorted(lazy)}
    weigh = {"entry": entry | styles, **routes}
    return {name: sum(_compressed(dist / "assets" / each) for each in chunks) for name, chunks in weigh.items()}


def _closure(wanted: set[str], static: Imports) -> set[str]:
    reached: set[str] = set()
    while new := wanted - reached:
        reached |= new
        wanted = set(_of(new, static))
    return reached


def _of(names: set[str], static: Imports) -> Iterator[str]:
    for name in names:
        yield from static.get(name, ())


def _compressed(path: Path) -> int:
    return path.with_name(f"{path.name}.gz").stat().st_size


def _plain(name: str) -> str:
    """A chunk's name without its hash."""
    return re.sub(r"-[\w-]{8}\.js$", "", name)
