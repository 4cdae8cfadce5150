"""Decisions about the breakdown: given and withdrawn, made at a shot, and those in force with where they stand."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from events.execution import Batch, Context, Receipt, execute, preview
from productions import queries
from productions.commands.access import hold
from productions.commands.casting import script_kind
from productions.commands.current_script import current_script
from productions.commands.effects import FIRST
from productions.commands.scripts import Decided, Revision, revise_as_it_is
from productions.domain.decision import Alias, Anchor, Decision, Merge, Refuse, Split
from productions.domain.reference import reference
from productions.domain.shot import shot
from productions.refusals import NotByTheScript
from productions.screenplay.drafts import SceneDraft, ShotDraft, Start


def decide_breakdown(
    context: Context,
    log: UUID,
    decisions: Sequence[Decision],
    withdrawn: Sequence[Decision] = (),
    expected: int | None = None,
    *,
    dry_run: bool = False,
) -> Receipt[Revision]:
    """Decide about the script as it is; NotFound while there is none. Otherwise as `import_script`."""

    def work(batch: Batch) -> Revision:
        hold(log, alone=True)
        return revise_as_it_is(batch, Decided.of(decisions, withdrawn), expected)

    return (preview if dry_run else execute)(context, log, work)


def split_shot(
    context: Context, log: UUID, shot_id: UUID, anchor: Anchor, expected: int | None = None
) -> Receipt[Revision]:
    """Let another shot start at a sentence within one; NotByTheScript where the shot has no such sentence."""

    def decision(batch: Batch) -> Decision:
        _, draft = _drafts(log, shot_id)
        if anchor not in [start.anchor for start in draft.starts]:
            raise NotByTheScript("The shot has no such sentence behind its first: read its sentences again.")
        return Split(anchor)

    return _deciding(context, log, shot_id, expected, decision)


def merge_shot(context: Context, log: UUID, shot_id: UUID, expected: int | None = None) -> Receipt[Revision]:
    """Let the shot before this one go on with it; NotByTheScript for the first of a scene."""

    def decision(batch: Batch) -> Decision:
        scene, draft = _drafts(log, shot_id)
        if draft is scene.shots[0]:
            raise NotByTheScript(FIRST)
        return Merge(draft.anchor)

    return _deciding(context, log, shot_id, expected, decision)


def refuse_cast(
    context: Context, log: UUID, shot_id: UUID, reference_id: UUID, expected: int | None = None
) -> Receipt[Revision]:
    """Let the script cast nobody any more, in the whole film, by the name for which it casts a reference in a shot.

    NotByTheScript where a person cast it there: that is taken out shot by shot.
    """

    def decision(batch: Batch) -> Decision:
        entry = batch.load(shot, shot_id).state.cast.get(reference_id)
        known = batch.load(reference, reference_id).state
        kind = script_kind(known.kind)
        if entry is None or not entry.derived or kind is None:
            raise NotByTheScript(f"The script does not cast {known.name} in this shot.")
        return Refuse(entry.why.name if entry.why and entry.why.name else known.name, kind)

    return _deciding(context, log, shot_id, expected, decision)


def _deciding(
    context: Context, log: UUID, shot_id: UUID, expected: int | None, decision: Callable[[Batch], Decision]
) -> Receipt[Revision]:
    def work(batch: Batch) -> Revision:
        hold(log, alone=True)
        batch.expect(shot, shot_id, expected)
        return revise_as_it_is(batch, Decided((decision(batch),)))

    return execute(context, log, work)


def _drafts(log: UUID, shot_id: UUID) -> tuple[SceneDraft, ShotDraft]:
    """A shot as the script has it, and its scene."""
    for pair in current_script(queries.moment(log, takes=False)).matching.scenes:
        for each in pair.shots:
            if pair.new and each.new and each.old and each.old.id == shot_id:
                return pair.new, each.new
    raise NotByTheScript("The script does not have this shot: it was made by hand, or its text is gone.")


@dataclass(frozen=True, slots=True)
class InForce:
    """A decision with the line and words of its sentence; `lost` where the script no longer has it."""

    decision: Decision
    lost: bool
    line: int | None
    text: str


def in_force(at: queries.Moment) -> list[InForce]:
    """Return the decisions about the breakdown, in the order in which they were given."""
    decisions = at.script.state.decisions
    if not decisions:
        return []
    read = current_script(at).read
    known = {start.anchor: start for shot in read.drafts() for start in sentences(shot)}
    return [_in_force(decision, known, lost=decision in read.lost) for decision in decisions]


def _in_force(decision: Decision, known: dict[Anchor, Start], *, lost: bool) -> InForce:
    if isinstance(decision, Alias | Refuse):
        return InForce(decision, lost, None, decision.name)
    start = known.get(decision.anchor)
    return InForce(decision, lost, start.line if start else None, start.text if start else "")


def sentences_of(at: queries.Moment, shot_id: UUID) -> list[Start]:
    """Return the sentences of a shot as the script has it, none for a shot that it does not have."""
    draft = current_script(at).draft(shot_id) if at.script.state.revision else None
    return list(sentences(draft)) if draft else []


def sentences(draft: ShotDraft) -> Iterator[Start]:
    """Yield the sentence that a shot starts with, as the script has it with its cue, and those behind it."""
    following = draft.starts[0].text if draft.starts else ""
    first = draft.text.partition(following)[0] if following else draft.text
    yield Start(draft.anchor, draft.first, " ".join(first.split()))
    yield from draft.starts
