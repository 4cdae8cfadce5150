"""Turns a breakdown into scenes, shots, references and cast of a batch; what stayed keeps its identity."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from events.execution import Batch
from events.registry import Json
from productions import queries
from productions.commands.casting import Casting
from productions.commands.ranking import ranks_in_place
from productions.commands.scenes import kept_heading
from productions.domain import codes
from productions.domain import scene as scenes
from productions.domain import shot as shots
from productions.domain.decision import Anchor
from productions.domain.shot import CastEntry, Line, Shot, Source
from productions.screenplay.drafts import SceneDraft, ShotDraft
from productions.screenplay.revisions.matching import Matching, OldScene, OldShot, ScenePair, ShotPair, Verdict
from productions.screenplay.words import wording

_NOWHERE = (2**31, 2**31)
Summary = dict[str, dict[str, list[dict[str, Json]]]]
"""{"scenes" | "shots": {verdict: [{"id", "code", "text"}]}} of what changed."""


def old_scenes(at: queries.Moment) -> list[OldScene]:
    """Every scene and shot there ever was, scenes in film order, as the matching wants them.

    Shots stand where and in the order in which the script's last revision had them: where a person put them since is
    no change of the script.
    """
    members: dict[UUID | None, list[tuple[int, str, UUID]]] = defaultdict(list)
    for id_, folded in at.shots.items():
        first, _ = at.script.state.lines.get(id_, _NOWHERE)
        members[folded.state.home or folded.state.scene].append((first, folded.state.rank, id_))
    hosts = {folded.state.scene for folded in at.shots.values() if not folded.state.removed and _away(folded.state)}
    ordered = sorted((folded.state.rank, folded.state.code, id_) for id_, folded in at.scenes.items())
    return [
        OldScene(
            id=id_,
            number=state.number,
            heading=state.heading.text,
            shots=tuple(_old_shot(at, shot) for *_, shot in sorted(members[id_])),
            removed=state.removed,
            removed_by_hand=state.removed and state.removed_by == "hand",
            made_by_hand=state.origin == "hand",
            hosts=id_ in hosts,
            hour=state.heading.time,
        )
        for *_, id_ in ordered
        for state in [at.scenes[id_].state]
    ]


def _away(state: Shot) -> bool:
    """Whether a person put the shot into another scene than the script's."""
    return state.home is not None and state.home != state.scene


def _old_shot(at: queries.Moment, id_: UUID) -> OldShot:
    state = at.shots[id_].state
    return OldShot(
        id=id_,
        number=state.code,
        digest=wording.digest(state.source.text) if state.source else "",
        text=state.source.text if state.source else "",
        removed=state.removed,
        removed_by_hand=state.removed and state.removed_by == "hand",
        made_by_hand=state.origin == "hand",
    )


def _source(draft: ShotDraft) -> Source:
    return Source(
        text=draft.text,
        digest=draft.digest,
        description=draft.description,
        dialogue=tuple(Line(line.character, line.text, line.parenthetical) for line in draft.dialogue),
        size=draft.size,
        camera=draft.camera,
        milliseconds=draft.estimate,
    )


@dataclass(frozen=True, slots=True)
class PlacedShot:
    """A shot that the script has, with its id and code in the production."""

    pair: ShotPair
    id: UUID
    code: str


@dataclass(frozen=True, slots=True)
class PlacedScene:
    """A scene that the script has, with its id and code in the production."""

    pair: ScenePair
    id: UUID
    code: str
    shots: tuple[PlacedShot, ...]


@dataclass(slots=True)
class Revising:
    """Turns a matching into commands on the streams of a batch.

    `decided` are the anchors of shots whose length people gave (true) or no longer give.
    """

    batch: Batch
    at: queries.Moment
    matching: Matching
    casting: Casting
    decided: Mapping[Anchor, bool] = field(default_factory=dict)
    summary: Summary = field(default_factory=lambda: {"scenes": _verdicts(), "shots": _verdicts()})
    lines: dict[UUID, tuple[int, int]] = field(default_factory=dict)
    placed: list[PlacedScene] = field(default_factory=list)
    standing: frozenset[UUID | None] = field(init=False)
    _of_scene: list[PlacedShot] = field(default_factory=list)
    _ranks: dict[UUID, list[str]] = field(default_factory=lambda: defaultdict(list))
    _numbers: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def run(self) -> dict[UUID, tuple[int, int]]:
        """Decide everything and return the lines of each shot that the script has."""
        going = {pair.old.id for pair in self.matching.scenes if pair.old and pair.verdict is Verdict.REMOVED}
        live = {id_ for id_, folded in self.at.scenes.items() if not folded.state.removed}
        self.standing = frozenset(live - going)
        for state in (folded.state for folded in self.at.shots.values()):
            if state.scene and not state.removed:
                self._ranks[state.scene].append(state.rank)
            prefix, underscore, _ = state.code.rpartition("_")
            self._numbers[prefix + underscore].add(codes.number_of(state.code))
        self._preload()
        ids = self._scenes([pair for pair in self.matching.scenes if pair.new])
        for pair in self.matching.scenes:
            scene = ids[id(pair)] if pair.new else pair.old.id if pair.old else None
            assert scene is not None, "a pair has a side"
            self._of_scene = []
            self._shots(scene, pair)
            if pair.new:
                self.placed.append(PlacedScene(pair, scene, self._code(scene), tuple(self._of_scene)))
        for pair in self.matching.scenes:
            if pair.verdict is Verdict.REMOVED and pair.old:
                self.batch.decide(scenes.scene, pair.old.id, scenes.RemoveScene("script"))
                self._say("scenes", pair.verdict, pair.old.id, self._code(pair.old.id), pair.old.heading)
        return self.lines

    def _preload(self) -> None:
        """One query for all streams that will be decided on."""
        touched = [pair for pair in self.matching.scenes if pair.old and pair.verdict is not Verdict.UNCHANGED]
        self.batch.preload(scenes.scene, [pair.old.id for pair in touched if pair.old])
        self.batch.preload(
            shots.shot,
            [pair.old.id for pair in self.matching.shots() if pair.old and pair.verdict is not Verdict.UNCHANGED],
        )

    def _scenes(self, pairs: list[ScenePair]) -> dict[int, UUID]:
        """Add, restore, move and change the scenes that the script has; return their ids by pair."""
        taken = [folded.state.rank for folded in self.at.scenes.values() if not folded.state.removed]
        old_ranks = [self.at.scenes[pair.old.id].state.rank if pair.old else None for pair in pairs]
        fixed = [not pair.moved and pair.verdict in _IN_PLACE for pair in pairs]
        used = {codes.number_of(folded.state.code) for folded in self.at.scenes.values()}
        ids: dict[int, UUID] = {}
        previous: int | None = None
        for index, (pair, rank) in enumerate(zip(pairs, ranks_in_place(old_ranks, fixed, taken), strict=True)):
            following = self._next_number(pairs[index + 1 :])
            if pair.old is None:
                code = codes.next_code("SC", 3, used, previous, following)
                ids[id(pair)] = self._add_scene(pair, code, rank)
            else:
                ids[id(pair)] = pair.old.id
                self._revise_scene(pair, pair.old, rank)
            previous = codes.number_of(self._code(ids[id(pair)]))
            used.add(previous)
        return ids

    def _next_number(self, pairs: list[ScenePair]) -> int | None:
        return next((codes.number_of(self._code(pair.old.id)) for pair in pairs if pair.old and not pair.moved), None)

    def _add_scene(self, pair: ScenePair, code: str, rank: str) -> UUID:
        draft, id_ = _draft(pair), self.batch.context.ids()
        heading = kept_heading(draft.heading)
        self.batch.begin(scenes.scene, id_)
        command = scenes.AddScene(self.batch.log, code, rank, heading, draft.number, "script")
        self.batch.decide(scenes.scene, id_, command)
        self._say("scenes", pair.verdict, id_, code, heading.text)
        return id_

    def _revise_scene(self, pair: ScenePair, old: OldScene, rank: str) -> None:
        draft, state = _draft(pair), self.at.scenes[old.id].state
        heading, verdict = kept_heading(draft.heading), pair.verdict
        if verdict is Verdict.UNCHANGED and heading != state.heading:
            verdict = Verdict.CHANGED  # the same words are read otherwise than when they came in
        if verdict in (Verdict.UNCHANGED, Verdict.KEPT) and not pair.moved:
            return
        if state.removed:
            self.batch.decide(scenes.scene, old.id, scenes.RestoreScene())
        self.batch.decide(scenes.scene, old.id, scenes.MoveScene(rank))
        self.batch.decide(scenes.scene, old.id, scenes.ChangeHeading(heading))
        self.batch.decide(scenes.scene, old.id, scenes.ChangeNumber(draft.number))
        self._say("scenes", verdict, old.id, state.code, draft.heading.text)

    def _shots(self, scene: UUID, pair: ScenePair) -> None:
        wanted = [shot for shot in pair.shots if shot.new and shot.verdict is not Verdict.KEPT]
        taken = self._ranks[scene]
        placed = [shot for shot in wanted if not self._stays_away(shot)]
        old_ranks = [self._rank_in(scene, shot) for shot in placed]
        fixed = [rank is not None and not shot.moved for shot, rank in zip(placed, old_ranks, strict=True)]
        ranks = iter(ranks_in_place(old_ranks, fixed, taken))
        elsewhere = self._another_place(pair)
        prefix = f"{self._code(scene)}_"
        numbers = _Numbers(prefix, self._numbers[prefix])
        for index, shot in enumerate(wanted):
            rank = None if self._stays_away(shot) else next(ranks)
            following = numbers.following([other.old for other in wanted[index + 1 :]])
            self._shot(scene, shot, rank, numbers, following, elsewhere=elsewhere)
        for shot in pair.shots:
            if shot.verdict is Verdict.REMOVED and shot.old:
                self.batch.decide(shots.shot, shot.old.id, shots.RemoveShot(origin="script"))
                self._say("shots", shot.verdict, shot.old.id, shot.old.number, shot.old.text)
        for shot in pair.dropped:
            if shot.verdict is Verdict.REMOVED and shot.old:
                self.batch.decide(shots.shot, shot.old.id, shots.RemoveShot())
                self._say("shots", shot.verdict, shot.old.id, shot.old.number, shot.old.text)

    def _rank_in(self, scene: UUID, shot: ShotPair) -> str | None:
        """The rank that the shot has in a scene already."""
        state = self.at.shots[shot.old.id].state if shot.old else None
        return state.rank if state and state.scene == scene else None

    def _stays_away(self, shot: ShotPair) -> bool:
        """Whether the shot keeps the place in another scene that a person gave it, which must be there still."""
        state = self.at.shots[shot.old.id].state if shot.old else None
        return state is not None and _away(state) and state.scene in self.standing

    def _shot(
        self,
        scene: UUID,
        shot: ShotPair,
        rank: str | None,
        numbers: "_Numbers",
        following: int | None,
        *,
        elsewhere: bool,
    ) -> None:
        assert shot.new is not None, "the script has this shot"
        cast = self.casting.of(shot.new)
        if shot.old is None:
            assert rank is not None, "what is new stands where the script has it"
            id_, code = self.batch.context.ids(), numbers.next(following)
            self.batch.begin(shots.shot, id_)
            command = shots.AddShot(
                scene,
                code,
                rank,
                origin="script",
                source=_source(shot.new),
                frames=shot.new.decided or None,
                cast=tuple(cast.items()),
            )
            self.batch.decide(shots.shot, id_, command)
        else:
            id_, code = shot.old.id, shot.old.number
            numbers.seen(code)
            again = self._again(id_, cast) if elsewhere else frozenset(self.casting.renewed)
            self._revise_shot(scene, shot, shot.old, rank, cast, again)
        self.lines[id_] = (shot.new.first, shot.new.last)
        self._of_scene.append(PlacedShot(shot, id_, code))
        if rank is not None or shot.verdict is not Verdict.MOVED:
            self._say("shots", shot.verdict, id_, code, shot.new.description)

    def _revise_shot(
        self,
        scene: UUID,
        shot: ShotPair,
        old: OldShot,
        rank: str | None,
        cast: dict[UUID, CastEntry],
        again: frozenset[UUID],
    ) -> None:
        """Without a rank it stays where it is, whatever scene the script has it in."""
        assert shot.new is not None, "the script has this shot"
        now = self.at.shots[old.id].state
        decided = shot.new.anchor in self.decided
        still = shot.verdict is Verdict.UNCHANGED and not shot.moved
        if still and not decided and not shots.recast(now, cast, again):
            return
        if old.removed:
            self.batch.decide(shots.shot, old.id, shots.RestoreShot())
            again = frozenset({*now.cast, *cast})
        if not still:
            place = (now.scene or scene, now.rank) if rank is None else (scene, rank)
            self.batch.decide(shots.shot, old.id, shots.MoveShot(*place, home=scene))
        if decided or shot.new.decided:
            self.batch.decide(shots.shot, old.id, shots.ChangeShot("frames", shot.new.decided or None))
        revised = shots.ReviseSource(_source(shot.new), tuple(cast.items()), again, decided)
        self.batch.decide(shots.shot, old.id, revised)

    def _another_place(self, pair: ScenePair) -> bool:
        """Whether the heading names another place than before, so that the derived location must follow."""
        if pair.old is None or pair.new is None:
            return False
        old, new = self.at.scenes[pair.old.id].state.heading, pair.new.heading
        return (old.place, old.sub_place) != (new.place, new.sub_place)

    def _again(self, shot: UUID, cast: dict[UUID, CastEntry]) -> frozenset[UUID]:
        """Whom the script calls something else than before, and the place, which the heading gives."""
        places = {
            ref
            for ref in {*cast, *self.at.shots[shot].state.cast}
            if ref in self.casting.states and self.casting.states[ref].kind == "location"
        }
        return frozenset(self.casting.renewed | places)

    def _code(self, scene: UUID) -> str:
        known = self.at.scenes.get(scene)
        return known.state.code if known else self.batch.load(scenes.scene, scene).state.code

    def _say(self, kind: str, verdict: Verdict, id_: UUID, code: str, text: str) -> None:
        if verdict.value in self.summary[kind]:
            self.summary[kind][verdict.value].append({"id": str(id_), "code": code, "text": text})


_IN_PLACE = (Verdict.UNCHANGED, Verdict.CHANGED, Verdict.KEPT)


def _verdicts() -> dict[str, list[dict[str, Json]]]:
    return {verdict: [] for verdict in ("created", "changed", "moved", "removed", "restored")}


def _draft(pair: ScenePair) -> SceneDraft:
    assert pair.new is not None, "the script has this scene"
    return pair.new


class _Numbers:
    """Hands out the shot codes of one scene, of which some numbers are used."""

    def __init__(self, prefix: str, used: set[int]) -> None:
        self.prefix = prefix
        self.used = used
        self.previous: int | None = None

    def following(self, old: list[OldShot | None]) -> int | None:
        """Return the number of the next shot that stands in this scene's row already."""
        mine = (shot.number for shot in old if shot and shot.number.startswith(self.prefix))
        return next((codes.number_of(code) for code in mine), None)

    def seen(self, code: str) -> None:
        if code.startswith(self.prefix):
            self.previous = codes.number_of(code)

    def next(self, following: int | None) -> str:
        code = codes.next_code(self.prefix, 4, self.used, self.previous, following)
        self.previous = codes.number_of(code)
        self.used.add(self.previous)
        return code
