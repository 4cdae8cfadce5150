"""`make page`: build the page alone; nothing is done when it is built already."""

import os
import sys

from config.frontend.build import BuildFailed, build, say
from config.frontend.files import RETRY, Page

READABLE = 0o022
"""A page is no secret, and others may start this checkout too: unlike all else that `up` starts."""


def main() -> int:
    """Build, saying each line; return the exit status."""
    os.umask(READABLE)
    try:
        built = build(Page.ours(), say)
    except BuildFailed as failed:
        say(f"{failed.failure.step} failed. Try again: {RETRY}")
        return 1
    say("The page is built." if built else "The page is built already.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
