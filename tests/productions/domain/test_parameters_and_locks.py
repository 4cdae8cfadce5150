"""Parameters: inheritance, locks, refusals."""

import pytest

from events.registry import Json
from productions.domain import parameters
from productions.domain.parameters import InvalidParameter, Level, UnknownParameter
from productions.domain.production import (
    ProductionLocked,
    ProductionParameterCleared,
    ProductionParameterSet,
    ProductionUnlocked,
    production,
)
from productions.domain.settings import (
    ClearParameter,
    Lock,
    LockAbove,
    LockParameter,
    ParameterLocked,
    SetParameter,
    Settings,
    UnlockParameter,
    effective,
)
from productions.domain.shot import ShotParameterSet, shot
from tests.support.specification import given


def test_setting_a_parameter_says_what_it_was() -> None:
    given(production, ProductionParameterSet(name="light", after="dusk")).when(SetParameter("light", "dawn")).then(
        ProductionParameterSet(name="light", before="dusk", after="dawn")
    )


def test_setting_the_same_value_again_does_nothing() -> None:
    given(production, ProductionParameterSet(name="light", after="dusk")).when(SetParameter("light", "dusk")).then()


def test_setting_the_default_is_a_setting_all_the_same() -> None:
    given(shot).when(SetParameter("burn_in", False)).then(ShotParameterSet(name="burn_in", after=False))


def test_clearing_inherits_again() -> None:
    set_ = ProductionParameterSet(name="style", after="ink")
    given(production, set_).when(ClearParameter("style")).then(ProductionParameterCleared(name="style", before="ink"))
    given(production).when(ClearParameter("style")).then()


def test_a_lock_at_this_level_refuses_setting_clearing_and_locking() -> None:
    locked = given(production, ProductionLocked(name="light", value="dusk", reason="graded"))
    locked.when(SetParameter("light", "dawn")).refused(ParameterLocked)
    locked.when(ClearParameter("light")).refused(ParameterLocked)
    locked.when(LockParameter("light", "dawn", "")).refused(ParameterLocked)
    locked.when(UnlockParameter("light")).then(ProductionUnlocked(name="light", value="dusk"))


def test_a_lock_above_refuses_here_and_names_level_person_and_reason() -> None:
    above = LockAbove("production", "Ada", "graded")
    with pytest.raises(ParameterLocked) as refused:
        shot.decide(shot.initial, SetParameter("light", "dawn", above))
    assert refused.value.data == {"name": "light", "level": "production", "person": "Ada", "reason": "graded"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("light", "noonish"),
        ("seed", "2147483648"),
        ("seed", 7),
        ("seed", "-1"),
        ("burn_in", "yes"),
        ("resolution", "1280 x 720"),
        ("resolution", "1281x720"),
        ("resolution", "99999x99999"),
        ("frame_rate", "0"),
        *(("first_frame", number) for number in (1001, "-1", "1e3", "1000000", "", "٣")),
        *(
            ("first_timecode", at)
            for at in (None, "01:00:00", "24:00:00:00", "01:60:00:00", "01:00:00:24", "01:00:00;00")
        ),
        ("style", 5),
        *(
            ("language", tag)
            for tag in ("", "german", "d", "de_AT", "de-", "english", "en-U", "1", None, "de-AT-" + "x" * 40)
        ),
        ("style", "x" * 2001),
    ],
)
def test_bad_values_are_refused(name: str, value: Json) -> None:
    with pytest.raises(InvalidParameter):
        parameters.clean(parameters.find(name), value, "production")


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        *(("de", "de"), ("DE-at", "de-AT"), (" en ", "en"), ("zh-hant-tw", "zh-Hant-TW"), ("es-419", "es-419")),
        *(("gsw", "gsw"), ("sl-rozaj-biske", "sl-rozaj-biske"), ("en-x-Mine", "en-x-mine")),
    ],
)
def test_a_language_is_a_tag_written_as_usual(written: str, tag: str) -> None:
    assert parameters.clean(parameters.find("language"), written, "production") == tag


def test_a_parameter_of_the_production_cannot_be_set_on_a_shot() -> None:
    given(shot).when(SetParameter("resolution", "640x360")).refused(InvalidParameter)


def test_an_unknown_parameter_is_named() -> None:
    given(shot).when(SetParameter("colour", "red")).refused(UnknownParameter)


def test_the_nearest_setting_wins_and_the_default_comes_last() -> None:
    film, scene, take = Settings({"light": "dusk"}), Settings({"light": "dawn"}), Settings()
    light = effective(parameters.find("light"), [("production", film), ("scene", scene), ("shot", take)])
    assert (light.value, light.level) == ("dawn", "scene")
    assert effective(parameters.find("burn_in"), [("production", film)]).level is None


def test_the_highest_lock_wins_and_masks_what_lies_below() -> None:
    film = Settings(locks={"light": Lock("dusk", "")})
    scene = Settings({"light": "dawn"}, {"light": Lock("dawn", "")})
    shot_at_night = Settings({"light": "night"})
    chain: list[tuple[Level, Settings]] = [("production", film), ("scene", scene), ("shot", shot_at_night)]
    light = effective(parameters.find("light"), chain)
    assert (light.value, light.level, light.locked) == ("dusk", "production", True)
    assert effective(parameters.find("light"), [("production", Settings()), ("scene", scene)]).value == "dawn"


@pytest.mark.parametrize(
    ("milliseconds", "rate", "frames"), [(1000, "24", 24), (1001, "24000/1001", 24), (2500, "25", 62), (1, "24", 1)]
)
def test_durations_are_whole_frames_at_exact_rates(milliseconds: int, rate: str, frames: int) -> None:
    assert parameters.frames_of(milliseconds, rate) == frames
