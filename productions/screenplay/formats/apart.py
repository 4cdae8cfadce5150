"""Reads a PDF in a process of its own, which may use so much memory and time and no more: it is a program of sorts."""

import resource
import subprocess
import sys
from pathlib import Path

import msgspec

from productions.screenplay.formats.layout import PageLine, Side
from productions.screenplay.reading.errors import ScreenplayUnreadable

MAX_MEMORY = 1 << 30
MAX_SECONDS = 30
_ROOT = Path(__file__).parents[3]


class _Refused(msgspec.Struct, tag="refused"):
    reason: str
    detail: str


class _Lines(msgspec.Struct, tag="lines"):
    lines: list[tuple[int, int, str, bool, Side]]


def lines_of_pdf(file: bytes) -> list[PageLine]:
    """Return the lines of a PDF; ScreenplayUnreadable where it cannot be read, or not within the bounds."""
    command = [sys.executable, "-m", "productions.screenplay.formats.apart"]
    try:
        child = subprocess.run(
            command, input=file, capture_output=True, cwd=_ROOT, timeout=MAX_SECONDS + 5, check=False
        )
    except subprocess.TimeoutExpired:
        raise _too_much() from None
    if child.returncode:
        raise _too_much()
    reply = msgspec.json.decode(child.stdout, type=_Refused | _Lines)
    if isinstance(reply, _Refused):
        raise ScreenplayUnreadable(reply.reason, reply.detail)
    return [PageLine(page, column, text, gap, side=side) for page, column, text, gap, side in reply.lines]


def _too_much() -> ScreenplayUnreadable:
    detail = "This PDF takes too much memory or time to read. Export the screenplay as FDX or Fountain and bring that."
    return ScreenplayUnreadable("too-costly", detail)


def main() -> None:
    """Read a PDF from the standard input and say its lines on the standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    from productions.screenplay.formats import pdf  # noqa: PLC0415 - within the bounds, and only here

    reply: _Refused | _Lines
    try:
        rows = pdf.lines(sys.stdin.buffer.read())
        reply = _Lines([(line.page, line.column, line.text, line.gap, line.side) for line in rows])
    except ScreenplayUnreadable as refused:
        reply = _Refused(refused.reason, refused.detail)
    sys.stdout.buffer.write(msgspec.json.encode(reply))


if __name__ == "__main__":
    main()
