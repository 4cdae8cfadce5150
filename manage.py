#!/usr/bin/env python3
"""The command line of Continuity."""

import os
import sys

from django.core.management import execute_from_command_line
from django.db import OperationalError


def main() -> None:
    """Run a command; what a person can mend is said in a sentence, in place of a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    try:
        execute_from_command_line(sys.argv)
    except OperationalError as error:
        if "--traceback" in sys.argv:
            raise
        sys.exit(f"The database does not answer. Start the system with `make run`, or set DATABASE_URL.\n{error}")


if __name__ == "__main__":
    main()
