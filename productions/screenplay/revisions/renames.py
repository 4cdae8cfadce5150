"""Names that vanish from a script while others take their lines: one person, or one place, under another name."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from productions.domain.decision import DecidedKind
from productions.screenplay.drafts import SceneDraft
from productions.screenplay.revisions.revision import OldScene, OldShot
from productions.screenplay.words import wording

Names = Mapping[str, str]
"""New names by old ones, as they are written in capitals."""
Spoken = tuple[str, str]
"""Who speaks, and what."""


@dataclass(frozen=True, slots=True)
class Rename:
    """`lines` counts what the new name took over: speeches, for somebody who says nothing shots, for a place scenes."""

    kind: DecidedKind
    before: str
    after: str
    lines: int


def of_speakers(
    old: Iterable[Spoken], new: Iterable[Spoken], gone: Sequence[str], fresh: Sequence[str]
) -> tuple[tuple[str, str, int], ...]:
    """Return (old name, new name, speeches) of those who take over half of all that a vanished one said.

    Of what the new one says, half must come from there too: "Yes." alone makes nobody somebody else.
    """
    before, after = _by_text(old, gone), _by_text(new, fresh)
    said, says = _total(before), _total(after)
    taken: Counter[tuple[str, str]] = Counter()
    for text in before.keys() & after.keys():
        for one, many in before[text].items():
            taken.update({(one, other): min(many, most) for other, most in after[text].items()})
    best: dict[str, tuple[str, int]] = {}
    for (one, other), count in sorted(taken.items(), key=lambda item: (-item[1], item[0])):
        if 2 * count >= max(said[one], says[other]):
            best.setdefault(one, (other, count))
    return tuple((one, other, count) for one, (other, count) in best.items())


def _by_text(spoken: Iterable[Spoken], names: Sequence[str]) -> dict[str, Counter[str]]:
    wanted, by_text = set(names), defaultdict[str, Counter[str]](Counter)
    for name, text in spoken:
        if name in wanted:
            by_text[wording.normalised(text)][name] += 1
    return by_text


def _total(by_text: Mapping[str, Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for each in by_text.values():
        total.update(each)
    return total


def of_silent(
    old: Sequence[OldScene], new: Sequence[SceneDraft], gone: Sequence[str], fresh: Sequence[str]
) -> tuple[tuple[str, str, int], ...]:
    """Return (old name, new name, shots) of those by whose name most shots that name a vanished one read as the new."""
    digests = {shot.digest for scene in new for shot in scene.shots}
    renames = []
    for one in gone:
        naming = [shot for scene in old for shot in scene.shots if _live(shot) and _pattern([one]).search(shot.text)]
        counts = {
            other: sum(wording.digest(renamed(shot.text, {one: other})) in digests for shot in naming)
            for other in fresh
        }
        other = max(counts, key=lambda name: (counts[name], name), default="")
        if naming and other and 2 * counts[other] >= len(naming):
            renames.append((one, other, counts[other]))
    return tuple(renames)


def _live(shot: OldShot) -> bool:
    return not shot.removed and not shot.made_by_hand


def reading_as(old: Sequence[OldScene], names: Names) -> tuple[OldScene, ...]:
    """Return the scenes as their script would read under the new names: what only a name tells apart is alike then."""
    if not names:
        return tuple(old)
    pattern = _pattern(names)
    return tuple(
        replace(
            scene,
            heading=renamed(scene.heading, names),
            shots=tuple(_reading_as(shot, names) if pattern.search(shot.text) else shot for shot in scene.shots),
        )
        for scene in old
    )


def _reading_as(shot: OldShot, names: Names) -> OldShot:
    text = renamed(shot.text, names)
    return replace(shot, text=text, digest=wording.digest(text))


def renamed(text: str, names: Names) -> str:
    """Return a text with names replaced wherever they stand as whole words, in the case in which they stand."""
    by_old = {wording.normalised(one).casefold(): other for one, other in names.items()}

    def written(match: re.Match[str]) -> str:
        other = by_old[match[0].casefold()]
        return other.upper() if match[0].isupper() else other.title() if match[0].istitle() else other

    return _pattern(names).sub(written, wording.normalised(text))


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Match any of the names as whole words, the longest first."""
    ordered = sorted(map(wording.normalised, names), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered)) or '(?!)'})(?!\w)", re.IGNORECASE)
