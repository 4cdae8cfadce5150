"""Checking: the frames of a shot are measured, and the report of it is written."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import rfc8785

from generation.domain.findings import CheckLimits, Measures, Report, ToneSpread, of_shot
from generation.ports import measures, media
from generation.ports.types import report
from generation.ports.work import Done, OutputFile, Refusing, Stopping, Work
from generation.stages.check import BEFORE, FRAMES, PICTURE
from productions.domain.graph import Schema

if TYPE_CHECKING:
    from generation.ports.clip import Frame


def check(work: Work, parameters: Schema) -> Done:
    """Measure the shot; refuses what cannot be read as a film."""
    measured = _measured(work)
    limits = msgspec.convert(work.settings(parameters), CheckLimits)
    said = msgspec.json.encode(Report(measured, limits, tuple(of_shot(measured, limits))))
    told = msgspec.json.decode(said)  # as whoever reads the file has it
    path = work.out / "report.json"
    path.write_bytes(rfc8785.dumps(told))
    return Done((OutputFile("report", path, "application/json", report.content_of(told), told),))


def _measured(work: Work) -> Measures:
    source = work.file(PICTURE, FRAMES)
    try:
        _, _, count = media.measure(source)
        seen = measures.measure(_frames(work, source, count))
    except media.Unreadable as error:
        raise Refusing(str(error)) from error
    before = work.upstream.get(BEFORE, {}).get(FRAMES)
    return Measures(
        frames=seen.count,
        flicker=_text(seen.flicker),
        pulse=_text(seen.pulse),
        whole=_told(seen.whole),
        first=_told(seen.first),
        last=_told(seen.last),
        before=_told(_last_tones(before)) if before else None,
    )


def _frames(work: Work, source: Path, count: int) -> Iterator["Frame"]:
    for step, picture in enumerate(media.read_pictures(source), 1):
        yield media.frame_of(picture)
        work.progress(step, count)
        if work.cancelled():
            raise Stopping


def _last_tones(source: Path) -> measures.Tones:
    picture = None
    for picture in media.read_pictures(source):  # noqa: B007  # the last one is what counts
        pass
    if picture is None:
        raise Refusing("what it continues holds no frames")
    return measures.tones_of(media.frame_of(picture))


def _told(tones: measures.Tones) -> ToneSpread:
    light, a, b = (tuple(map(_text, values)) for values in (tones.light, tones.a, tones.b))
    return ToneSpread(light, a, b)


def _text(value: float) -> str:
    return f"{value + 0.0:.2f}"
