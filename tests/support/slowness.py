"""How busy the machine is: limits on what a page may take mean a machine that is its own."""

import time

SPIN = 0.05


def slowness() -> float:
    """Return how many times longer work takes here now than on a processor of its own; 1 where nobody else wants it."""
    wall, own = time.monotonic(), time.process_time()
    while time.process_time() - own < SPIN:
        pass
    return max(1.0, (time.monotonic() - wall) / SPIN)
