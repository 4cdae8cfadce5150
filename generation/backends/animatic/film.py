"""The film of one shot: its set, figures and weather, drawn frame by frame through the moving camera."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import skia

from generation.backends.animatic import acting, figure, furniture, inset, picture, plate, props, sets, weather
from generation.backends.animatic.backdrop import Backdrop
from generation.backends.animatic.blocking import blocking
from generation.backends.animatic.colour import rgb
from generation.backends.animatic.ink import Ink, Linear, Radial
from generation.backends.animatic.layers import layered
from generation.backends.animatic.light import light
from generation.backends.animatic.mark import Mark
from generation.backends.animatic.scenery import Painter, Scenery, SetPiece, on_plane
from generation.backends.animatic.shot import DrawnShot
from generation.backends.animatic.technique import Print, technique
from generation.backends.animatic.view import Viewpoint, swaying, view_at

if TYPE_CHECKING:
    from generation.ports.clip import Frame

_SOFT = {
    "medium-close": 3.2, "close-up": 5.5, "extreme-close-up": 8.0, "insert": 7.0, "over-shoulder": 3.6,
    "medium": 1.3, "two-shot": 1.2,
}  # fmt: skip


class ShotDrawing:
    """Draws any frame of a shot, in any order; width and height in pixels, `count` frames at `rate`.

    `sway` is how much the camera sways on top of its move, as a share of the handheld one.
    """

    def __init__(
        self, shot: DrawnShot, size: tuple[int, int], rate: Fraction, count: int, variation: int, sway: float = 0.0
    ) -> None:
        self.shot, self.rate, self.count, self.variation, self.sway = shot, rate, count, variation, sway
        self.light = light(shot)
        self.blocking = blocking(shot, *size)
        self._spoken = acting.speeches(shot, float(count / rate))
        self._buffer = np.zeros((size[1], size[0], 4), np.uint8)
        info = skia.ImageInfo.MakeN32Premul(*size)
        self._surface = skia.Surface.MakeRasterDirect(info, self._buffer, size[0] * 4)
        self._order = (2, 1, 0) if info.colorType() == skia.kBGRA_8888_ColorType else (0, 1, 2)
        self._vignette = self._shaded(size)
        self._insets = inset.insets(shot.insets, size, left=self.blocking.framing.anchor[0] > 0.5)
        self._print = Print(technique(shot.style), size)
        self._ink = Ink(self._surface.getCanvas())
        parts = sorted(self._parts(), key=lambda part: -part.z)
        far = [part for part in parts if part.z > 0.7]
        soft = _SOFT.get(shot.size, 0.0)
        if soft and (self.blocking.marks or shot.size == "insert"):
            far = [SetPiece(1e9, Backdrop(far, self._views(), soft), still=True)]
        self._far, self._near = self._elements(far), self._elements([part for part in parts if part.z <= 0.7])

    def _parts(self) -> list[SetPiece]:
        """What stands around the figures: the picture of the place where there is one, else the set."""
        if shown := self.shot.place.picture:
            return [SetPiece(plate.DEPTH, plate.Plate(shown, self._views(), picture.tint(self.light)), still=True)]
        scenery = Scenery(self.shot, self.light, self.blocking.wants)
        sets.build(scenery)
        return scenery.parts

    def _elements(self, parts: list[SetPiece]) -> list[Painter]:
        if self.shot.camera == "static" and not self.sway:
            return layered(parts, self._view(0.0))
        return [part.draw for part in parts]

    def _views(self) -> list[Viewpoint]:
        return [self._view(share) for share in (0.0, 0.25, 0.5, 0.75, 1.0)]

    def frames(self, hold: int = 1) -> "Iterator[Frame]":
        """Each frame in turn; one drawing stands for `hold` of them."""
        for number in range(self.count):
            if number % hold == 0:
                drawn = self.frame(number)
            yield drawn

    def frame(self, number: int) -> "Frame":
        """Frame `number`, counted from zero: height x width x 3 bytes RGB."""
        share = number / (self.count - 1) if self.count > 1 else 0.0
        t = float(number / self.rate)
        view = self._view(share, t)
        ink = self._ink
        self._draw(ink, view, t)
        ink.canvas.drawImage(self._vignette, 0, 0)
        return self._taken(number)

    def _view(self, share: float, t: float = 0.0) -> Viewpoint:
        view = view_at(self.blocking.framing, self.shot.camera, share, t)
        return swaying(view, self.sway, t) if self.sway else view

    def _draw(self, ink: Ink, view: Viewpoint, t: float) -> None:
        outdoors = not self.shot.place.indoors
        for element in self._far:
            element(ink, view, t)
        if outdoors:
            weather.behind(ink, view, t, self.light, self.shot.weather, self.variation)
        if self.shot.size == "insert":
            self._insert(ink, view, t)
        self._figures(ink, view, t)
        for element in self._near:
            element(ink, view, t)
        if outdoors:
            weather.before(ink, view, t, self.light, self.shot.weather, self.variation)

    def _figures(self, ink: Ink, view: Viewpoint, t: float) -> None:
        marks = sorted(self.blocking.marks, key=lambda mark: -mark.z)
        played = [acting.act(self.shot, mark, self._spoken, t, self.variation) for mark in marks]
        seats: set[str] = set()
        for mark, acted in zip(marks, played, strict=True):
            sharing = [other.x for other in marks if other.seat == mark.seat and mark.seat in furniture.SHARED]
            middle = sum(sharing) / len(sharing) - mark.x if sharing else 0.0
            with self._placed(ink, view, mark, t):
                shared = mark.seat in seats
                figure.under(ink, self.shot.characters[mark.who].look, self.light, acted, None if shared else middle)
            seats |= {mark.seat} & furniture.SHARED
        for mark, acted in zip(marks, played, strict=True):
            with self._placed(ink, view, mark, t):
                figure.figure(ink, self.shot.characters[mark.who].look, self.light, acted)

    @contextmanager
    def _placed(self, ink: Ink, view: Viewpoint, mark: Mark, t: float) -> Iterator[None]:
        """Metres around the mark of a figure, or where it has walked to from there."""
        with on_plane(ink, view, mark.z), ink.at(mark.x + self._walked(mark.posture, mark.turn, t), -mark.lower):
            yield

    def _walked(self, pose: str, turn: float, t: float) -> float:
        """Metres of a walking figure from its mark: on from before it, and slower towards the edge of the frame."""
        if pose not in ("walk", "run") or self.shot.size not in ("wide", "extreme-wide", "full"):
            return 0.0
        pace = 0.55 if pose == "walk" else 1.3
        view = self.blocking.framing.view
        room = min(2.0, 0.25 * self.blocking.framing.tall * view.width / view.height)
        start = min(1.2 * pace, room)
        way = start + room
        return (way * (1 - math.exp(-pace * t / way)) - start) * (1 if turn >= 0 else -1)

    def _insert(self, ink: Ink, view: Viewpoint, t: float) -> None:
        """A thing on a table in the light, with the hand of whoever the shot is about."""
        wood = self.light.on(rgb("#7a5a40"))
        edge = view.point(0, 0.98, 0.35)[1]
        ink.rect(-4, edge, view.width + 4, view.height + 4,
                 Linear((0, edge), (0, view.height),
                     (wood.mix(self.light.glow(self.light.key), 0.12), self.light.shadow(rgb("#5d4230")))))  # fmt: skip
        with on_plane(ink, view, 0.0), ink.at(0.0, 1.05):
            with ink.at(0, -0.08, 1.0, 0.42):
                props.pool(ink, self.light, 0.62)
                ink.oval(
                    0.02,
                    -0.08,
                    0.24,
                    0.2,
                    Radial((0.02, -0.08), 0.24, (rgb("#0a0d18").alpha(0.5), rgb("#0a0d18").alpha(0.0))),
                )
            with ink.at(0.02, 0.0, 0.30, turn=2.0):
                self._thing(ink)
            if self.shot.characters:
                reach = figure.breath(t, 0.2) * 0.004
                with ink.at(reach - 0.03, reach - 0.05, 0.30):
                    props.hand(ink, self.shot.characters[0].look, self.light)

    def _thing(self, ink: Ink) -> None:
        colour = props.own_colour(self.shot.prop_attributes, None)
        props.show(ink, props.Thing(self.shot.prop or "letter", colour, self.shot.prop_picture), self.light)

    def _shaded(self, size: tuple[int, int]) -> Any:
        """A vignette: corners a little darker, more so at night."""
        dark, (wide, tall) = self.light.glow(rgb("#05070f")), size
        strength = 0.20 + 0.22 * self.light.dark
        reach = 0.62 * (wide**2 + tall**2) ** 0.5
        tones = (dark.alpha(0), dark.alpha(0), dark.alpha(strength))
        surface = skia.Surface(*size)
        fill = Radial((wide / 2, tall * 0.47), reach, tones, (0.0, 0.48, 1.0))
        Ink(surface.getCanvas()).rect(0, 0, wide, tall, fill)
        return surface.makeImageSnapshot()

    def _taken(self, number: int) -> "Frame":
        """The drawing as a frame, in the technique of the style; reference pictures keep their own colours."""
        height, width, _ = self._buffer.shape
        taken = np.empty((height, width, 3), np.uint8)
        # Channel by channel is five times as fast as one strided copy.
        if self._print:
            plain = [np.ascontiguousarray(self._buffer[:, :, source]) for source in self._order]
            for channel, printed in enumerate(self._print(plain, number)):
                taken[:, :, channel] = printed
        else:
            for channel, source in enumerate(self._order):
                taken[:, :, channel] = self._buffer[:, :, source]
        for inset_ in self._insets:
            inset_.lay(taken)
        return taken
