"""The folder of all that a running system keeps: ours alone from its first moment, and in plain words why it cannot be.

Standard library alone, since the settings need it before anything else is there.
"""

import errno
import os
import stat
from pathlib import Path

from events.evidence.files import make_private

PRIVATE = 0o077
"""The umask of whatever writes here."""
_REASONS = {
    errno.EACCES: "this user may not write there",
    errno.EPERM: "this user may not write there",
    errno.EROFS: "it is on a file system that can only be read",
    errno.ENAMETOOLONG: "its name is too long",
    errno.ELOOP: "its links lead in a circle",
    errno.ENOTDIR: "what should be a folder is none",
    errno.EEXIST: "what should be a folder is none",
    errno.EISDIR: "a folder stands where a file should be",
    errno.ENOSPC: "there is no room left on its disk",
    errno.EDQUOT: "this user's share of its disk is used up",
}


class Unusable(Exception):
    """A folder that cannot be used as it is; the text says why."""


def prepare(folder: Path, *, ours: bool) -> None:
    """Make a folder that nobody else may enter, with those above it that are missing.

    One that is there keeps its permissions, unless it is `ours` by its place. Raises Unusable, or OSError (see `why`).
    """
    if folder.is_symlink() and not folder.exists():
        raise Unusable("it is a link that leads nowhere")
    if folder.exists() and not folder.is_dir():
        raise Unusable("it is no folder")
    make_private(folder)
    facts = folder.stat()
    if facts.st_mode & stat.S_IWOTH:
        raise Unusable("everybody may write there")
    if ours and facts.st_uid == os.geteuid() and facts.st_mode & PRIVATE:
        folder.chmod(0o700)


def open_to_others(folder: Path) -> bool:
    """Whether anybody else on this machine may enter the folder."""
    return bool(folder.stat().st_mode & (stat.S_IXGRP | stat.S_IXOTH))


def why(error: OSError) -> str:
    """Return what went wrong with a file or folder, for people: the end of a sentence."""
    return _REASONS.get(error.errno or 0, error.strerror or str(error))


def in_words(error: OSError) -> str:
    """Return a sentence about an error that names its file, where there is one."""
    return f"{error.filename}: {why(error)}." if error.filename else f"{why(error).capitalize()}."
