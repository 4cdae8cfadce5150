"""The screenplay: a revision, or a decision about its breakdown, becomes scenes, shots, references and cast."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from events.execution import Batch, Context, Receipt, execute, preview
from productions import queries
from productions.commands import renaming
from productions.commands.access import Target, hold
from productions.commands.casting import Casting
from productions.commands.renaming import Renamed
from productions.commands.revising import PlacedScene, Revising, Summary, old_scenes
from productions.commands.settings import within_levels
from productions.commands.standing import rate, spoken
from productions.domain import script as scripts
from productions.domain.decision import Alias, Anchor, Decision, Length, Refuse, clean, kind_of
from productions.domain.production import production
from productions.domain.settings import SetParameter
from productions.queries import listing
from productions.refusals import NotFound
from productions.screenplay import languages
from productions.screenplay.breakdown import breakdown
from productions.screenplay.decisions import about, in_force
from productions.screenplay.drafts import Breakdown
from productions.screenplay.elements import Remark, Screenplay
from productions.screenplay.fountain import parse
from productions.screenplay.matching import Matching, Verdict, match


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

    def onto(self, before: Sequence[Decision]) -> tuple[Decision, ...]:
        """Return the decisions that are kept with the script; aliases are kept with whom they name."""
        ended = {about(each) for each in self.withdrawn}
        kept = [each for each in before if about(each) not in ended]
        return tuple(each for each in in_force([*kept, *self.given]) if not isinstance(each, Alias))

    @property
    def lengths(self) -> dict[Anchor, bool]:
        """Return the shots whose length was given (true) or withdrawn."""
        ended = {each.anchor: False for each in self.withdrawn if isinstance(each, Length)}
        return {**ended, **{each.anchor: True for each in self.given if isinstance(each, Length)}}


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
    dry_run: bool = False,
) -> Receipt[Revision]:
    """Save a Fountain text as the next revision and bring scenes, shots, references and cast in line with it.

    `language` is the BCP 47 tag of the script's, which becomes the production's; empty leaves that as it is, and where
    none was set it is found out. `decisions` are given beside those in force, `withdrawn` are so no longer. `original`
    is the packed file that the text came in, empty for none; None keeps the one before. `dry_run` keeps nothing.
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
        return _revise(batch, text, read, Decided.of(decisions, withdrawn), expected_revision, original)

    return (preview if dry_run else execute)(context, log, work)


def revise_as_it_is(batch: Batch, decided: Decided, expected: int | None = None) -> Revision:
    """Break the newest revision down under other decisions; NotFound while there is none."""
    state = listing.script(batch.log).state
    if not state.revision:
        raise NotFound("There is no script yet.")
    screenplay = parse(state.text, spoken(batch.load(production, batch.log).state))
    return _revise(batch, state.text, screenplay, decided, expected)


def _revise(
    batch: Batch,
    text: str,
    screenplay: Screenplay,
    decided: Decided,
    expected: int | None,
    original: str | None = None,
) -> Revision:
    at = queries.moment(batch.log, takes=False)
    decisions = decided.onto(at.script.state.decisions)
    aliases = [each for each in decided.given if isinstance(each, Alias)]
    casting = Casting(batch, at, [each for each in decisions if isinstance(each, Refuse)])
    casting.apply(decided.given, decided.withdrawn)
    read = breakdown(screenplay, rate(at.production.state), casting.known(), (*decisions, *aliases))
    old = old_scenes(at)
    renamed = renaming.people(at, old, casting, read)
    names = {each.rename.before: each.rename.after for each in renamed}
    matching = match(old, read.scenes, {**names, **{each.name: each.of for each in aliases}})
    renamed += renaming.places(at, matching, casting, read)
    casting.add_missing(read)
    lost = [*read.lost, *(each for each in casting.settle(aliases) if each not in read.lost)]
    revising = Revising(batch, at, matching, casting, decided.lengths)
    stream = at.script_id or _begun(batch)
    command = scripts.ReviseScript(text, screenplay.title, revising.run(), decisions, original)
    batch.decide(scripts.script, stream, command, expected=expected)
    saved = batch.load(scripts.script, stream)
    return Revision(
        revision=saved.state.revision,
        version=saved.version,
        title=screenplay.title,
        language=screenplay.language,
        summary={kind: dict(verdicts) for kind, verdicts in revising.summary.items()},
        remarks=tuple(
            (each.line, each.text)
            for each in (*screenplay.remarks, *read.remarks, *_of_lost(lost), *_of_lengths(at, matching))
        ),
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


def _of_lengths(at: queries.Moment, matching: Matching) -> Iterator[Remark]:
    """Of shots to which people gave a length."""
    for pair in matching.shots(Verdict.REMOVED):
        if pair.old and at.shots[pair.old.id].state.frames:
            yield Remark(1, f"{pair.old.number} had a length of its own; its text is gone, and the shot with it.")


def _begun(batch: Batch) -> UUID:
    stream = batch.context.ids()
    batch.begin(scripts.script, stream)
    return stream
