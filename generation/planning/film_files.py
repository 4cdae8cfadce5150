"""The film as files: the shot list as a table, and the storyboard as sheets to print."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from events import store
from events.errors import ContinuityError
from generation.artifacts import artifact_store
from generation.planning.shot_list import ListedShot, ShotList, shot_list
from generation.ports import media
from generation.sheets.storyboard import WIDEST, PageText, Panel, storyboard
from productions import queries
from productions.domain.artifact import Artifact
from productions.domain.notes import Drawing
from productions.domain.numbering import Numbering, numbering, timecode
from productions.domain.shot import Line
from productions.queries import listing
from productions.queries.film_lists import seconds
from productions.refusals import NotFound
from productions.tables.writing import Cell, Ending, table

_COLUMNS = (
    "Shot",
    "Scene",
    "Scene number",
    "Setting",
    "Place",
    "Time of day",
    "Heading",
    "Description",
    "Dialogue",
    "Size",
    "Camera",
    "Frames",
    "Seconds",
    "Timecode",
    "Start",
    "Cast",
    "Review",
    "Out of date",
    "Text changed",
)
_PER_PAGE = 3
"""Notes on a page of their sheets."""


def shots_table(production: UUID, ending: Ending) -> bytes:
    """Return the shot list of a production as the bytes of a table."""
    listed = shot_list(production)
    called = numbering(listed.moment.production.state.settings)
    return table(ending, "Shots", _COLUMNS, [_row(each, called, listed.rate) for each in listed.shots])


def _row(each: ListedShot, called: Numbering, rate: str) -> list[Cell]:
    line, scene = each.line, each.line.scene
    return [
        line.shot.code,
        scene.code,
        scene.number,
        scene.heading.setting,
        scene.heading.place,
        scene.heading.time,
        scene.heading.text,
        line.effective.description,
        "\n".join(_said(spoken) for spoken in line.effective.dialogue),
        line.effective.size,
        line.effective.camera,
        line.frames,
        seconds(line.frames, rate),
        timecode(line.frames, rate),
        called.timecode(line.start, rate),
        ", ".join(line.people),
        each.review,
        "yes" if each.out_of_date else "no",
        "yes" if line.shot.text_changed else "no",
    ]


def _said(spoken: Line) -> str:
    how = f" ({spoken.parenthetical})" if spoken.parenthetical else ""
    return f"{spoken.character}{how}: {spoken.text}"


def storyboard_file(production: UUID, per_page: int, scene: UUID | None = None) -> bytes:
    """Return the storyboard of a production, or of one scene, as the bytes of a PDF; 3 or 6 shots to a page.

    NotFound for a scene that the production does not have.
    """
    listed = shot_list(production)
    if scene is not None and scene not in listed.moment.scenes:
        raise NotFound("There is no such scene.")
    chosen = [each for each in listed.shots if scene in (None, each.line.shot.scene)]
    revision = listed.moment.script.state.revision
    beside = " · ".join(filter(None, (f"revision {revision}" if revision else "", _day(listed))))
    panels = (_panel(each, listed.rate) for each in chosen)
    return storyboard(PageText(listed.moment.production.state.name, beside, per_page), panels, len(chosen))


@dataclass(frozen=True, slots=True)
class NotedFrame:
    """A note to print: on a frame of a take, with what is drawn there, who said it, and what was answered."""

    take: UUID
    frame: int
    drawing: Drawing
    code: str
    heading: str
    by: str
    text: str
    answers: tuple[tuple[str, str], ...]


def notes_sheets(production: UUID, noted: Sequence[NotedFrame]) -> bytes:
    """Return notes as the bytes of a PDF, three to a page, each with the frame that it is about.

    Where its bytes are lost, what is drawn stands on an empty frame.
    """
    board = PageText(f"{listing.production(production).state.name}: notes", f"{len(noted)}", _PER_PAGE, "No notes.")
    return storyboard(board, _noted_panels(production, noted), len(noted))


def _noted_panels(production: UUID, noted: Sequence[NotedFrame]) -> Iterator[Panel]:
    """The panels of notes; of their pictures no more than those of a page are held."""
    for first in range(0, len(noted), _PER_PAGE):
        page = noted[first : first + _PER_PAGE]
        pictures = _stills(production, page)
        for each in page:
            yield Panel(
                code=each.code,
                heading=each.heading,
                framing=each.by,
                length="",
                description=each.text,
                dialogue=each.answers,
                picture=pictures.get((each.take, each.frame)),
                drawing=each.drawing,
                missing="The picture is lost",
            )


def _stills(production: UUID, noted: Sequence[NotedFrame]) -> dict[tuple[UUID, int], bytes]:
    """The frames that notes are about; those whose bytes are lost are missing."""
    frames: dict[UUID, set[int]] = defaultdict(set)
    for each in noted:
        frames[each.take].add(each.frame)
    pictures: dict[tuple[UUID, int], bytes] = {}
    for take, folded in queries.takes(production, frames).items():
        file = folded.state.artifact("proxy") or folded.state.artifact("master")
        try:
            with artifact_store.as_files([file.digest] if file else []) as lent:
                stills = media.stills(lent[file.digest], frames[take], WIDEST) if file else {}
        except ContinuityError:
            continue
        pictures |= {(take, frame): picture for frame, picture in stills.items()}
    return pictures


def _panel(each: ListedShot, rate: str) -> Panel:
    line = each.line
    framing = " · ".join(part.replace("-", " ") for part in (line.effective.size, line.effective.camera))
    return Panel(
        code=line.shot.code,
        heading=line.scene.heading.text,
        framing=framing,
        length=f"{seconds(line.frames, rate):g} s, {line.frames} frames",
        description=line.effective.description,
        dialogue=tuple((_speaker(spoken), spoken.text) for spoken in line.effective.dialogue),
        picture=_bytes(each.picture),
    )


def _speaker(spoken: Line) -> str:
    return f"{spoken.character} ({spoken.parenthetical})" if spoken.parenthetical else spoken.character


def _bytes(picture: Artifact | None) -> bytes | None:
    """The bytes of a picture; None where they are lost: the words of the shot are still worth a page."""
    if picture is None:
        return None
    try:
        with artifact_store.open_sound(picture.digest) as file:
            return file.read()
    except ContinuityError:
        return None


def _day(listed: ShotList) -> str:
    """The day of the last event that is shown, so that the same film gives the same file."""
    position = listed.moment.position
    return f"{store.times(listed.moment.id, [position])[position]:%Y-%m-%d}" if position else ""
