"""Parameters of stages: what a schema allows, and what is left of those of a stage that is gone."""

import pytest

from events.registry import Json
from productions.domain.graph import GraphNode, ParameterSchema
from productions.domain.parameters import PARAMETERS, InvalidParameter, UnknownParameter, clean, find
from productions.domain.pipeline import Version
from productions.domain.settings import ClearParameter, SetParameter, UnlockParameter
from productions.domain.shot import ShotParameterCleared, ShotParameterSet, shot
from productions.domain.stage_parameters import parameters_of, with_unused
from tests.support.specification import given

SCHEMA = {
    "end.bars": ParameterSchema("Bars", "", "choice", "", ("", "wide")),
    "end.fade": ParameterSchema("Fade", "Frames.", "integer", "0", least="0", most="240"),
    "end.gain": ParameterSchema("Gain", "", "decimal", "1", least="0"),
    "end.mark": ParameterSchema("Mark", "", "switch", False),
    "draw.words": ParameterSchema("Words", "", "text", ""),
    "draw.steps": ParameterSchema("Steps", "", "integer", "4"),
}
KNOWN = parameters_of(Version(1, (GraphNode("draw", "keyframe"), GraphNode("end", "finish", "last cut")), {}, SCHEMA))


def test_the_productions_own_come_first_and_each_stage_in_its_order() -> None:
    assert list(KNOWN) == [*PARAMETERS, "draw.words", "draw.steps", "end.bars", "end.fade", "end.gain", "end.mark"]
    assert (KNOWN["end.fade"].stage, KNOWN["end.fade"].stage_label) == ("end", "last cut")


@pytest.mark.parametrize(
    ("name", "written", "kept"),
    [
        *(("end.fade", "012", "12"), ("end.fade", 12, "12"), ("end.fade", " 0 ", "0"), ("draw.steps", "-3", "-3")),
        *(("end.gain", "1.50", "1.5"), ("end.gain", "0.0", "0"), ("end.gain", "100", "100"), ("draw.steps", "-0", "0")),
        *(("end.bars", "wide", "wide"), ("end.mark", True, True), ("draw.words", " a b ", "a b")),
    ],
)
def test_one_value_has_one_writing(name: str, written: Json, kept: Json) -> None:
    assert clean(KNOWN[name], written, "shot") == kept


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("end.fade", "241", "Fade of last cut must be a whole number from 0 to 240, written as text."),
        ("end.fade", "-1", "from 0 to 240"),
        ("end.fade", "1.5", "whole number"),
        ("end.fade", "", "whole number"),
        ("end.fade", None, "whole number"),
        ("end.fade", True, "whole number"),
        ("end.fade", 1.0, "whole number"),
        ("end.fade", "١", "whole number"),
        ("end.fade", "9" * 30, "whole number"),
        ("end.gain", "-0.1", "Gain of last cut must be a number of at least 0, written as text."),
        ("end.gain", "1e3", "number"),
        ("end.gain", "nan", "number"),
        ("end.bars", "narrow", "must be one of"),
        ("end.mark", "yes", "must be true or false"),
        ("draw.words", 5, "must be text"),
    ],
)
def test_what_does_not_fit_is_refused_in_plain_words(name: str, value: Json, says: str) -> None:
    with pytest.raises(InvalidParameter) as refused:
        clean(KNOWN[name], value, "shot")
    assert says in refused.value.detail


def test_a_name_that_nothing_has_is_told_with_the_nearest_one() -> None:
    with pytest.raises(UnknownParameter) as refused:
        find("end.faid", KNOWN)
    assert "'end.fade'" in refused.value.detail


def test_what_is_set_of_a_stage_that_is_gone_is_shown_and_can_only_be_let_go() -> None:
    (gone,) = [each for each in with_unused(KNOWN, ["light", "old.zoom", "end.fade"]).values() if each.unused]
    assert (gone.name, gone.label, gone.stage_label, gone.default) == ("old.zoom", "Zoom", "old", None)
    with pytest.raises(InvalidParameter, match="no longer has"):
        clean(gone, "1", "shot")
    held = given(shot, ShotParameterSet(name="old.zoom", after="2"))
    held.when(SetParameter("old.zoom", "3")).refused(UnknownParameter)
    held.when(ClearParameter("old.zoom")).then(ShotParameterCleared(name="old.zoom", before="2"))
    given(shot).when(ClearParameter("old.zoom")).refused(UnknownParameter)
    given(shot).when(UnlockParameter("old.zoom")).refused(UnknownParameter)
