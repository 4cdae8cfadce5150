"""What makes runs cheaper: it acts, leaves nothing behind, is told, and is refused where it does not belong."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generation.backends.diffusers import economies
from generation.backends.diffusers.economies import STEP_CACHES, UNCOMPILED
from generation.backends.diffusers.families import FAMILIES
from generation.backends.diffusers.settings import PARAMETERS
from generation.ports.work import Cancelled, Refused
from tests.generation.backends.diffusers.shooting import Shooting, asked_of, done

pytestmark = pytest.mark.usefixtures("one_thread")
EIGHT: dict[str, Any] = {"setting__steps": "8"}
PROVED = [
    pytest.param(cache, name, marks=[pytest.mark.long] if place % 6 else [])
    for cache, families in STEP_CACHES.items()
    for place, name in enumerate(families)
]
"""Every sixth of each cache, and the others in the long run."""


@pytest.mark.parametrize(("cache", "name"), PROVED)
def test_a_step_cache_acts_and_leaves_nothing_behind(
    models: Callable[[str], Path], cache: str, name: str, tmp_path: Path
) -> None:
    """On one object: without, with, cut off, with, and without again."""
    shooting = Shooting(models(name), tmp_path)
    with_it = {**EIGHT, "setting__step_cache": cache, "setting__tolerance": "0.5"}
    plain, ended = shooting.content(**EIGHT), done(shooting.run(**with_it))
    told = asked_of(ended)
    assert told["economies"]["step_cache"].startswith(cache)
    assert 0 < told["taken_over"]["passes"] < told["taken_over"]["of"]
    assert ended.outputs[0].content != plain
    for after in (2, 5):
        cut_off = shooting.run(cancelled=lambda: len(shooting.steps) > after, **with_it)  # noqa: B023  # called at once
        assert cut_off == Cancelled()
        assert shooting.content(**with_it) == ended.outputs[0].content
    without = done(shooting.run(**EIGHT))
    assert without.outputs[0].content == plain
    assert not {"economies", "taken_over"} & asked_of(without).keys()


def test_a_cache_that_takes_nothing_over_says_so(models: Callable[[str], Path], tmp_path: Path) -> None:
    shooting = Shooting(models("WanPipeline"), tmp_path)
    ended = done(shooting.run(setting__steps="2", setting__step_cache="taylor", setting__tolerance="0.3"))
    told = asked_of(ended)
    assert told["taken_over"]["passes"] == 0
    assert any("took nothing over" in note for note in told["snapped"])
    assert any("tolerance changes nothing" in note for note in told["snapped"])
    assert ended.outputs[0].content == shooting.content(setting__steps="2")


def test_what_was_denoised_with_a_cache_is_not_met_again_without(models: Callable[[str], Path], tmp_path: Path) -> None:
    shooting = Shooting(models("WanPipeline"), tmp_path, tmp_path / "inner")
    with_it = {**EIGHT, "setting__step_cache": "attention"}
    contents = [shooting.content(**each) for each in (EIGHT, with_it)]
    assert len(set(contents)) == 2
    again = done(shooting.run(**with_it))
    assert again.outputs[0].content == contents[1]
    assert [each["reused"] for each in again.outputs[0].facts["inner"]] == [True, True, False]
    assert shooting.content(**EIGHT) == contents[0]


@pytest.mark.parametrize("name", ["StableDiffusionPipeline", "WanPipeline"])
def test_weights_in_eight_bits_take_less_and_are_kept_apart(
    models: Callable[[str], Path], name: str, tmp_path: Path
) -> None:
    from generation.backends.diffusers import running  # noqa: PLC0415  # torch is slow to load

    shooting = Shooting(models(name), tmp_path)
    small: dict[str, Any] = {"setting__storage": "float8"}
    plain, ended = shooting.content(), done(shooting.run(**small))
    assert ended.outputs[0].content != plain
    assert asked_of(ended)["economies"] == {"storage": "float8"}
    assert shooting.run(cancelled=lambda: len(shooting.steps) > 1, **small) == Cancelled()
    assert [shooting.content(**small), shooting.content()] == [ended.outputs[0].content, plain]
    assert shooting.able.held("float32", "float8") < shooting.able.held("float32")
    running.RESIDENTS.drop_all()
    assert shooting.content(**small) == ended.outputs[0].content


@pytest.mark.long
@pytest.mark.parametrize("name", ["StableDiffusionPipeline", "WanPipeline"])
def test_what_is_compiled_differs_little_and_stays_the_same(
    models: Callable[[str], Path], name: str, tmp_path: Path
) -> None:
    """Also of other sizes between, which are compiled for themselves, after a cancel, and compiled anew."""
    from generation.backends.diffusers import running  # noqa: PLC0415

    shooting = Shooting(models(name), tmp_path)
    compiled: dict[str, Any] = {"setting__compiled": True}
    plain, ended = shooting.content(), done(shooting.run(**compiled))
    assert asked_of(ended)["economies"] == {"compiled": "on"}
    other = shooting.content(**compiled, setting__size="96x64")
    assert shooting.content(**compiled) == ended.outputs[0].content
    assert shooting.run(cancelled=lambda: len(shooting.steps) > 1, **compiled) == Cancelled()
    assert [shooting.content(**compiled), shooting.content()] == [ended.outputs[0].content, plain]
    running.RESIDENTS.drop_all()
    assert shooting.content(**compiled, setting__size="96x64") == other


def test_what_does_not_go_together_is_refused_in_words(models: Callable[[str], Path], tmp_path: Path) -> None:
    lora = [{"id": "018f0000-0000-7000-8000-00000000000b", "digest": "sha256:" + "1" * 64, "scale": "1"}]
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"step_cache": "first-block"}, "takes no step cache first-block: set none"),
        ({"storage": "float8", "offload": "sequential"}, "not moved layer by layer"),
        ({"storage": "float8", "loras": lora}, "LoRAs do not go with weights in eight bits"),
        ({"storage": "float8", "compiled": True}, "does not go with weights in eight bits"),
        ({"compiled": True, "loras": lora}, "does not go with LoRAs"),
    ]
    shooting = Shooting(models("StableDiffusionPipeline"), tmp_path)
    drawn = Shooting(models("AnimateDiffPipeline"), tmp_path).run(setting__compiled=True)
    assert isinstance(drawn, Refused) and "no blocks that repeat" in drawn.reason
    for set_, why in wrong:
        ended = shooting.run(**{f"setting__{name}": value for name, value in set_.items()})
        assert isinstance(ended, Refused) and why in ended.reason, ended


def test_a_machine_without_a_compiler_says_so(
    models: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("CXX", "no-compiler")
    ended = Shooting(models("WanPipeline"), tmp_path).run(setting__compiled=True)
    assert isinstance(ended, Refused) and "no compiler of C++" in ended.reason


def test_caches_are_those_of_families_that_there_are() -> None:
    assert {name for families in STEP_CACHES.values() for name in families} | {*UNCOMPILED} <= FAMILIES.keys()
    assert {economies.NONE, *STEP_CACHES} == set(PARAMETERS["video"]["step_cache"].options)
