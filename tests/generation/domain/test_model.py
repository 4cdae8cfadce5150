"""A model: given what happened to it, when somebody asks something of it, then this happens or is refused."""

import pytest
from msgspec.structs import replace

from generation.domain.model import (
    MODEL,
    AddVersion,
    Changed,
    ChangeModel,
    InvalidModel,
    Model,
    ModelCommand,
    ModelWithdrawn,
    NoteTrial,
    Registered,
    RegisterModel,
    ReinstateModel,
    Trial,
    VersionAdded,
    Weights,
    WeightsKnown,
    WeightsSource,
    WithdrawModel,
)
from productions.domain.names import InvalidName

FIRST = Weights(WeightsSource("folder", "/models/wan"), "sha256:" + "1" * 64, 1000, {"family": "WanPipeline"}, 1200)
OTHER = replace(FIRST, digest="sha256:" + "2" * 64, size=2000)
REGISTER = RegisterModel("Wan", "video", "diffusers", "Apache-2.0", ("commercial", "research"), "", FIRST)


def after(*commands: ModelCommand) -> Model:
    state = MODEL.initial
    for command in commands:
        for happened in MODEL.decide(state, command):
            state = MODEL.evolve(state, happened)
    return state


def test_a_model_is_what_was_registered() -> None:
    state = after(REGISTER)
    assert (state.name, state.task, state.licence, state.versions) == ("Wan", "video", "Apache-2.0", (FIRST,))
    assert (state.weights, state.version_of(FIRST.digest), state.version_of(OTHER.digest)) == (FIRST, 1, None)


def test_uses_stand_in_one_order_and_once() -> None:
    asked = RegisterModel("Wan", "video", "diffusers", "MIT", ("research", "commercial", "research"), " as is ", FIRST)
    (happened,) = MODEL.decide(MODEL.initial, asked)
    assert isinstance(happened, Registered)
    assert (happened.uses, happened.terms) == (("commercial", "research"), "as is")


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"name": " "}, InvalidName),
        ({"licence": " "}, InvalidModel),
        ({"licence": "a\nb"}, InvalidName),
        ({"terms": "x" * 1001}, InvalidModel),
    ],
)
def test_what_cannot_be_said_of_a_model_is_refused(wrong: dict[str, str], refusal: type[Exception]) -> None:
    said = {"name": "Wan", "licence": "MIT", "terms": "", **wrong}
    command = RegisterModel(said["name"], "video", "diffusers", said["licence"], (), said["terms"], FIRST)
    with pytest.raises(refusal):
        MODEL.decide(MODEL.initial, command)


def test_other_weights_are_a_version_that_is_offered_and_the_old_one_stays() -> None:
    state = after(REGISTER, AddVersion("video", "diffusers", OTHER))
    assert (state.weights, state.version_of(FIRST.digest), state.version_of(OTHER.digest)) == (OTHER, 1, 2)
    assert MODEL.decide(after(REGISTER), AddVersion("video", "diffusers", OTHER)) == [VersionAdded(weights=OTHER)]


def test_weights_that_are_a_version_already_or_for_something_else_are_refused() -> None:
    with pytest.raises(WeightsKnown, match="version 1 of Wan"):
        after(REGISTER, AddVersion("video", "diffusers", FIRST))
    with pytest.raises(InvalidModel, match="a model for video on diffusers, these weights are for image"):
        after(REGISTER, AddVersion("image", "diffusers", OTHER))


@pytest.mark.parametrize("memory", [-1, 2**50 + 1])
def test_weights_that_need_what_no_device_has_are_refused(memory: int) -> None:
    wrong = replace(OTHER, memory=memory)
    with pytest.raises(InvalidModel, match="0 to"):
        after(RegisterModel("Wan", "video", "diffusers", "MIT", (), "", wrong))
    with pytest.raises(InvalidModel, match="0 to"):
        after(REGISTER, AddVersion("video", "diffusers", wrong))


def test_each_thing_that_changes_is_an_event_and_what_is_so_already_is_none() -> None:
    state = after(REGISTER)
    assert MODEL.decide(state, ChangeModel(name="Wan 2.1", licence="Apache-2.0", memory=5)) == [
        Changed(field="name", before="Wan", after="Wan 2.1"),
        Changed(field="memory", before=1200, after=5),
    ]
    assert MODEL.decide(state, ChangeModel(uses=("research", "commercial"))) == []
    changed = after(REGISTER, ChangeModel(uses=("research",), memory=5, terms="Ask first."))
    assert (changed.uses, changed.weights.memory, changed.terms) == (("research",), 5, "Ask first.")
    with pytest.raises(InvalidModel, match="0 to"):
        MODEL.decide(state, ChangeModel(memory=-1))


def test_the_memory_that_changes_is_that_of_the_newest_version() -> None:
    state = after(REGISTER, AddVersion("video", "diffusers", OTHER), ChangeModel(memory=7))
    assert [each.memory for each in state.versions] == [1200, 7]


def test_a_trial_is_kept_by_version_and_device_and_told_once() -> None:
    trial = Trial(worked=True, pictures=("sha256:" + "a" * 64,), seconds="1.5")
    note = NoteTrial(FIRST.digest, "cpu", trial)
    state = after(REGISTER, note, NoteTrial(OTHER.digest, "cpu", Trial(worked=False, reason="too large")))
    assert (state.tried(FIRST.digest), state.tried(OTHER.digest)["cpu"].worked) == ({"cpu": trial}, False)
    assert MODEL.decide(state, note) == []
    again = after(REGISTER, note, NoteTrial(FIRST.digest, "cpu", Trial(worked=False, reason="it died")))
    assert again.tried(FIRST.digest)["cpu"].reason == "it died"


def test_a_withdrawn_model_says_why_takes_no_weights_and_may_come_back() -> None:
    state = after(REGISTER, WithdrawModel("  Its licence changed.  "))
    assert state.withdrawn == "Its licence changed."
    assert MODEL.decide(state, WithdrawModel("Its licence changed.")) == []
    with pytest.raises(ModelWithdrawn, match="Its licence changed"):
        MODEL.decide(state, AddVersion("video", "diffusers", OTHER))
    assert after(REGISTER, WithdrawModel("Why not"), ReinstateModel()).withdrawn is None
    assert MODEL.decide(after(REGISTER), ReinstateModel()) == []
    with pytest.raises(InvalidModel, match="Say why"):
        MODEL.decide(after(REGISTER), WithdrawModel(" "))
