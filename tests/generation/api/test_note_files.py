"""Notes to take along: as a table, as sheets to print, and as markers of the cut."""

import csv
import io
from pathlib import Path
from typing import Any

import av
import msgspec
import numpy as np
import opentimelineio as otio
import pytest
import skia

from generation.api.note_files import _noted, _of_film
from generation.api.shapes.notes import NoteThread
from generation.ports import media
from generation.sheets.shapes import draw
from generation.sheets.text import Letters
from productions.domain.artifact import Artifact
from productions.domain.notes import Shape
from productions.domain.numbering import Numbering
from productions.domain.take import Take
from tests.generation.filming import Film
from tests.support.web import Api

pytestmark = pytest.mark.django_db
BOX = {"tool": "rectangle", "points": [[25_000, 25_000], [75_000, 75_000]], "colour": "green", "text": ""}


@pytest.fixture
def noted(ida: Api, film: Film) -> str:
    """The address of a take with a note on its second frame, an answered one, and one that is resolved."""
    film.make("one")
    (made,) = ida.get(f"shots/{film.shots['one']}/takes/")["results"]
    take = f"takes/{made['id']}/"
    ida.post(f"{take}notes/", text="=Her hand", frame=1, kind="must_fix", drawing=[BOX])
    ida.post(f"{take}notes/", text="Why?", kind="question")
    ida.post(f"{take}notes/", text="It rains.", answers=2)
    ida.post(f"{take}notes/", text="Lovely.", frame=0)
    ida.post(f"{take}notes/4/resolve/")
    return take


def rows(ida: Api, address: str, query: str = "") -> list[dict[str, str]]:
    text = ida.send("GET", f"{address}notes.csv/{query}").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_a_table_tells_everything_but_the_drawing(ida: Api, address: str, noted: str) -> None:
    first, second, third = rows(ida, address)
    assert (first["Shot"], first["Take"], first["Kind"], first["Frame"], first["Timecode"], first["Drawn"]) == (
        *("SC010_0010", "1", "must fix", "1", "00:00:00:01", "yes"),
    )
    assert first["Text"] == "'=Her hand"
    assert (second["Answers"], second["Frame"], second["By"]) == ("Ida: It rains.", "", "Ida")
    assert (third["Text"], third["Resolved by"], bool(third["Resolved at"])) == ("Lovely.", "Ida", True)
    assert [row["Kind"] for row in rows(ida, address, "?open=true&kind=question")] == ["question"]


def test_sheets_are_printed_with_the_frames(ida: Api, address: str, noted: str) -> None:
    reply = ida.send("GET", f"{address}notes.pdf/")
    assert (reply.status_code, reply["Content-Type"], reply.content[:5]) == (200, "application/pdf", b"%PDF-")
    assert reply.content.count(b"/Subtype /Image") == 3
    assert ida.send("GET", f"{address}notes.pdf/?kind=note").content.count(b"/Subtype /Image") == 1


def test_frames_are_called_as_the_production_says(ida: Api, address: str, noted: str) -> None:
    ida.put(f"{address}parameters/first_frame/", value="1001")
    ida.put(f"{address}parameters/first_timecode/", value="10:00:00:00")
    first, second, _ = rows(ida, address)
    assert (first["Frame"], first["Timecode"], second["Frame"]) == ("1002", "10:00:00:01", "")
    assert ida.get(f"{noted}notes/")["results"][0]["frame"] == 1
    edl = ida.send("GET", f"{address}cut.edl/?notes=true").content.decode()
    assert "* LOC: 10:00:00:01 RED     =Her hand" in edl.split("\r\n")
    assert b"01:00:00:00 01:00:00:02" in ida.send("GET", f"{address}cut.edl/?start=01:00:00:00").content
    shots = ida.send("GET", f"{address}shots.csv/").content.decode("utf-8-sig")
    assert next(csv.DictReader(io.StringIO(shots)))["Start"] == "10:00:00:00"
    timeline: Any = otio.adapters.read_from_string(ida.send("GET", f"{address}cut.otio/").content.decode())
    assert timeline.global_start_time.to_timecode() == "10:00:00:00"


def test_sheets_name_frames_as_the_production_does(ida: Api, noted: str, film: Film) -> None:
    (note,) = (each for each in ida.get(f"{noted}notes/")["results"] if each["kind"] == "must_fix")
    thread = msgspec.convert(note, NoteThread)
    assert _noted(thread, Numbering(1001)).heading == "must fix · frame 1002"
    assert _noted(msgspec.structs.replace(thread, last=3), Numbering()).heading == "must fix · frames 1 to 3"


def test_a_film_without_notes_says_so(ida: Api, address: str, film: Film) -> None:
    reply = ida.send("GET", f"{address}notes.pdf/")
    assert (reply.status_code, reply.content.count(b"/Subtype /Image")) == (200, 0)
    assert rows(ida, address) == []


def test_timecode_is_that_of_the_film_whatever_the_rate_of_the_take() -> None:
    take = Take(
        artifacts=(
            Artifact(
                role="master", digest="0" * 64, content="", media_type="video/x-matroska", size=1, facts={"rate": "12"}
            ),
        )
    )
    assert [_of_film(frame, take, "24") for frame in (None, 0, 12)] == [None, 0, 24]


def test_open_notes_are_markers_of_the_cut(ida: Api, address: str, noted: str) -> None:
    assert b"Her hand" not in ida.send("GET", f"{address}cut.otio/").content
    timeline: Any = otio.adapters.read_from_string(ida.send("GET", f"{address}cut.otio/?notes=true").content.decode())
    markers = [marker for clip in timeline.find_clips() for marker in clip.markers]
    assert [(each.name, each.color, each.marked_range.start_time.to_frames()) for each in markers] == [
        ("=Her hand", "RED", 1),
        ("Why?", "CYAN", 0),
    ]
    edl = ida.send("GET", f"{address}cut.edl/?notes=true").content.decode()
    assert [line for line in edl.split("\r\n") if "LOC" in line] == [
        "* LOC: 01:00:00:01 RED     =Her hand",
        "* LOC: 01:00:00:00 CYAN    Why?",
    ]


def test_a_drawing_is_printed_where_it_was_drawn() -> None:
    for width, height in ((160, 90), (400, 300)):
        surface = skia.Surface(width, height)
        surface.getCanvas().clear(skia.ColorBLACK)
        shape = Shape("rectangle", ((25_000, 25_000), (75_000, 75_000)), "green", 4000)
        draw(surface.getCanvas(), (shape,), skia.Rect.MakeWH(width, height), Letters())
        pixels = surface.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType)
        assert tuple(pixels[height // 4, width // 2][:3]) == (0x4D, 0xFF, 0x88)
        assert not pixels[height // 2, width // 2][:3].any() and not pixels[height // 8, width // 2][:3].any()


def test_stills_are_the_frames_that_were_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "count.mkv"
    with av.open(str(path), "w") as file:
        stream: Any = file.add_stream("ffv1", rate=24)
        stream.width, stream.height, stream.pix_fmt = 32, 16, "bgr0"
        for number in range(5):
            picture = av.VideoFrame.from_ndarray(np.full((16, 32, 3), number * 50, np.uint8), format="rgb24")
            file.mux(stream.encode(picture))
        file.mux(stream.encode())
    stills = media.stills(path, {1, 3, 9})
    assert stills.keys() == {1, 3}
    for number, jpeg in stills.items():
        (tmp_path / "still.jpg").write_bytes(jpeg)
        assert abs(int(media.read_still(tmp_path / "still.jpg").mean()) - number * 50) < 3
