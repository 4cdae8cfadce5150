"""What each family must keep, asked of a tiny model of each."""

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from generation.backends.ability import FIRST, LAST
from generation.backends.diffusers.families import FAMILIES
from generation.ports import media
from generation.ports.work import Cancelled, Refused
from tests.generation.backends.diffusers.shooting import FRAMES, STEPS, Shooting, asked_of, done

pytestmark = pytest.mark.usefixtures("one_thread")
_CHANNELS = ("in_channels", "in_visual_dim")
each = pytest.mark.parametrize("name", FAMILIES)


@pytest.fixture
def shooting(models: Callable[[str], Path], name: str, tmp_path: Path) -> Shooting:
    return Shooting(models(name), tmp_path)


@each
def test_the_same_is_made_each_time_and_another_with_another_seed(shooting: Shooting, name: str) -> None:
    """Once, again, after being loaded anew, and with another seed, variation and prompt."""
    from generation.backends.diffusers import running  # noqa: PLC0415  # torch is slow to load

    once = shooting.content()
    assert shooting.content() == once
    running.RESIDENTS.drop_all()
    assert shooting.content() == once
    others: list[dict[str, Any]] = [{"parameter__seed": "8"}, {"variation": 2}]
    if FAMILIES[name].words:
        others.append({"setting__wording": "a lighthouse in fog"})
    assert len({once, *(shooting.content(**each) for each in others)}) == 1 + len(others)


@each
def test_a_run_that_is_cut_off_leaves_the_next_one_right(shooting: Shooting, name: str) -> None:
    """At each step, and in the middle of each."""
    undisturbed = shooting.content()
    asked = count()
    shooting.content(cancelled=lambda: next(asked) < 0)
    looks = next(asked)
    at = {*range(1, 4), looks // 3, looks // 2, looks * 2 // 3, looks - 1}
    for look in sorted(at):
        asked = count(1)
        assert shooting.run(cancelled=lambda: next(asked) >= look) == Cancelled()  # noqa: B023  # called at once
    assert shooting.content() == undisturbed


@each
def test_a_cancel_is_heard_within_the_step(shooting: Shooting, name: str) -> None:
    for after in range(int(STEPS)):
        assert shooting.run(cancelled=lambda: len(shooting.steps) > after) == Cancelled()  # noqa: B023
        assert len(shooting.steps) == after + 1


@each
def test_every_step_is_told(shooting: Shooting, name: str) -> None:
    done(shooting.run())
    steps = [step for step, _ in shooting.steps]
    told = [pair for pair in shooting.steps if pair != (1, 1)]
    assert told == [(step, told[-1][1]) for step in range(1, told[-1][1] + 1)], steps
    assert told[-1][1] >= int(STEPS)


@each
def test_what_is_made_is_what_was_asked_for(shooting: Shooting, name: str) -> None:
    ended = done(shooting.run())
    facts = ended.outputs[0].facts
    assert (facts["width"], facts["height"]) == (64, 36)
    if shooting.able.task == "video":
        assert (facts["count"], facts["rate"]) == (FRAMES, "24")
        assert media.measure(ended.outputs[0].path)[2] == FRAMES
    told = asked_of(ended)
    made = told["made"]
    assert (made["width"], made["height"]) == shooting.able.size(64, 36)
    assert made["count"] == (shooting.able.frames(FRAMES) if shooting.able.task == "video" else 1)
    assert any(str(made["width"]) in note for note in told["snapped"]) == ((made["width"], made["height"]) != (64, 36))
    assert ("They look out at the water" in told["prompt"]) == bool(FAMILIES[name].words)


@each
def test_what_its_files_say_is_what_the_loaded_model_says(shooting: Shooting, name: str) -> None:
    from generation.backends.diffusers import loading  # noqa: PLC0415

    pipe = loading.load(shooting.model, shooting.able, "float32", "all")
    network = next(getattr(pipe, each) for each in FAMILIES[name].denoisers if getattr(pipe, each, None) is not None)
    assert next(network.config[each] for each in _CHANNELS if each in network.config) == shooting.able.channels
    for attribute in ("vae_scale_factor_temporal", "vae_temporal_compression_ratio"):
        assert shooting.able.frame_step % getattr(pipe, attribute, 1) == 0
    for attribute in ("vae_scale_factor", "vae_scale_factor_spatial", "vae_spatial_compression_ratio"):
        assert shooting.able.multiple % getattr(pipe, attribute, 1) == 0


@each
def test_a_wrong_request_is_refused_in_words(shooting: Shooting, name: str) -> None:
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"parameter__resolution": "wide"}, "wide"),
        ({"setting__model": None}, "no model is chosen"),
        ({"setting__model": {"id": "x", "digest": "sha256:" + "0" * 64}}, "not on this machine"),
        ({"setting__size": "huge"}, "huge"),
        ({"setting__size": "00x00"}, "no size of work"),
        ({"setting__size": "832x048"}, "no size of work"),
        ({"setting__template": "{smell}"}, "{smell}" if FAMILIES[name].words else "takes no words"),
    ]
    if shooting.able.task == "video":
        wrong.append(({"parameter__frame_rate": "0"}, "frame rate"))
        if shooting.able.longest and FIRST not in shooting.able.conditions:
            wrong.append(({"frames": shooting.able.longest + 50}, "split the shot"))
        for frame in (FIRST, LAST):
            if frame not in shooting.able.conditions:
                wrong.append(({"fed": (*shooting.able.needs, frame)}, f"takes no {frame.replace('_', ' ')}"))
        if FIRST in shooting.able.needs:
            wrong.append(({"fed": ()}, "makes nothing without a"))
    for changes, why in wrong:
        ended = shooting.run(**changes)
        assert isinstance(ended, Refused), changes
        assert why in ended.reason


@pytest.mark.parametrize("name", [each.pipeline for each in FAMILIES.values() if each.split])
def test_in_parts_is_the_same_as_whole(
    shooting: Shooting, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without anything kept, with what is kept, and as the class runs it in one go."""
    from generation.backends.diffusers import splitting  # noqa: PLC0415

    parts = shooting.content()
    kept = Shooting(shooting.model, tmp_path / "kept", tmp_path / "inner")
    kept.folder.mkdir()
    assert kept.content() == parts
    again = done(kept.run())
    assert again.outputs[0].content == parts
    assert [(each["action"], each["reused"]) for each in again.outputs[0].facts["inner"]] == [
        ("text", True), ("denoise", True), ("decode", False),
    ]  # fmt: skip
    monkeypatch.setattr(splitting, "SPLITS", {})
    whole = done(shooting.run())
    assert "inner" not in whole.outputs[0].facts
    assert whole.outputs[0].content == parts
