"""Findings: what a check measured beyond a limit, told of the shot by itself, of the cut before it, and of its scene.

Measures are decimals as text, so that they stand in events as they are.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal

import msgspec

Matter = Literal["flicker", "pulse", "light", "tint"]
Against = Literal["itself", "what it continues", "the wanted look", "the shot before"]


class ToneSpread(msgspec.Struct, frozen=True):
    """How the light and tint of a picture are spread: quantiles of lightness, a and b, from the least on."""

    light: tuple[str, ...]
    a: tuple[str, ...]
    b: tuple[str, ...]

    def light_apart(self, other: "ToneSpread") -> Decimal:
        """Return how far lightness must be moved to be spread as the other's: an earth mover's distance."""
        return _apart(self.light, other.light)

    def tint_apart(self, other: "ToneSpread") -> Decimal:
        """Return the same of tint."""
        return (_apart(self.a, other.a) ** 2 + _apart(self.b, other.b) ** 2).sqrt()

    @property
    def lightness(self) -> Decimal:
        """The mean lightness, 0 to 100."""
        return _mean(self.light)

    @property
    def warmth(self) -> Decimal:
        """The mean of b: below 0 blue, above it yellow."""
        return _mean(self.b)


class Measures(msgspec.Struct, frozen=True):
    """What was measured of a shot. `before` is the last frame of the shot that it continues."""

    frames: int
    flicker: str
    pulse: str
    whole: ToneSpread
    first: ToneSpread
    last: ToneSpread
    before: ToneSpread | None = None


class CheckLimits(msgspec.Struct, frozen=True):
    """What was set of the check: 0 of a limit switches it off, 0 of a wanted value asks for nothing."""

    flicker: str
    pulse: str
    light: str
    tint: str
    wanted_light: str = "0"
    wanted_warmth: str = "0"


class Finding(msgspec.Struct, frozen=True):
    """One measure beyond its limit."""

    matter: Matter
    against: Against
    measured: str
    limit: str


class Report(msgspec.Struct, frozen=True):
    """What a check says of a shot."""

    measures: Measures
    limits: CheckLimits
    findings: tuple[Finding, ...] = ()


def of_shot(measures: Measures, limits: CheckLimits) -> Iterator[Finding]:
    """Yield what is found of a shot by itself, against what it continues, and against the look that is wanted of it."""
    yield from _beyond("flicker", "itself", Decimal(measures.flicker), limits)
    yield from _beyond("pulse", "itself", Decimal(measures.pulse), limits)
    if measures.before:
        yield from _between(measures.first, measures.before, "what it continues", limits)
    if wanted := Decimal(limits.wanted_light):
        yield from _beyond("light", "the wanted look", abs(measures.whole.lightness - wanted), limits)
    if wanted := Decimal(limits.wanted_warmth):
        yield from _beyond("tint", "the wanted look", abs(measures.whole.warmth - wanted), limits)


def of_neighbours(measures: Measures, before: Measures, limits: CheckLimits) -> Iterator[Finding]:
    """Yield what is found of a shot against the one before it in the scene."""
    yield from _between(measures.whole, before.whole, "the shot before", limits)


def _between(one: ToneSpread, other: ToneSpread, against: Against, limits: CheckLimits) -> Iterator[Finding]:
    yield from _beyond("light", against, one.light_apart(other), limits)
    yield from _beyond("tint", against, one.tint_apart(other), limits)


def _beyond(matter: Matter, against: Against, measured: Decimal, limits: CheckLimits) -> Iterator[Finding]:
    limit = getattr(limits, matter)
    if Decimal(limit) and measured > Decimal(limit):
        yield Finding(matter, against, f"{measured:.1f}", limit)


def _apart(one: Sequence[str], other: Sequence[str]) -> Decimal:
    return _mean([str(abs(Decimal(a) - Decimal(b))) for a, b in zip(one, other, strict=True)])


def _mean(values: Sequence[str]) -> Decimal:
    return sum(map(Decimal, values), Decimal(0)) / len(values)
