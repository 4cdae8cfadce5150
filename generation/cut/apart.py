"""Reads an OpenTimelineIO file in a process of its own: senseless values bring the library's down, and none of ours."""

import resource
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import msgspec

from generation.cut.cut_list import CutList, UnreadableEdit

MAX_MEMORY = 1 << 30
MAX_SECONDS = 30
_ROOT = Path(__file__).parents[2]


class _Refused(msgspec.Struct, tag="refused"):
    detail: str


class _Read(msgspec.Struct, tag="read"):
    cut: CutList


def read_otio(text: str, rate: Fraction) -> CutList:
    """Return the edit of an .otio file; UnreadableEdit where it cannot be read, or not within the bounds."""
    command = [sys.executable, "-m", "generation.cut.apart", str(rate)]
    try:
        child = subprocess.run(
            command, input=text.encode(), capture_output=True, cwd=_ROOT, timeout=MAX_SECONDS + 5, check=False
        )
    except subprocess.TimeoutExpired:
        raise UnreadableEdit("This .otio file takes too much time to read.") from None
    if child.returncode:
        raise UnreadableEdit("OpenTimelineIO cannot read this file: something in it is none of its values.")
    reply: _Refused | _Read = msgspec.json.decode(child.stdout, type=_Refused | _Read, dec_hook=_decoded)
    if isinstance(reply, _Refused):
        raise UnreadableEdit(reply.detail)
    return reply.cut


def _decoded(kind: type, value: Any) -> Any:
    return Fraction(value) if kind is Fraction else value


def main() -> None:
    """Read an .otio file from the standard input and say its cut on the standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from generation.cut import timelines  # noqa: PLC0415 - within the bounds, and only here

    reply: _Refused | _Read
    try:
        reply = _Read(timelines.read(sys.stdin.buffer.read().decode(), Fraction(sys.argv[1])))
    except UnreadableEdit as refused:
        reply = _Refused(refused.detail)
    sys.stdout.buffer.write(msgspec.json.encode(reply, enc_hook=str))


if __name__ == "__main__":
    main()
