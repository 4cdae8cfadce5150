"""What a breakdown finds of what readers saw in the truths, and how long it takes over 120 pages."""

from fractions import Fraction

from productions.screenplay.breakdown import breakdown
from productions.screenplay.reading.fountain import parse
from tests.benchmarks.measuring import heading, line, sample, show
from tests.benchmarks.screenplays import screenplay
from tests.productions.screenplay.measure import measured, table
from tests.productions.screenplay.truths import FOLDER

SHOTS = 943
"""A screenplay of so many shots has 120 pages of 55 lines."""
TIMES = 5


def measure() -> None:
    """Print both tables."""
    for row in table(measured(FOLDER)).splitlines():
        line(row)
    read = parse(screenplay(SHOTS))
    heading("breakdown of 120 pages")
    show("break down", sample(TIMES, lambda: breakdown(read, Fraction(24))), "< 0.4 s")
