"""The screenplay: a revision, or a decision about its breakdown, becomes scenes, shots, references and cast."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from events.execution import Batch, Context, Receipt, execute, preview
from productions import queries
from productions.commands import renaming
from productions.commands.access import Target, hold
from productions.commands.casting import Casting, key
from productions.commands.current_script import rate, spoken
from productions.commands.effects import Effects, withdrawn_in_vain
from productions.commands.renaming import Renamed
from productions.commands.revising import PlacedScene, Revising, Summary, old_scenes
from productions.commands.settings import within_levels
from productions.domain import script as scripts
from productions.domain.decision import Alias, Anchor, Decision, Drop, Length, Refuse, clean, kind_of, name_of
from productions.domain.production import production
from productions.domain.settings import SetParameter
from productions.queries import listing
from productions.refusals import DecidedInVain, NotFound
from productions.screenplay import languages
from productions.screenplay.breakdown import breakdown
from productions.screenplay.decisions import in_force
from productions.screenplay.drafts import Breakdown
from productions.screenplay.formats.parts import Thing
from productions.screenplay.reading.elements import Remark, Screenplay
from productions.screenplay.reading.fountain import parse
from productions.screenplay.revisions.matching import Matching, Verdict, match


@dataclass(frozen=True, slots=True)
class Revision:
    """What a revision does. `summary` is {"scenes" | "shots": {verdict: [{"id", "code", "text"}]}} of what changed.

    `read` is the breakdown, `placed` its scenes and shots with their ids and codes, `casting` knows the references by
    name. `lost` are decisions whose text is gone.
    """

    revision: int
    version: int
    title: str
    language: str
    summary: Summary
    remarks: tuple[tuple[int, str], ...]
    read: Breakdown
    placed: tuple[PlacedScene, ...]
    casting: Casting
    renamed: tuple[Renamed, ...]
    lost: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """What is given and what is withdrawn."""

    given: tuple[Decision, ...] = ()
    withdrawn: tuple[Decision, ...] = ()

    @classmethod
    def of(cls, given: Iterable[Decision], withdrawn: Iterable[Decision]) -> "Decided":
        """Return what people decide; InvalidDecision and InvalidName say what is wrong with it."""
        return cls(tuple(map(clean, given)), tuple(withdrawn))

    def without(self, vain: Iterable[Decision]) -> "Decided":
        """Return what is left when some of it is left out."""
        left = tuple(vain)
        given = tuple(each for each in self.given if each not in left)
        return Decided(given, tuple(each for each in self.withdrawn if each not in left))

    def onto(self, before: Sequence[Decision]) -> tuple[Decision, ...]:
        """Return the decisions that are kept with the script; aliases are kept with whom they name."""
        ended = {name_of(each) for each in self.withdrawn}
        kept = [each for each in before if name_of(each) not in ended]
        return tuple(each for each in in_force([*kept, *self.given]) if not isinstance(each, Alias))

    @property
    def lengths(self) -> dict[Anchor, bool]:
        """Return the shots whose length was given (true) or withdrawn."""
        ended = {each.anchor: False for each in self.withdrawn if isinstance(each, Length)}
        return {**ended, **{each.anchor: True for each in self.given if isinstance(each, Length)}}

    @property
    def readmitted(self) -> frozenset[Anchor]:
        """Return the starts of shots that were dropped and are no longer."""
        return frozenset(each.anchor for each in self.withdrawn if isinstance(each, Drop))


def import_script(  # noqa: PLR0913 - all that one revision says, in one command
    context: Context,
    log: UUID,
    text: str,
    expected_revision: int | None = None,
    *,
    language: str = "",
    decisions: Sequence[Decision] = (),
    withdrawn: Sequence[Decision] = (),
    original: str | None = None,
    things: Sequence[Thing] = (),
    dry_run: bool = False,
) -> Receipt[Revision]:
    """Save a Fountain text as the next revision and bring scenes, shots, references and cast in line with it.

    `language` is the BCP 47 tag of the script's, which becomes the production's; empty leaves that as it is, and where
    none was set it is found out. `decisions` are given beside those in force, `withdrawn` are so no longer. `original`
    is the packed file that the text came in, empty for none; None keeps the one before. `things` are what that file
    marks as things to be seen, which become props. `dry_run` keeps nothing.
    ScreenplayUnreadable for text that is no screenplay; StreamConflict when the script is at another version than
    expected. One batch: all or nothing, and one undo takes it back.
    """
    screenplay = parse(text)

    def work(batch: Batch) -> Revision:
        hold(log, alone=True)
        if language:
            command = within_levels(batch, Target("production", log), SetParameter("language", language))
            batch.decide(production, log, command)
        tag = spoken(batch.load(production, log).state)
        read = replace(screenplay, language=languages.named(tag) or screenplay.language)
        decided = Decided.of(decisions, withdrawn)
        return _revise(batch, text, read, decided, expected_revision, original, things, told=True)

    return (preview if dry_run else execute)(context, log, work)


def revise_as_it_is(batch: Batch, decided: Decided, expected: int | None = None) -> Revision:
    """Break the newest revision down under other decisions; NotFound while there is none.

    DecidedInVain where one of them would change nothing.
    """
    state = listing.script(batch.log).state
    if not state.revision:
        raise NotFound("There is no script yet.")
    screenplay = parse(state.text, spoken(batch.load(production, batch.log).state))
    return _revise(batch, state.text, screenplay, decided, expected)


@dataclass(frozen=True, slots=True)
class _Understood:
    """A script under what is decided, without what is decided in vain, of which remarks tell."""

    decided: Decided
    casting: Casting
    read: Breakdown
    vain: tuple[Remark, ...]


def _understand(
    batch: Batch,
    at: queries.Moment,
    text: str,
    screenplay: Screenplay,
    decided: Decided,
    things: Sequence[Thing],
    *,
    told: bool,
) -> _Understood:
    """Let references follow the decisions, and break the script down under them."""
    before, frame_rate = at.script.state.decisions, rate(at.production.state)
    as_it_was = Casting(None, at, [each for each in before if isinstance(each, Refuse)])
    kept = Decided((), decided.withdrawn).onto(before)
    names = frozenset(key("prop", thing.name) for thing in things)

    def without() -> Breakdown:
        return breakdown(screenplay, frame_rate, as_it_was.known(), kept)

    effects = Effects(text, without, before, as_it_was, names)
    vain = [*withdrawn_in_vain(decided.withdrawn, before, as_it_was), *effects.names_in_vain(decided.given)]
    decided = decided.without(each for each, _ in vain)
    decisions = decided.onto(before)
    casting = Casting(batch, at, [each for each in decisions if isinstance(each, Refuse)])
    casting.add_things(things)
    casting.apply(decided.given, decided.withdrawn)
    aliases = (each for each in decided.given if isinstance(each, Alias))
    read = breakdown(screenplay, frame_rate, casting.known(), (*decisions, *aliases))
    vain += effects.sentences_in_vain(decided.given, read)
    if vain and not told:
        raise DecidedInVain(vain[0][1])
    decided = decided.without(each for each, _ in vain)
    return _Understood(decided, casting, read, tuple(map(effects.remark, vain)))


def _revise(
    batch: Batch,
    text: str,
    screenplay: Screenplay,
    decided: Decided,
    expected: int | None,
    original: str | None = None,
    things: Sequence[Thing] = (),
    *,
    told: bool = False,
) -> Revision:
    """`told`: what is decided in vain is left out with a remark."""
    at = queries.moment(batch.log, takes=False)
    understood = _understand(batch, at, text, screenplay, decided, things, told=told)
    decided, casting, read = understood.decided, understood.casting, understood.read
    decisions = decided.onto(at.script.state.decisions)
    aliases = [each for each in decided.given if isinstance(each, Alias)]
    old = old_scenes(at)
    renamed = renaming.people(at, old, casting, read)
    names = {each.rename.before: each.rename.after for each in renamed} | {each.name: each.of for each in aliases}
    matching = match(old, read.scenes, names, decided.readmitted)
    renamed += renaming.places(at, matching, casting, read)
    casting.add_missing(read)
    lost = [*read.lost, *(each for each in casting.settle(aliases) if each not in read.lost)]
    revising = Revising(batch, at, matching, casting, decided.lengths)
    stream = at.script_id or _begun(batch)
    command = scripts.ReviseScript(text, screenplay.title, revising.run(), decisions, original)
    batch.decide(scripts.script, stream, command, expected=expected)
    saved = batch.load(scripts.script, stream)
    remarks = [*screenplay.remarks, *read.remarks, *understood.vain]
    remarks += [*_of_lost(lost), *_of_taken(casting), *_of_lengths(at, matching)]
    return Revision(
        revision=saved.state.revision,
        version=saved.version,
        title=screenplay.title,
        language=screenplay.language,
        summary={kind: dict(verdicts) for kind, verdicts in revising.summary.items()},
        remarks=tuple((each.line, each.text) for each in remarks),
        read=read,
        placed=tuple(revising.placed),
        casting=casting,
        renamed=renamed,
        lost=tuple(lost),
    )


def _of_lost(lost: Iterable[Decision]) -> Iterator[Remark]:
    """Of a sentence that is gone nothing is left to show but that something was decided about it."""
    for decision in lost:
        match decision:
            case Alias(name, of):
                yield Remark(1, f"Nobody is called {of} here, so that {name} is no other name of theirs.")
            case Refuse(name):
                yield Remark(1, f"{name} was refused, and is not in the script.")
            case _:
                kind = kind_of(decision)
                yield Remark(1, f"A decision ({kind}) waits for a sentence that the script does not have any more.")


def _of_taken(casting: Casting) -> Iterator[Remark]:
    """Of another name that somebody had before."""
    for name, (before, now) in casting.taken.items():
        yield Remark(1, f"{name} was another name of {before}, and is one of {now} now.")


def _of_lengths(at: queries.Moment, matching: Matching) -> Iterator[Remark]:
    """Of shots to which people gave a length."""
    for pair in matching.shots(Verdict.REMOVED):
        if pair.old and at.shots[pair.old.id].state.frames:
            yield Remark(1, f"{pair.old.number} had a length of its own; its text is gone, and the shot with it.")


def _begun(batch: Batch) -> UUID:
    stream = batch.context.ids()
    batch.begin(scripts.script, stream)
    return stream
