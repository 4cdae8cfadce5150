"""Samples: what a reference picture says about skin, hair, clothes and palette, without any of it being pasted.

Some thirty colours stand for the picture. The face is the colour like skin that fills most of the upper middle; hair is
what lies around and above it, clothes what lies below, and the wall behind is what fills the edges. Where there is no
face, only clothes and palette are read.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image

from generation.backends.animatic.colour import Colour

_SIDE = 160
"""Points of the longer side on which a picture is sampled."""
_COLOURS = 32
_LEAST_FACE = 0.008
"""Share of the picture that a face takes up at least."""
_NEAR = 46.0
"""Distance, of 255, within which two colours count as shades of one."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Colours read from a picture, None where it does not show them; `hair` is "long", "short", "bald" or empty."""

    skin: Colour | None = None
    hair: str = ""
    hair_colour: Colour | None = None
    wardrobe: Colour | None = None
    accent: Colour | None = None
    palette: tuple[Colour, ...] = ()


NOTHING = Sample()


@dataclass(frozen=True, slots=True)
class _Map:
    """A picture in few colours: which of them each point has, and which count as the wall behind."""

    labels: Any
    colours: Any
    wall: frozenset[int]

    def share(self, label: int, where: Any) -> float:
        return float((self.labels[where] == label).sum())

    def most(self, where: Any, without: frozenset[int]) -> int | None:
        """The colour that with its shades fills most of a region, those left out apart."""
        counts = np.bincount(self.labels[where].ravel(), minlength=len(self.colours))
        kin = {
            at: sum(int(counts[other]) for other in self.shades(at) - without)
            for at in range(len(counts))
            if at not in without
        }
        widest = max((at for at in kin if counts[at]), key=lambda at: (kin[at], int(counts[at])), default=None)
        if widest is None or kin[widest] < 0.08 * max(1, int(counts.sum())):
            return None
        return max(self.shades(widest) - without, key=lambda at: (int(counts[at]), -at))

    def shades(self, label: int) -> frozenset[int]:
        away = np.sqrt(((self.colours - self.colours[label]) ** 2).sum(axis=1))
        return frozenset(int(at) for at in np.flatnonzero(away < _NEAR))

    def tone(self, label: int | None) -> Colour | None:
        return None if label is None else Colour(*(float(part) / 255 for part in self.colours[label]))


def sample(image: Image.Image) -> Sample:
    """Read a picture of any size; the same picture gives the same colours."""
    made = _map(image)
    palette = _palette(made)
    face = _face(made)
    if face is None:
        middle = _region(made, 0.15, 0.85, 0.2, 0.8)
        worn = made.most(middle, made.wall)
        worn = made.most(middle, frozenset()) if worn is None else worn
        return Sample(wardrobe=made.tone(worn), accent=_second(made, middle, worn), palette=palette)
    label, (top, bottom, left, right) = face
    tall, wide = bottom - top, right - left
    skin = made.shades(label)
    below = _box(made, bottom + 0.3 * tall, bottom + 3.0 * tall, left - 0.9 * wide, right + 0.9 * wide)
    worn = made.most(below, made.wall | skin) if below is not None else None
    if worn is None and below is not None:
        worn = made.most(below, skin)
    hair, kind = _hair(made, skin, made.shades(worn) if worn is not None else frozenset(), (top, bottom, left, right))
    return Sample(
        skin=made.tone(label),
        hair=kind,
        hair_colour=made.tone(hair),
        wardrobe=made.tone(worn),
        accent=_second(made, below, worn, skin) if below is not None else None,
        palette=palette,
    )


def _map(image: Image.Image) -> _Map:
    plain = Image.new("RGB", image.size, (255, 255, 255))
    plain.paste(image, mask=image.getchannel("A") if "A" in image.getbands() else None)
    plain.thumbnail((_SIDE, _SIDE), Image.Resampling.BOX)
    few = plain.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, kmeans=4, dither=Image.Dither.NONE)
    labels = np.asarray(few)
    colours = np.array(few.getpalette(), np.float64).reshape(-1, 3)
    colours = np.vstack([colours, np.zeros((max(0, int(labels.max()) + 1 - len(colours)), 3))])
    return _Map(labels, colours, _wall(labels, colours))


def _wall(labels: Any, colours: Any) -> frozenset[int]:
    """The colours of the picture's upper left and right edges, and what lies between them in brightness."""
    height, width = labels.shape
    edge = max(1, width // 14)
    walls: set[int] = set()
    for side in (labels[: height * 6 // 10, :edge], labels[: height * 6 // 10, -edge:]):
        counts = np.bincount(side.ravel(), minlength=len(colours))
        walls |= {int(at) for at in np.flatnonzero(counts > 0.1 * side.size)}
    kin = [
        int(at) for at in range(len(colours)) for wall in walls if _distance(colours[at], colours[wall]) < _NEAR * 0.6
    ]
    return frozenset(walls | set(kin))


def _distance(one: Any, other: Any) -> float:
    return float(np.sqrt(((one - other) ** 2).sum()))


def _region(made: _Map, top: float, bottom: float, left: float, right: float) -> Any:
    """A part of the picture, in shares of its height and width."""
    height, width = made.labels.shape
    return (
        slice(int(top * height), max(1, int(bottom * height))),
        slice(int(left * width), max(1, int(right * width))),
    )


def _box(made: _Map, top: float, bottom: float, left: float, right: float) -> Any:
    """A part of the picture in points, cut to it; None where nothing is left."""
    height, width = made.labels.shape
    rows = slice(max(0, int(top)), min(height, int(bottom) + 1))
    columns = slice(max(0, int(left)), min(width, int(right) + 1))
    return (rows, columns) if rows.start < rows.stop and columns.start < columns.stop else None


def _like_skin(colour: Any) -> bool:
    """Whether a colour lies where human skin of every shade does (in chroma), and is neither black nor glaring."""
    r, g, b = (float(part) for part in colour)
    bright = 0.299 * r + 0.587 * g + 0.114 * b
    cb, cr = 128 + 0.564 * (b - bright), 128 + 0.713 * (r - bright)
    return 45 < bright < 245 and 80 < cb < 126 and 134 < cr < 172 and r > g > b - 6 and r - b > 24


def _face(made: _Map) -> tuple[int, tuple[int, int, int, int]] | None:
    """The colour of the face and its box (top, bottom, left, right) in points."""
    height, width = made.labels.shape
    rows, columns = np.mgrid[0:height, 0:width]
    weight = np.exp(-(((columns / width - 0.5) / 0.22) ** 2) - ((rows / height - 0.36) / 0.26) ** 2)
    scores = {
        at: float(weight[made.labels == at].sum()) * (0.5 + made.colours[at].mean() / 255)
        for at in range(len(made.colours))
        if _like_skin(made.colours[at]) and (made.labels == at).mean() > _LEAST_FACE / 2
    }
    scores = {at: score * (0.3 if at in made.wall else 1.0) for at, score in scores.items()}
    if not scores:
        return None
    label = max(sorted(scores), key=lambda at: scores[at])
    shades = [at for at in made.shades(label) if _like_skin(made.colours[at]) and (at == label or at not in made.wall)]
    mask = np.isin(made.labels, shades) & (weight > 0.12)
    if mask.mean() < _LEAST_FACE:
        return None
    return label, _extent(mask)


def _extent(mask: Any) -> tuple[int, int, int, int]:
    """The box that holds the middle nine tenths of a mask each way, so that hands and stray points do not count."""
    ys, xs = np.nonzero(mask)
    top, bottom = (int(np.percentile(ys, share)) for share in (5, 88))
    left, right = (int(np.percentile(xs, share)) for share in (6, 94))
    return top, max(bottom, top + 2), left, max(right, left + 2)


def _hair(
    made: _Map, skin: frozenset[int], cloth: frozenset[int], face: tuple[int, int, int, int]
) -> tuple[int | None, str]:
    """The colour around and above the face, and how long it falls."""
    top, bottom, left, right = face
    tall, wide = bottom - top, right - left
    above = _box(made, top - 0.42 * tall, top + 0.12 * tall, left - 0.12 * wide, right + 0.12 * wide)
    if above is None:
        return None, ""
    label = made.most(above, made.wall | skin)
    if label is None or made.share(label, above) < 0.12 * made.labels[above].size:
        bare = sum(made.share(at, above) for at in skin) > 0.3 * made.labels[above].size
        return None, "bald" if bare else ""
    if min(_distance(made.colours[label], made.colours[at]) for at in skin) < _NEAR * 0.9:
        return None, "bald"
    kin = made.shades(label) - skin - made.wall - cloth
    sides = [
        part
        for part in (
            _box(made, bottom - 0.1 * tall, bottom + 0.35 * tall, left - 0.32 * wide, left + 0.05 * wide),
            _box(made, bottom - 0.1 * tall, bottom + 0.35 * tall, right - 0.05 * wide, right + 0.32 * wide),
        )
        if part is not None
    ]
    falling = [sum(made.share(at, part) for at in kin) / max(1, made.labels[part].size) for part in sides]
    return label, "long" if falling and max(falling) > 0.42 and min(falling) > 0.2 else "short"


def _second(made: _Map, where: Any, worn: int | None, skin: frozenset[int] = frozenset()) -> Colour | None:
    """Another colour of the clothes, far enough from the first."""
    if worn is None:
        return None
    return made.tone(made.most(where, made.shades(worn) | made.wall | skin))


def _palette(made: _Map) -> tuple[Colour, ...]:
    """The picture's five main colours, none a shade of another, the widest first."""
    counts = np.bincount(made.labels.ravel(), minlength=len(made.colours))
    chosen: list[int] = []
    for at in np.argsort(-counts, kind="stable"):
        if counts[at] and not any(int(at) in made.shades(other) for other in chosen):
            chosen.append(int(at))
    return tuple(tone for at in chosen[:5] if (tone := made.tone(at)))
