"""Colour decisions as files, and as parameters hold them: what is none is refused in words."""

from typing import Any

import pytest

from generation.ports import cdl_files
from productions.domain import colour_decisions, colour_tables

ONE = "<ColorCorrection>{}</ColorCorrection>"
DIGEST = "sha256:" + "a" * 64


def sop(slope: str = "1 1 1", power: str = "1 1 1") -> str:
    return ONE.format(f"<SOPNode><Slope>{slope}</Slope><Offset>0 0 0</Offset><Power>{power}</Power></SOPNode>")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("no xml", "no XML"),
        ('<!DOCTYPE x [<!ENTITY a "1">]>' + sop("&a; 1 1"), "no XML"),
        ("<ColorCorrectionCollection/>", "no ColorCorrection"),
        (sop("1 1"), "Slope is 3 numbers"),
        (sop("1 1 moon"), "Slope is 3 numbers"),
        (sop("1 1 1e999999999"), "Slope is 3 numbers"),
        (sop("1 1 nan"), "Slope is 3 numbers"),
        (sop().replace("</SOPNode>", "<Slope>1 1 1</Slope></SOPNode>"), "once in each"),
        (sop(power="0 1 1"), "numbers of power from 0.01 to 100"),
        (f"<a>{sop() * 1001}</a>", "at most 1000"),
    ],
)
def test_what_holds_no_decision_is_refused_in_words(text: str, why: str) -> None:
    with pytest.raises(cdl_files.Unreadable, match=why):
        cdl_files.read(text.encode())


def test_a_collection_is_read_in_its_order_and_what_is_not_said_changes_nothing() -> None:
    text = "<ColorCorrectionCollection xmlns='urn:ASC:CDL:v1.01'>" + "".join(
        (sop("2 2 2"), ONE.format("<SATNode><Saturation>0</Saturation></SATNode>"), sop())
    )
    found = cdl_files.read(f"{text}</ColorCorrectionCollection>".encode())
    assert [each.name for each in found] == ["1", "2", "3"]
    values: list[Any] = [each.value for each in found]
    assert (values[0]["slope"], values[1]["saturation"], values[1]["slope"]) == (["2"] * 3, "0", ["1"] * 3)
    assert values[2] is None


@pytest.mark.parametrize(
    "value",
    [
        "moon", 1, {"slope": ["1"] * 3}, {**colour_decisions.NEUTRAL, "hue": "1"},
        {**colour_decisions.NEUTRAL, "power": ["0"] * 3}, {**colour_decisions.NEUTRAL, "slope": [1, 1, 1]},
        {**colour_decisions.NEUTRAL, "slope": ["1"] * 4}, {**colour_decisions.NEUTRAL, "saturation": "1e3"},
    ],
)  # fmt: skip
def test_senseless_decisions_are_refused(value: Any) -> None:
    with pytest.raises(ValueError, match=r"colour decision|numbers"):
        colour_decisions.clean(value)


@pytest.mark.parametrize("value", ["moon", {"file": "moon"}, {"file": DIGEST, "of": "1"}, {"file": DIGEST, "name": 1}])
def test_senseless_tables_are_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="table of colours"):
        colour_tables.clean(value)


def test_one_writing_for_one_value() -> None:
    written = {"slope": ["1.50", "1", "1.0"], "offset": ["-0", "0", "0"], "power": ["1"] * 3, "saturation": "1"}
    assert colour_decisions.clean(written) == {**colour_decisions.NEUTRAL, "slope": ["1.5", "1", "1"]}
    assert colour_decisions.clean(dict(colour_decisions.NEUTRAL)) is None
    assert colour_tables.clean({"file": DIGEST}) == {"file": DIGEST, "name": "", "rights": ""}
