#!/usr/bin/env python3
"""The command line of Continuity."""

import os
import sys

INTERRUPTED = 130

try:
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    from config import folders
    from events import room
except KeyboardInterrupt:
    sys.exit(INTERRUPTED)


def main() -> None:
    """Run a command; what a person can mend is said in a sentence, in place of a traceback.

    What any of them writes is its user's alone: most write into VAR_DIR.
    """
    os.umask(folders.PRIVATE)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    try:
        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except (OperationalError, OSError) as error:
        if "--traceback" in sys.argv or not (said := _in_words(error)):
            raise
        sys.exit(said)


def _in_words(error: OperationalError | OSError) -> str:
    """Empty for what no person can mend."""
    if isinstance(error, OSError):
        return folders.in_words(error) if room.is_full(error) else ""
    if room.is_full(error):
        return f"The disk of the database is full: make room and try again.\n{error}"
    return f"The database does not answer. Start the system with `make run`, or set DATABASE_URL.\n{error}"


if __name__ == "__main__":
    main()
