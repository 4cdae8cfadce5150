"""A shot list that people bring: its rows create and update shots, in one batch."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from uuid import UUID

from events.errors import Refusal
from events.execution import Batch, Context, Receipt, execute, preview
from events.registry import Json
from productions import queries
from productions.commands.access import hold
from productions.commands.keeping import keep_lengths
from productions.commands.ranking import RankedThings, gap
from productions.commands.scenes import asked_heading
from productions.domain import reference as references
from productions.domain import scene as scenes
from productions.domain import settings
from productions.domain import shot as shots
from productions.domain.production import MapColumns, production
from productions.domain.shot import CastEntry, OwnField, Shot
from productions.policy import Action
from productions.tables.columns import ListField, key
from productions.tables.reading import Sheet
from productions.tables.shot_rows import RowError, ShotListRow, shot_rows

_NUMBER = re.compile(r"\d{1,4}[A-Z]{0,3}", re.IGNORECASE)
_FIELDS: tuple[OwnField, ...] = ("description", "size", "camera", "frames")
SHOWN_ERRORS = 200


class ShotListRefused(Refusal):
    """Rows of the list cannot be read or asked for: `errors` says which and why; nothing was saved."""

    code = "shot-list-refused"
    status = 422


@dataclass(frozen=True, slots=True)
class ListChange:
    """A shot or scene that the list touches; `row` is that of the file, `fields` what changes."""

    id: UUID
    code: str
    row: int
    text: str
    fields: tuple[str, ...] = ()


@dataclass(slots=True)
class ListEffect:
    """What a list does: scenes, shots and references that it makes, shots that it changes or moves, and errors."""

    scenes: list[ListChange] = field(default_factory=list)
    created: list[ListChange] = field(default_factory=list)
    changed: list[ListChange] = field(default_factory=list)
    unchanged: int = 0
    references: list[str] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)


def import_shots(
    context: Context,
    log: UUID,
    sheet: Sheet,
    mapping: Mapping[str, ListField | None],
    *,
    require: Callable[[Action], None],
    dry_run: bool = False,
    skip_errors: bool = False,
) -> Receipt[ListEffect]:
    """Create and update shots after a list, and remember what its columns mean. One batch: all or nothing.

    A row with the code of a shot updates it, one with another code or none makes one, behind that of the row above. An
    empty cell leaves things as they are. ShotListRefused where rows are wrong, unless these are to be skipped; with
    `dry_run` they are told and nothing is kept. `require` is asked for the rights to make scenes and references.
    """

    def work(batch: Batch) -> ListEffect:
        hold(log, alone=True)
        state = batch.load(production, log).state
        rate = Fraction(settings.frame_rate(state.settings))
        wanted = {column: meaning for column, meaning in mapping.items() if meaning is not None}
        rows = shot_rows(sheet, wanted, rate)
        listing = _Listing(batch, queries.moment(log, takes=False), str(rate), require)
        listing.out.errors += rows.errors
        for row in rows.rows:
            listing.take(row)
        keep_lengths(batch, listing.lengths)
        out = listing.out
        out.errors.sort(key=lambda error: error.row)
        if out.errors and not (dry_run or skip_errors):
            raise _refused(out.errors)
        known = {**state.columns, **{key(column): meaning or "" for column, meaning in mapping.items()}}
        batch.decide(production, log, MapColumns(known))
        return out

    return (preview if dry_run else execute)(context, log, work)


def _refused(errors: list[RowError]) -> ShotListRefused:
    first = errors[0]
    where = f"row {first.row}{f', {first.column}' if first.column else ''}"
    count = "1 cell" if len(errors) == 1 else f"{len(errors)} cells"
    told: list[Json] = [{"row": each.row, "column": each.column, "text": each.text} for each in errors[:SHOWN_ERRORS]]
    return ShotListRefused(
        f"Nothing was saved: {count} of the list cannot be read. The first: {where}: {first.text}", errors=told
    )


class _Wrong(Exception):
    """A row that asks for what cannot be."""

    def __init__(self, column: str, text: str) -> None:
        super().__init__(text)
        self.column = column


@dataclass(slots=True)
class _Listing:
    """Turns rows into commands, knowing what rows above have made."""

    batch: Batch
    at: queries.Moment
    rate: str
    require: Callable[[Action], None]
    out: ListEffect = field(default_factory=ListEffect)
    orders: dict[UUID, RankedThings] = field(default_factory=dict)
    by_code: dict[str, UUID] = field(init=False)
    by_scene: dict[str, UUID] = field(init=False)
    people: dict[str, UUID] = field(init=False)
    scene_order: RankedThings = field(init=False)
    above: tuple[UUID, UUID] | None = None
    """The shot of the row above and its scene."""
    listed: set[UUID] = field(default_factory=set)
    lengths: dict[UUID, int | None] = field(default_factory=dict)
    """The frames that shots which were there got."""

    def __post_init__(self) -> None:
        self.by_code = {folded.state.code.casefold(): id_ for id_, folded in self.at.shots.items()}
        live = [(id_, self.at.scenes[id_].state) for id_ in queries.ordered_scenes(self.at)]
        self.scene_order = [(id_, state.code, state.rank) for id_, state in live]
        headings = {" ".join(state.heading.text.casefold().split()): id_ for id_, state in reversed(live)}
        numbers = {state.number.casefold(): id_ for id_, state in reversed(live) if state.number}
        self.by_scene = {**headings, **numbers, **{state.code.casefold(): id_ for id_, state in live}}
        self.people = {
            name.casefold(): id_
            for id_, folded in self.at.references.items()
            if folded.state.kind in references.PEOPLE and not folded.state.removed
            for name in folded.state.names
        }
        for shot in queries.ordered_shots(self.at):
            state = self.at.shots[shot].state
            assert state.scene is not None, "a live shot stands in a scene"
            self.orders.setdefault(state.scene, []).append((shot, state.code, state.rank))

    def take(self, row: ShotListRow) -> None:
        """Do what a row asks for, or note why that cannot be."""
        known = self.by_code.get(row.code.casefold()) if row.code else None
        try:
            if known is not None and known in self.listed:
                raise _Wrong("code", f"{row.code} stands in the list twice.")
            shot, scene = self._update(row, known) if known is not None else self._create(row)
        except _Wrong as wrong:
            self.out.errors.append(RowError(row.number, wrong.column, str(wrong)))
            return
        self.listed.add(shot)
        self.above = shot, scene

    def _update(self, row: ShotListRow, shot: UUID) -> tuple[UUID, UUID]:
        state: Shot = self.batch.load(shots.shot, shot).state
        assert state.scene is not None, "an added shot stands in a scene"
        if state.removed or self.at.scenes[state.scene].state.removed:
            raise _Wrong("code", f"{state.code} is removed; restore it first, or leave the row out.")
        wanted = self._known_scene(row) if row.scene or row.heading else state.scene
        if wanted is None:
            raise _Wrong("scene", f"There is no scene {row.scene or row.heading} to put {state.code} into.")
        changed: list[str] = [name for name in _FIELDS if self._change(row, shot, state, name)]
        if wanted != state.scene:
            self._move(shot, state, wanted)
            changed.append("scene")
        if row.cast is not None and self._cast(shot, row.cast):
            changed.append("cast")
        if changed:
            self.out.changed.append(ListChange(shot, state.code, row.number, self._text(shot), tuple(changed)))
        else:
            self.out.unchanged += 1
        return shot, wanted

    def _change(self, row: ShotListRow, shot: UUID, state: Shot, name: OwnField) -> bool:
        value: str | int | None = getattr(row, name)
        effective = shots.effective(state)
        now = effective.frames(self.rate) if name == "frames" else getattr(effective, name)
        if value is None or value == now:
            return False
        self.batch.decide(shots.shot, shot, shots.ChangeShot(name, value))
        if name == "frames":
            self.lengths[shot] = row.frames
        return True

    def _move(self, shot: UUID, state: Shot, scene: UUID) -> None:
        assert state.scene is not None, "an added shot stands in a scene"
        order = self.orders.setdefault(scene, [])
        rank = gap(order, self._behind(scene), shot).rank()
        self.batch.decide(shots.shot, shot, shots.MoveShot(scene, rank))
        self.orders[state.scene] = [each for each in self.orders[state.scene] if each[0] != shot]
        self._place(scene, (shot, state.code, rank))

    def _create(self, row: ShotListRow) -> tuple[UUID, UUID]:
        scene = self._scene(row)
        order = self.orders.setdefault(scene, [])
        place = gap(order, self._behind(scene))
        prefix = f"{self.batch.load(scenes.scene, scene).state.code}_"
        used = [code for code in self.by_code if code.startswith(prefix.casefold())]
        code, rank, shot = row.code or place.code(prefix, 4, used), place.rank(), self.batch.context.ids()
        self.batch.begin(shots.shot, shot)
        given = {name: getattr(row, name) for name in _FIELDS}
        self.batch.decide(shots.shot, shot, shots.AddShot(scene=scene, code=code, rank=rank, **given))
        self.by_code[code.casefold()] = shot
        self._place(scene, (shot, code, rank))
        self._cast(shot, row.cast or ())
        self.out.created.append(ListChange(shot, code, row.number, self._text(shot)))
        return shot, scene

    def _behind(self, scene: UUID) -> UUID | None:
        """The shot of the row above, where that is in the same scene."""
        return self.above[0] if self.above and self.above[1] == scene else None

    def _place(self, scene: UUID, item: tuple[UUID, str, str]) -> None:
        self.orders[scene] = sorted([*self.orders[scene], item], key=lambda each: (each[2], each[1]))

    def _text(self, shot: UUID) -> str:
        return shots.effective(self.batch.load(shots.shot, shot).state).description[:200]

    def _known_scene(self, row: ShotListRow) -> UUID | None:
        names = (" ".join(name.casefold().split()) for name in (row.scene, row.heading) if name)
        return next((scene for name in names if (scene := self.by_scene.get(name))), None)

    def _scene(self, row: ShotListRow) -> UUID:
        """The scene of a row: that which it names, else a new one; that of the row above where it names none."""
        if not (row.scene or row.heading or row.place):
            if self.above is None:
                raise _Wrong("scene", "The first new shot of a list must say its scene.")
            return self.above[1]
        return self._known_scene(row) or self._new_scene(row)

    def _new_scene(self, row: ShotListRow) -> UUID:
        self.require("edit_scenes")
        number = row.scene.upper() if _NUMBER.fullmatch(row.scene) else ""
        text = row.heading or row.place or ("" if number else row.scene) or f"SCENE {number}"
        before = self.above[1] if self.above else None
        last = before or next((id_ for id_, *_ in reversed(self.scene_order)), None)
        place, scene = gap(self.scene_order, before), self.batch.context.ids()
        used = [folded.state.code for folded in self.at.scenes.values()] + [code for _, code, _ in self.scene_order]
        code, rank = place.code("SC", 3, used), place.rank()
        self.batch.begin(scenes.scene, scene)
        read = asked_heading(self.batch, text, last)
        self.batch.decide(scenes.scene, scene, scenes.AddScene(self.at.id, code, rank, read, number))
        self.scene_order = sorted([*self.scene_order, (scene, code, rank)], key=lambda each: (each[2], each[1]))
        for name in filter(None, (text, number, row.scene, row.heading, code)):
            self.by_scene.setdefault(" ".join(name.casefold().split()), scene)
        self.out.scenes.append(ListChange(scene, code, row.number, text))
        return scene

    def _cast(self, shot: UUID, names: tuple[str, ...]) -> bool:
        """Cast exactly the people named, as far as a list says who is in a shot; places and things stay."""
        state: Shot = self.batch.load(shots.shot, shot).state
        wanted = dict.fromkeys(self._person(name) for name in names)
        people = set(self.people.values())
        gone = (
            [reference for reference in state.cast if reference in people and reference not in wanted] if names else []
        )
        new = [reference for reference in wanted if reference not in state.cast]
        for reference in gone:
            self.batch.decide(shots.shot, shot, shots.RemoveCast(reference))
        for reference in new:
            self.batch.decide(shots.shot, shot, shots.SetCast(reference, CastEntry("seen")))
        return bool(gone or new)

    def _person(self, name: str) -> UUID:
        known = self.people.get(name.casefold())
        if known is not None:
            return known
        self.require("edit_references")
        made = self.batch.context.ids()
        self.batch.begin(references.reference, made)
        self.batch.decide(
            references.reference, made, references.AddReference(self.at.id, "character", name, "", {}, "hand")
        )
        self.people[name.casefold()] = made
        self.out.references.append(name)
        return made
