"""The plan of a production from its outlooks: what it says of each shot, kept until what this rests on changes.

Triggers note every change of a row in the transaction that makes it. A plan looks at the notes, resolves anew the shots
that they reach, takes the others as they are, and keeps the new outlooks while it strikes out the notes that it saw. So
it costs what changed, and says what resolving everything would say. A process remembers the lines that it read last.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from events.shelf import Shelf
from generation.domain.findings import Report
from generation.domain.plan import PlanLine, SaidOf
from generation.planning import checks, fingerprints, from_above, outlooks
from generation.planning.outlooks import Outlook, OutlookChanges, ShotStanding, StampedLines
from generation.planning.resolved_shots import Survey, survey
from generation.planning.subjects import references_named, said_of, subjects
from generation.planning.undisturbed import undisturbed
from productions import queries
from productions.domain.reference import ancestors, ever_changed, voices_of
from productions.queries import Moment, listing

MOST_REMEMBERED = 16
_remembered = Shelf[UUID, StampedLines](MOST_REMEMBERED)


@dataclass(frozen=True, slots=True)
class _Fresh:
    """Outlooks that were just worked out: of all shots under these `settings`, or of some.

    Those that are `gone` stand in the film no more. `parameters` are what the production sets, as kept.
    """

    whole: bool
    settings: str
    outlooks: Mapping[UUID, Outlook]
    gone: Collection[UUID] = ()
    kept: bool = False
    parameters: str = ""

    def onto(self, before: SaidOf) -> SaidOf:
        """Return what is said of all shots that are not up to date, given what was said before."""
        stay = {} if self.whole else {shot: said for shot, said in before.items() if shot not in self.gone}
        after = {**stay, **{shot: each.said for shot, each in self.outlooks.items()}}
        return {shot: said for shot, said in after.items() if said}


@dataclass(frozen=True, slots=True)
class Kept:
    """What a plan says of the shots that are not up to date, with costs in units, in the order of the film, and the
    position of the log that it is as of.

    It says so as long as the `stamp` holds, which it lacks where nothing was kept.
    """

    position: int
    said: SaidOf
    order: list[UUID]
    stamp: UUID | None


def planned(production: UUID, *, keep: bool) -> Kept:
    """Return what a production's plan says of the shots that are not up to date.

    Without `keep`, and while another plan of the production is being kept, nothing is written. NotFound for an
    unknown production.
    """
    changes, told, _ = _renewed(production, keep=keep)
    if told.order is None:
        told.order = _in_film_order(production, told.said)
    return Kept(changes.position, told.said, told.order, told.stamp)


def brought_up_to_date(production: UUID) -> Collection[UUID]:
    """Keep what changed, and return the shots of which that could not be kept, since somebody else was about it."""
    with undisturbed():
        _, _, fresh = _renewed(production, keep=True)
        return fresh.outlooks.keys() if fresh and not fresh.kept else ()


def standings(production: UUID, shots: Collection[UUID] | None = None) -> tuple[dict[UUID, ShotStanding], SaidOf]:
    """Return how the live shots of a production stand, all unless some are named, and what its plan says of those that
    are not up to date."""
    with undisturbed():
        _, told, fresh = _renewed(production, keep=True)
        standing = {shot: outlook.standing for shot, outlook in fresh.outlooks.items()} if fresh else {}
        if not (fresh and fresh.whole):
            known = [*standing, *(fresh.gone if fresh else ())]
            standing |= outlooks.standings(production, known, shots)
    if shots is not None:
        standing = {shot: standing[shot] for shot in shots if shot in standing}
    return standing, told.said


def _renewed(production: UUID, *, keep: bool) -> tuple[OutlookChanges, StampedLines, _Fresh | None]:
    """Return what is said of all shots that are not up to date, and what was worked out anew for it."""
    changes = outlooks.changes(production)
    if changes.holds:
        return changes, _told(production, changes.stamp), None
    fresh = _renew(production, changes)
    after = fresh.onto({} if fresh.whole else _told(production, changes.stamp).said)
    stamp = (
        outlooks.keep(
            production, changes, fresh.outlooks, fresh.settings, all_=fresh.whole, parameters=fresh.parameters
        )
        if keep
        else None
    )
    told = StampedLines(stamp, after)
    if stamp:
        _remembered.put(production, told)
    return changes, told, replace(fresh, kept=stamp is not None)


def _told(production: UUID, stamp: UUID | None) -> StampedLines:
    """The lines that are kept under a stamp, or under a newer one."""
    known = _remembered.get(production)
    if known is None or known.stamp != stamp:
        known = outlooks.told(production)
        if known.stamp:
            _remembered.put(production, known)
    return known


def forget(production: UUID) -> None:
    """Drop a production's outlooks; the next plan resolves everything."""
    outlooks.forget(production)


def _renew(production: UUID, changes: OutlookChanges) -> _Fresh:
    """Resolve what the changes touch. Rows read now may be newer than they are, never older."""
    touched, at = changes.touched or [], changes.position
    if changes.program == fingerprints.program():
        if production not in touched or changes.settings == _settings(production):
            return _some(production, changes, touched)
        if fresh := _renew_from_above(production, changes):
            return fresh
    return _fresh(queries.moment(production, brief=True, position=at), None)


def _some(production: UUID, changes: OutlookChanges, shots: Collection[UUID]) -> _Fresh:
    near, at = changes.near, changes.position
    return _fresh(queries.moment(production, shots=shots, near=near, brief=True, position=at), shots)


def _settings(production: UUID) -> str:
    return fingerprints.settings(listing.production(production), listing.pipeline(production))


def _renew_from_above(production: UUID, changes: OutlookChanges) -> _Fresh | None:
    """Resolve one of each sort of the shots that stand alike, and all others; None where most are others."""
    own, published = listing.production(production), listing.pipeline(production)
    above = from_above.above(own, published, outlooks.parameters(production, changes.stamp))
    if above is None:
        return None
    alike = from_above.alike(production, changes, above)
    others = outlooks.shots(production).union(changes.touched or ()).difference(alike.shots)
    if len(others) > len(alike.shots):
        return None
    resolved = _some(production, changes, [*others, *alike.examples]).outlooks
    followed = alike.follow(resolved)
    if followed is None:
        return None
    return _Fresh(
        whole=True,
        settings=fingerprints.settings(own, published),
        outlooks={**resolved, **followed},
        parameters=from_above.parameters(own, published),
    )


def _fresh(moment: Moment, shots: Collection[UUID] | None) -> _Fresh:
    surveyed = survey(moment, shots)
    told = said_of(surveyed, list(subjects(surveyed, None)))
    wanted = surveyed.inputs if shots is None else surveyed.inputs.keys() & set(shots)
    reports, around = checks.reports(surveyed), _Around(surveyed.moment)
    made = {shot: _outlook(surveyed, shot, told.get(shot, ()), reports.get(shot), around) for shot in wanted}
    gone = set(shots or ()) - made.keys()
    if shots is not None:
        return _Fresh(False, "", made, gone)
    rests_on = moment.production, moment.pipeline
    return _Fresh(True, fingerprints.settings(*rests_on), made, parameters=from_above.parameters(*rests_on))


def _outlook(
    surveyed: Survey,
    shot: UUID,
    told: tuple[PlanLine, ...],
    report: Report | None,
    around: "_Around",
) -> Outlook:
    state = surveyed.moment.shots[shot].state
    cast, placed = state.cast, [each.reference for each in state.sounds.values()]
    reads = [*filter(None, (state.scene, state.continues)), *cast, *placed]
    for ref in (*cast, *placed):
        reads += around.beside(ref)
    reads += [ref for ref in around.named(told) if ref not in cast]
    cells = [cell for each in surveyed.of_shot[shot] for cell in each.cells.values() if cell.key]
    return Outlook(
        reads=reads,
        keys=[cell.key for cell in cells if cell.key],
        missing=[cell.key for cell in cells if cell.key and not cell.trace],
        said=told,
        standing=standing(surveyed, shot, report),
    )


@dataclass(slots=True)
class _Around:
    """What else is read with a reference, once for all shots that cast it, and with what is said of shots."""

    moment: Moment
    known: dict[UUID, tuple[UUID, ...]] = field(default_factory=dict)
    said: dict[int, tuple[Sequence[PlanLine], list[UUID]]] = field(default_factory=dict)

    def named(self, said: Sequence[PlanLine]) -> list[UUID]:
        """Return the references that the reasons of what is said may name."""
        if id(said) not in self.said:
            self.said[id(said)] = said, references_named(said)
        return self.said[id(said)][1]

    def beside(self, ref: UUID) -> tuple[UUID, ...]:
        """Return the places that it lies in, its voices, and by whose places it is told where their looks change."""
        known = self.known.get(ref)
        if known is None:
            references = self.moment.references
            voices = voices_of(references[ref]) if ref in references else ()
            further = {*ancestors(references, [ref, *voices]), *voices}
            known = self.known[ref] = tuple(further | _ends(self.moment, {ref, *further}))
        return known


def _ends(moment: Moment, cast: Collection[UUID]) -> set[UUID]:
    """The scenes and shots by whose places it is told where looks change: those that were moved may change them."""
    looks = (moment.references[ref].state for ref in cast if ref in moment.references)
    ends = {point.id for state in looks for change in ever_changed(state) for point in change.ends}
    shots = {**moment.shots, **moment.ends} if ends else {}
    return ends | {home for id_ in ends if id_ in shots and (home := shots[id_].state.scene)}


def standing(surveyed: Survey, shot: UUID, report: Report | None) -> ShotStanding:
    """Return how a surveyed shot stands, with what a check measured of its take in use."""
    cells, take, views = surveyed.resolution(shot).cells, surveyed.take(shot), surveyed.views(shot)
    return ShotStanding(
        use=surveyed.chosen.get(shot),
        review=surveyed.review(shot),
        kept=surveyed.kept(shot),
        stages=tuple(cells),
        made=tuple(id_ for id_, cell in cells.items() if cell.trace),
        current=tuple(view.id for view in views if view.current),
        open=tuple(view.id for view in views if view.waits),
        frames=int(surveyed.inputs[shot].values["frames"]),
        reviewed={view.id: view.review for view in views if view.review != "made"},
        words=dict(surveyed.words.get(shot, {})),
        ports=surveyed.contents(take) if take else {},
        changes=surveyed.changes(shot, take) if take else {},
        report=report,
    )


def _in_film_order(production: UUID, said: SaidOf) -> list[UUID]:
    """The shots that a plan says something of, all of which stand in the film; of one the order is known."""
    return [place.shot for place in queries.film_order(production, said.keys())] if len(said) > 1 else list(said)
