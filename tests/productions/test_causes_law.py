"""The law of causes: an input's cause is the event that last changed its value, whatever was done around it."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.decider import BEGAN
from events.errors import ContinuityError
from events.execution import Context
from productions import commands, queries
from productions.commands import Target
from productions.domain.causes import parts
from productions.domain.inputs import InputsReader, ShotInputs
from productions.domain.shot import CastEntry
from productions.queries import Moment, listing
from tests.productions.test_replay_law import EDITS, LOOKS, Edit, filmed, look_change
from tests.support.making import SCRIPT, context, production

pytestmark = pytest.mark.django_db
Key = tuple[UUID, str, str]
"""A shot, an input key and a part of its value."""


def of_level(level: str, act: str, *values: Any) -> Edit:
    """An edit of the light on a level."""

    def edit(by: Context, log: UUID, at: Moment, n: int) -> Any:
        ids = {"production": [log], "scene": sorted(at.scenes), "shot": sorted(at.shots)}[level]
        target = Target(level, ids[n % len(ids)])  # type: ignore[arg-type]  # a level
        return getattr(commands, f"{act}_parameter")(by, log, target, "light", *values)

    return edit


def ref(at: Moment, n: int) -> UUID:
    return sorted(at.references)[n % len(at.references)]


def pick(at: Moment, n: int) -> UUID:
    return sorted(at.shots)[n % len(at.shots)]


LEVELS = ("production", "scene", "shot")
TRICKY: tuple[Edit, ...] = (
    *(of_level(level, "set", light) for level in LEVELS for light in ("dusk", "day")),
    *(of_level(level, "clear") for level in LEVELS),
    *(of_level(level, "lock", "as it is") for level in LEVELS),
    *(of_level(level, "unlock") for level in LEVELS),
    lambda by, log, at, n: commands.set_parameter(
        by, log, Target("production", log), "frame_rate", ("25", "50")[n % 2]
    ),
    lambda by, log, at, n: commands.change_shot(by, log, pick(at, n), {"frames": (None, 48, 72)[n % 3]}),
    lambda by, log, at, n: commands.change_reference(
        by, log, ref(at, n), {"attribute:wardrobe": ("coat", None)[n % 2]}
    ),
    lambda by, log, at, n: commands.change_reference(by, log, ref(at, n), {"rights": f"{n % 3}"}),
    lambda by, log, at, n: commands.change_reference(by, log, ref(at, n), {"name": ("MARA", "Nora", "Ivo")[n % 3]}),
    lambda by, log, at, n: commands.add_reference(by, log, by.ids(), ("prop", "location")[n % 2], "Mara"),
    lambda by, log, at, n: commands.add_pictures(by, log, ref(at, n), [f"sha256:{n % 2}"]),
    lambda by, log, at, n: commands.remove_picture(by, log, ref(at, n), f"sha256:{n % 2}"),
    lambda by, log, at, n: commands.lock_reference(by, log, ref(at, n), ""),
    lambda by, log, at, n: commands.unlock_reference(by, log, ref(at, n)),
    lambda by, log, at, n: commands.remove_reference(by, log, ref(at, n)),
    lambda by, log, at, n: commands.restore_reference(by, log, ref(at, n)),
    lambda by, log, at, n: commands.set_cast(
        by, log, pick(at, n), ref(at, n // 5), CastEntry(version=(None, at.references[ref(at, n // 5)].version)[n % 2])
    ),
    lambda by, log, at, n: commands.remove_cast(by, log, pick(at, n), ref(at, n // 5)),
    lambda by, log, at, n: commands.change_scene(
        by, log, sorted(at.scenes)[n % len(at.scenes)], heading=("EXT. QUAY - DAWN", "EXT. QUAY - NIGHT")[n % 2]
    ),
)
ALL = (*TRICKY, *EDITS)
HISTORIES = st.lists(st.tuples(st.integers(0, len(ALL) - 1), st.integers(0, 60)), min_size=1, max_size=14)


def read(at: Moment) -> dict[UUID, ShotInputs]:
    """The inputs of every shot, removed ones included."""
    reader = InputsReader(at.production, at.references, scenes=at.scenes, shots=at.shots)
    scene_of = {id_: folded.state.scene for id_, folded in at.shots.items()}
    return {id_: reader.read(id_, at.scenes[scene], at.shots[id_]) for id_, scene in scene_of.items() if scene}


def said(inputs_of: dict[UUID, ShotInputs]) -> Iterator[tuple[Key, Any]]:
    for shot, inputs in inputs_of.items():
        for key, value in inputs.values.items():
            yield from (((shot, key, part), each) for part, each in parts(value).items())


def cause(inputs: ShotInputs, key: str, part: str, began: UUID) -> UUID:
    return max(inputs.within[key][part], began) if part else inputs.causes[key]


@settings(max_examples=40, deadline=None)
@given(HISTORIES)
def test_a_cause_is_the_event_that_last_changed_the_value(history: list[tuple[int, int]]) -> None:
    causes_hold(ALL, history)


WHERE_LOOKS_CHANGE: tuple[Edit, ...] = (
    *(lambda by, log, at, n: commands.change_look(by, log, ref(at, n), LOOKS[n % 2], look_change(at, n)),) * 3,
    lambda by, log, at, n: commands.change_look(by, log, ref(at, n), LOOKS[n % 2], None),
    lambda by, log, at, n: commands.move_scene(by, log, sorted(at.scenes)[n % len(at.scenes)], None, first=n % 3 == 0),
    lambda by, log, at, n: commands.move_shot(
        by, log, pick(at, n), sorted(at.scenes)[n // 3 % len(at.scenes)], None, first=bool(n % 2)
    ),
    lambda by, log, at, n: commands.change_reference(
        by, log, ref(at, n), {"attribute:wardrobe_colour": (None, "#001000", "#002000")[n % 3]}
    ),
    lambda by, log, at, n: commands.change_reference(
        by, log, ref(at, n), {"parent": str(ref(at, n // 3)) if n % 3 else None}
    ),
    lambda by, log, at, n: commands.lock_reference(by, log, ref(at, n), ""),
    lambda by, log, at, n: commands.unlock_reference(by, log, ref(at, n)),
    lambda by, log, at, n: commands.set_cast(
        by, log, pick(at, n), ref(at, n // 5), CastEntry(version=(None, at.references[ref(at, n // 5)].version)[n % 2])
    ),
    lambda by, log, at, n: commands.add_scene(by, log, by.ids(), "EXT. PIER - NIGHT"),
    lambda by, log, at, n: commands.add_shot(by, log, by.ids(), sorted(at.scenes)[n % len(at.scenes)], {}),
    lambda by, log, at, n: commands.remove_scene(by, log, sorted(at.scenes)[n % len(at.scenes)]),
    lambda by, log, at, n: commands.restore_scene(by, log, sorted(at.scenes)[n % len(at.scenes)]),
    lambda by, log, at, n: commands.import_script(by, log, f"INT. SHED - DAY\n\nMARA digs.\n\n{SCRIPT}" * (n % 2 + 1)),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHERE_LOOKS_CHANGE) - 1), st.integers(0, 300)), min_size=3, max_size=14))
def test_causes_hold_where_looks_change_in_parts_of_the_film(history: list[tuple[int, int]]) -> None:
    causes_hold(WHERE_LOOKS_CHANGE, history)


def causes_hold(edits: tuple[Edit, ...], history: list[tuple[int, int]]) -> None:
    """Of each input, the cause is the event at which its value last changed; a part of a moment says the same."""
    by = context()
    log = filmed(by)
    before = dict(said(read(queries.moment(log))))
    first = {shot for shot, _, _ in before}
    changed: dict[Key, set[UUID]] = {}
    moved, done = set[UUID](), set[UUID]()
    for index, n in history:
        at = queries.moment(log)
        try:
            receipt = edits[index](by, log, at, n)
        except ContinuityError as refused:
            assert 400 <= refused.status < 500
            continue
        events = {event.event_id for event in receipt.events}
        moved |= {event.stream for event in receipt.events if event.type == "shot.moved"}
        done |= events
        now, known = dict(said(read(queries.moment(log)))), {shot for shot, _, _ in before}
        differing = (key for key in now if key not in before or now[key] != before[key])
        changed.update((key, events) for key in differing if key[0] in known)
        before = now
    at = queries.moment(log)
    parts_of_a_moment_agree(at)
    for shot, inputs in read(at).items():
        for key, value in inputs.values.items():
            for part in parts(value):
                if shot in moved and key.startswith(("scene.", "parameter:")):
                    continue  # what the scene that it left had said is not known any more
                told, expected = cause(inputs, key, part, at.shots[shot].causes[BEGAN]), changed.get((shot, key, part))
                if expected is not None:
                    assert told in expected, (key, part)
                elif shot in first:
                    assert told not in done, (key, part)


def parts_of_a_moment_agree(at: Moment) -> None:
    """What is read of a few shots alone is what is read of the whole film."""
    for shot, inputs in queries.inputs(at).items():
        assert queries.inputs(queries.moment(at.id, shots=[shot]), [shot])[shot] == inputs
        assert listing.shot_inputs(shot, at.id)[0] == inputs


def test_of_two_of_one_name_it_rests_on_the_log_alone_who_speaks() -> None:
    """Kinds have names of their own. Who was cast last and taken out again leaves no trace in what is said now."""
    by = context()
    log = production(by)
    shot, spoken = next((id_, lines) for id_, lines in spoken_in(log).items() if lines["MARA"])
    mara = UUID(spoken["MARA"])
    boat = commands.add_reference(by, log, by.ids(), "prop", "Mara").value
    commands.set_cast(by, log, shot, boat, CastEntry())
    assert spoken_in(log)[shot]["MARA"] == str(mara), "things leave the word to people"
    began = dialogue_of(log, shot)
    commands.remove_cast(by, log, shot, mara)
    commands.set_cast(by, log, shot, mara, CastEntry())
    assert spoken_in(log)[shot]["MARA"] == str(mara)
    gone = commands.remove_cast(by, log, shot, mara)
    assert spoken_in(log)[shot]["MARA"] == str(boat)
    assert dialogue_of(log, shot) == gone.events[0].event_id != began
    ship = commands.add_reference(by, log, by.ids(), "location", "Mara").value
    later = commands.set_cast(by, log, shot, ship, CastEntry())
    assert dialogue_of(log, shot) == later.events[0].event_id
    sunk = commands.remove_reference(by, log, ship)
    assert spoken_in(log)[shot]["MARA"] == str(boat), "what is removed says nothing"
    assert dialogue_of(log, shot) == sunk.events[0].event_id


def test_a_thing_that_turns_out_to_be_somebody_gets_the_word() -> None:
    by = context()
    log = production(by)
    shot, spoken = next((id_, lines) for id_, lines in spoken_in(log).items() if lines["MARA"])
    commands.remove_reference(by, log, UUID(spoken["MARA"]))
    older, newer = (commands.add_reference(by, log, by.ids(), kind, "Sam").value for kind in ("prop", "location"))
    for each in (newer, older):
        commands.set_cast(by, log, shot, each, CastEntry())
    for each in (older, newer):
        commands.add_alias(by, log, each, "Mara")
    assert spoken_in(log)[shot]["MARA"] == str(newer)
    became = commands.change_reference(by, log, older, {"kind": "group"})
    assert spoken_in(log)[shot]["MARA"] == str(older)
    assert dialogue_of(log, shot) == became.events[0].event_id


def spoken_in(log: UUID) -> dict[UUID, dict[str, Any]]:
    """Of each shot, the reference that speaks under each name."""
    return {
        id_: {"MARA": None} | {line["character"]: line["reference"] for line in inputs.values["dialogue"]}
        for id_, inputs in read(queries.moment(log)).items()
    }


def dialogue_of(log: UUID, shot: UUID) -> UUID:
    """The event behind the dialogue of a shot."""
    return read(queries.moment(log))[shot].causes["dialogue"]


def voice(at: Moment, n: int) -> UUID:
    """One of the voices, or else any reference, which is refused as one."""
    voices = [id_ for id_ in sorted(at.references) if at.references[id_].state.kind == "voice"]
    return (voices or sorted(at.references))[n % len(voices or at.references)]


WHERE_VOICES_CHANGE: tuple[Edit, ...] = (
    *(lambda by, log, at, n: commands.add_reference(by, log, by.ids(), "voice", f"Voice {n % 3}"),) * 2,
    *(
        lambda by, log, at, n: commands.change_reference(
            by, log, ref(at, n), {("voice", "voice:de")[n % 2]: str(voice(at, n // 3)) if n % 5 else None}
        ),
    )
    * 5,
    lambda by, log, at, n: commands.set_parameter(
        by, log, Target("production", log), "language", ("de", "de-AT", "en")[n % 3]
    ),
    lambda by, log, at, n: commands.change_reference(
        by, log, voice(at, n), {"attribute:speed": (None, "90", "120")[n % 3], "attribute:accent": str(n % 2)}
    ),
    lambda by, log, at, n: commands.lock_reference(by, log, voice(at, n), ""),
    lambda by, log, at, n: commands.unlock_reference(by, log, voice(at, n)),
    lambda by, log, at, n: commands.remove_reference(by, log, voice(at, n)),
    lambda by, log, at, n: commands.restore_reference(by, log, voice(at, n)),
    lambda by, log, at, n: commands.merge_reference(by, log, voice(at, n), voice(at, n // 3)),
    lambda by, log, at, n: commands.merge_reference(by, log, ref(at, n), ref(at, n // 3)),
    lambda by, log, at, n: commands.remove_cast(by, log, pick(at, n), ref(at, n // 5)),
    lambda by, log, at, n: commands.set_cast(by, log, pick(at, n), ref(at, n // 5), CastEntry()),
    lambda by, log, at, n: commands.change_reference(by, log, ref(at, n), {"name": ("MARA", "Nora", "Ivo")[n % 3]}),
    lambda by, log, at, n: commands.import_script(by, log, f"{SCRIPT}\n\nMARA\nAnd {n % 3}.\n" * (n % 2 + 1)),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHERE_VOICES_CHANGE) - 1), st.integers(0, 300)), min_size=3, max_size=14))
def test_causes_hold_where_voices_change(history: list[tuple[int, int]]) -> None:
    causes_hold(WHERE_VOICES_CHANGE, history)
