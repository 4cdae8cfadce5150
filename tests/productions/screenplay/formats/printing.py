"""Prints lines of text as a PDF, as writing programs do: Courier of 12 points, ten letters and six lines an inch."""

import re
import zlib
from collections.abc import Iterable, Sequence

LEFT, TOP = 36, 756
_WIDTH, _HEIGHT = 7.2, 12


def pdf(pages: Sequence[Iterable[str]], *, extra: Sequence[bytes] = ()) -> bytes:
    """Return a PDF; each page is lines of text, whose spaces indent them; more than three part a line.

    `extra` are objects put in behind the others, for files that lie.
    """
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"]
    kids = []
    for page in pages:
        stream = zlib.compress(_drawn(page))
        objects.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    return _file([*objects, *extra])


def _drawn(lines: Iterable[str]) -> bytes:
    out = [b"BT /F1 12 Tf"]
    for row, line in enumerate(lines):
        for piece in re.finditer(r"\S+(?: {1,3}\S+)*", line):
            text, x = piece[0], LEFT + _WIDTH * piece.start()
            escaped = text.encode("latin-1").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
            out.append(b"1 0 0 1 %.2f %d Tm (%s) Tj" % (x, TOP - _HEIGHT * row, escaped))
    return b"\n".join([*out, b"ET"])


def _file(objects: Sequence[bytes]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return out + head + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
