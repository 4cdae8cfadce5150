"""The words of a comparison: what a production has, what a new script has, and how they belong together."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from productions.screenplay.drafts import SceneDraft, ShotDraft


class Verdict(StrEnum):
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    MOVED = "moved"
    CREATED = "created"
    RESTORED = "restored"
    REMOVED = "removed"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class OldShot:
    """A shot of the production in its place; `text` and `digest` are empty for one made by hand.

    `removed_by_hand` says that a person removed it while the script had it: it then stays removed.
    """

    id: UUID
    number: str
    digest: str
    text: str
    removed: bool = False
    removed_by_hand: bool = False
    made_by_hand: bool = False


@dataclass(frozen=True, slots=True)
class OldScene:
    """A scene of the production; `number` is the script's scene number, `heading` its text, `shots` in order.

    `hour` is the time of day that it has, which may be that of the scene before; None leaves it out of account.

    `shots` are those that the script has here, wherever people put them; `hosts` says that people put others here.
    """

    id: UUID
    number: str
    heading: str
    shots: tuple[OldShot, ...] = ()
    removed: bool = False
    removed_by_hand: bool = False
    made_by_hand: bool = False
    hosts: bool = False
    hour: str | None = None


@dataclass(frozen=True, slots=True)
class ShotPair:
    """`moved` says that it stands elsewhere now, whatever the verdict; `old_scene` is where the script had it.

    KEPT is a shot that the script has and that stays removed, because a person removed it.
    """

    verdict: Verdict
    old: OldShot | None
    new: ShotDraft | None
    old_scene: UUID | None = None
    moved: bool = False


@dataclass(frozen=True, slots=True)
class ScenePair:
    """A scene with its shots: first the new script's in order, then those that the script no longer has.

    CHANGED means another heading or scene number. KEPT is a scene left as it is: the script no longer has it, but it
    holds shots that people made or put there, or the script has it still, but a person removed it (then its shots are
    not named). `dropped` are shots that the new script has and a person dropped: REMOVED those that stood until now.
    """

    verdict: Verdict
    old: OldScene | None
    new: SceneDraft | None
    shots: tuple[ShotPair, ...]
    moved: bool = False
    dropped: tuple[ShotPair, ...] = ()


@dataclass(frozen=True, slots=True)
class Matching:
    """Every scene and shot of both sides once, save those made by hand and those that stay removed."""

    scenes: tuple[ScenePair, ...]

    def shots(self, verdict: Verdict | None = None) -> Iterator[ShotPair]:
        """Yield the shots of all scenes, or those with one verdict."""
        for scene in self.scenes:
            yield from (shot for shot in scene.shots if verdict in (None, shot.verdict))

    def dropped(self) -> Iterator[ShotPair]:
        """Yield the shots of all scenes that people dropped."""
        for scene in self.scenes:
            yield from scene.dropped

    def counts(self) -> dict[str, dict[str, int]]:
        """Return {"scenes": {verdict: n}, "shots": {verdict: n}}, every verdict named."""
        scenes = Counter(scene.verdict for scene in self.scenes)
        shots = Counter(shot.verdict for shot in self.shots())
        shots[Verdict.REMOVED] += sum(shot.verdict is Verdict.REMOVED for shot in self.dropped())
        return {
            "scenes": {verdict.value: scenes[verdict] for verdict in Verdict},
            "shots": {verdict.value: shots[verdict] for verdict in Verdict},
        }
