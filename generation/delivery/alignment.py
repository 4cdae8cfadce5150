"""Whether the film may leave the house: what checks find of it as it is cut now, and what of that a person let pass.

A waiver holds for what was found of these very contents. Another take, other captions, another measurement: the check
stands in the way again.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from uuid import UUID

from events.codec import canonical
from events.decider import Folded
from events.errors import Refusal
from events.registry import Json
from generation.cut.film import cut_list
from generation.delivery import exports
from generation.delivery.exports import Exported
from generation.delivery.film_sound import SOUND, heard, stretches
from generation.planning import caption_checks, checks, plan_cache
from generation.planning.caption_checks import CaptionFinding, CaptionMatter, CaptionsChecked
from generation.planning.cut import Clip, Cut
from generation.planning.film_captions import files_of
from generation.ports import sound
from productions import queries
from productions.domain.take import MASTER, Take
from productions.domain.waiver import Check, Waiver, called
from productions.queries import listing

_FOUND = b"continuity/found/1\n"
LOUDNESS_APART = Decimal("0.5")
"""LU by which a film may be louder or quieter than it was asked for: EBU R 128 allows as much."""
MOST_TOLD = 50
"""Findings that a refusal lists."""
HIGHEST_PEAK = Decimal(-1)
"""dBTP over which nothing may be."""
_OF_CAPTIONS: Mapping[CaptionMatter, Check] = {
    "fast": "captions-unreadable",
    "short": "captions-unreadable",
    "long-line": "captions-unreadable",
    "no-room": "captions-unreadable",
    "off-speech": "captions-off-speech",
    "behind-picture": "captions-behind-picture",
    "cut-off": "line-cut-off",
    "missing": "captions-missing",
}


class FoundOtherwise(Refusal):
    """What was to be waived is not found any more: something else is, or nothing."""

    code = "found-otherwise"


class NotAligned(Refusal):
    """Checks found something of the film that nobody let pass: `found` lists the first of it, `blocking` counts it."""

    code = "film-not-aligned"


@dataclass(frozen=True, slots=True)
class Found:
    """What a check found of a shot, or of the film where `shot` is None, at a frame of the film.

    `matter` says it more closely; `measured` stands against `limit`, both as texts. `about` is the digest of all this
    and of the contents that it was found of. `waiver` is the one that lets it pass.
    """

    check: Check
    about: str
    shot: UUID | None = None
    code: str = ""
    frame: int | None = None
    matter: str = ""
    measured: str = ""
    limit: str = ""
    text: str = ""
    waiver: UUID | None = None


@dataclass(frozen=True, slots=True)
class Aligned:
    """The film in a language as checks see it, in its order; `waivers` are those that hold for what is found."""

    captions: CaptionsChecked
    found: tuple[Found, ...]
    waivers: Mapping[UUID, Folded[Waiver]]

    @property
    def blocking(self) -> tuple[Found, ...]:
        """What stands in the way of a delivery."""
        return tuple(each for each in self.found if each.waiver is None)


def aligned(production: UUID, language: str = "") -> Aligned:
    """Look at the film as it is cut now; NotFound for an unknown production."""
    captions = caption_checks.checked(production, language)
    waivers = listing.waivers(production)
    of = {folded.state.about: id_ for id_, folded in sorted(waivers.items(), reverse=True)}
    found = sorted(_found(production, language, captions), key=lambda each: -1 if each.frame is None else each.frame)
    known = tuple(replace(each, waiver=of.get(each.about)) for each in found)
    return Aligned(captions, known, {each.waiver: waivers[each.waiver] for each in known if each.waiver})


def require_aligned(production: UUID, language: str = "") -> Aligned:
    """Look at the film before it is handed on; NotAligned where something stands in its way."""
    looked = aligned(production, language)
    if blocking := looked.blocking:
        raise not_aligned(blocking)
    return looked


def not_aligned(blocking: Sequence[Found]) -> NotAligned:
    """Return the refusal that says what stands in the way."""
    counted = Counter(each.check for each in blocking)
    said = "; ".join(f"{called(check)} ({number})" for check, number in counted.items())
    listed = [{"check": each.check, "about": each.about, "code": each.code} for each in blocking[:MOST_TOLD]]
    return NotAligned(
        f"The film cannot be delivered: {said}. Mend that, or let it pass with a reason.",
        blocking=len(blocking),
        found=listed,
    )


def unwaived(production: UUID, found: Collection[Found]) -> tuple[Found, ...]:
    """Return what of the findings nobody lets pass."""
    passed = {folded.state.about for folded in listing.waivers(production).values()}
    return tuple(each for each in found if each.about not in passed)


def to_waive(production: UUID, about: Collection[str], language: str = "") -> list[Found]:
    """Return what is found of the digests that were named; FoundOtherwise where one of them is not found now."""
    found = {each.about: each for each in aligned(production, language).found}
    if gone := set(about) - found.keys():
        raise FoundOtherwise("What was found has changed meanwhile. Look at the checks again.", gone=len(gone))
    return [found[each] for each in dict.fromkeys(about)]


def _found(production: UUID, language: str, captions: CaptionsChecked) -> Iterator[Found]:
    film = captions.film
    yield from _of_cut(film)
    for clip in film.clips:
        yield from _of_clip(clip)
    yield from _of_pictures(production, film)
    clips = {clip.place.shot: clip for clip in film.clips}
    for each in captions.findings:
        yield _of_captions(clips[each.shot], each, captions.language)
    if any(clip.take for clip in film.clips):
        yield from _of_loudness(production, language)


def _of_cut(film: Cut) -> Iterator[Found]:
    codes = queries.codes_of_shots(remark.about for remark in film.remarks)
    for remark in film.remarks:
        measured, limit, code = str(remark.measured), str(remark.wanted), codes.get(remark.about, "")
        about = _digest(["cut", remark.matter, str(remark.about), measured, limit])
        shot = remark.about if code else None
        yield Found("cut", about, shot, code, None, remark.matter, measured, limit)


def _of_clip(clip: Clip) -> Iterator[Found]:
    if clip.take is None:
        yield _of("no-take", clip, [clip.frames])
        return
    contents: Json = dict(clip.take.contents)
    if clip.review != "approved":
        yield _of("unapproved", clip, [contents, clip.review], matter=clip.review or "")
    if clip.out_of_date:
        yield _of("out-of-date", clip, [contents])
    for measured, wanted in _lengths(clip.take, clip.count):
        yield _of("length", clip, [contents, measured, wanted], measured=str(measured), limit=str(wanted))


def _lengths(take: Take, count: int) -> Iterator[tuple[int, int]]:
    """How many samples of sound a take has where these are not as many as its picture lasts."""
    master, apart = take.artifact(MASTER), take.artifact(SOUND)
    facts = master.facts if master else {}
    if not facts.get("rate"):
        return
    wanted = sound.samples_of(count, Fraction(str(facts["rate"])))
    within = facts.get("sound")
    told = (within.get("samples") if isinstance(within, dict) else None, apart.facts.get("samples") if apart else None)
    yield from ((each, wanted) for each in dict.fromkeys(told) if isinstance(each, int) and each != wanted)


def _of_pictures(production: UUID, film: Cut) -> Iterator[Found]:
    """What checks of pictures say, of each shot by itself and beside the shot before in its scene."""
    standings, _ = plan_cache.standings(production)
    order = queries.film_order(production)
    before = {later.shot: earlier for earlier, later in pairwise(order) if earlier.scene == later.scene}
    reports = {shot: each.report for shot, each in standings.items() if each.report}
    contents = {clip.place.shot: clip.take.contents.get(MASTER, "") for clip in film.clips if clip.take}
    for clip in film.clips:
        earlier = before.get(clip.place.shot)
        if clip.place.shot not in reports:
            continue
        for each in checks.told(reports[clip.place.shot], earlier, reports).findings:
            beside = earlier if each.against == "the shot before" else None
            of: list[Json] = [contents.get(clip.place.shot), contents.get(beside.shot) if beside else None]
            yield _of(
                "check-failed",
                clip,
                [each.matter, each.against, each.measured, each.limit, *of],
                matter=each.matter,
                measured=each.measured,
                limit=each.limit,
                text=f"{each.against}, {beside.code}" if beside else each.against,
            )


def _of_captions(clip: Clip, each: CaptionFinding, language: str) -> Found:
    files = files_of(clip.take) if clip.take else iter(())
    file = next((held for held in files if held.facts["language"] == language), None)
    within = each.frame - clip.start + clip.first
    return _of(
        _OF_CAPTIONS[each.matter],
        clip,
        [each.matter, language, file.content if file else None, within, each.measured, each.limit, each.text],
        frame=each.frame,
        matter=each.matter,
        measured=str(each.measured),
        limit=str(each.limit),
        text=each.text,
    )


def _of(check: Check, clip: Clip, of: Sequence[Json], **told: object) -> Found:
    """What is found of a clip, bound to that shot and to what it is found of."""
    about = _digest([check, str(clip.place.shot), *of])
    return replace(Found(check, about, clip.place.shot, clip.place.code, clip.start), **told)  # type: ignore[arg-type]  # named here alone


def _of_loudness(production: UUID, language: str) -> Iterator[Found]:
    """What was measured when the film was last written at each loudness, where it sounds like that still."""
    last: dict[str, Exported] = {}
    for each in exports.latest(production):
        if each.result and each.asked.loudness and each.asked.language == language:
            last.setdefault(each.asked.loudness, each.result)
    beyond = [each for target, result in last.items() for each in _measured(target, result)]
    now = _heard_now(production, language) if beyond else ""
    yield from (found for heard, found in beyond if heard == now)


def _measured(target: str, made: Exported) -> Iterator[tuple[str, Found]]:
    yield from ((made.heard, found) for found in out_of_range(target, made.loudness, made.clipped, made.heard))


def out_of_range(target: str, loudness: Mapping[str, str | None], clipped: int, heard: str) -> Iterator[Found]:
    """Yield what of a film's sound is not as loud as was asked for: it was mixed of what has the digest `heard`."""
    for matter, measured, limit in _beyond(target, loudness, clipped):
        about = _digest(["loudness", target, matter, measured, limit, heard])
        yield Found("loudness", about, matter=matter, measured=measured, limit=limit)


def _beyond(target: str, loudness: Mapping[str, str | None], clipped: int) -> Iterator[tuple[str, str, str]]:
    """The matter, what was measured, and what was wanted."""
    integrated, peak = loudness.get("integrated"), loudness.get("true_peak")
    if integrated is not None and abs(Decimal(integrated) - Decimal(target)) > LOUDNESS_APART:
        yield "integrated", integrated, target
    if peak is not None and Decimal(peak) > HIGHEST_PEAK:
        yield "true-peak", peak, str(HIGHEST_PEAK)
    if clipped:
        yield "clipped", str(clipped), "0"


def _heard_now(production: UUID, language: str) -> str:
    cut = cut_list(production, language=language)
    takes = queries.takes(production, [clip.take_id for clip in cut.clips if clip.take_id])
    states = {take: folded.state for take, folded in takes.items()}
    return heard(cut, states, stretches(queries.moment(production, takes=False), cut))


def _digest(document: list[Json]) -> str:
    return "sha256:" + hashlib.sha256(_FOUND + canonical(document)).hexdigest()
