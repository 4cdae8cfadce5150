"""Suggestions: what fits a device comes first, estimates grow with the work, and nothing is guessed."""

import pytest

from generation.backends.diffusers.families import FAMILIES
from generation.domain.model import LONGEST_LICENCE
from generation.register.licences import known as licence
from generation.register.suggesting import fitting, known, teraflops

GIB = 2**30
H100, RTX = "nvidia-h100-80gb-hbm3", "nvidia-geforce-rtx-4090"


def test_the_speed_of_a_device_is_that_of_its_class() -> None:
    assert (teraflops(H100), teraflops("nvidia-h200"), teraflops("nvidia-a-card-of-tomorrow")) == (989, 989, 0)
    assert 0 < teraflops("cpu") < 100


@pytest.mark.parametrize("device", ["nvidia-t400-4gb", "nvidia-gh200-480gb", "nvidia-a1000", "nvidia-rtx-40900"])
def test_a_device_whose_name_only_holds_that_of_another_is_not_taken_for_it(device: str) -> None:
    assert teraflops(device) == 0
    assert teraflops("nvidia-h100-pcie") == 756
    assert teraflops("nvidia-a100-sxm4-80gb") == 312


def test_what_fits_comes_first_and_what_does_not_is_said() -> None:
    listed = fitting(24 * GIB, RTX)
    states = [(each.whole, each.in_turn) for each in listed]
    assert states == sorted(states, reverse=True)
    assert {each.model.id for each in listed if each.whole} >= {"Wan-AI/Wan2.1-T2V-1.3B-Diffusers"}
    assert not next(each for each in listed if each.model.id == "Wan-AI/Wan2.1-T2V-14B-Diffusers").in_turn
    assert all(not each.whole and not each.in_turn for each in fitting(GIB, RTX))


def test_an_estimate_grows_with_parameters_and_shrinks_with_speed() -> None:
    by_id = {each.model.id: each.seconds for each in fitting(80 * GIB, H100)}
    small, large = by_id["Wan-AI/Wan2.1-T2V-1.3B-Diffusers"], by_id["Wan-AI/Wan2.1-T2V-14B-Diffusers"]
    assert small and large and 5 < small < large
    slower = {each.model.id: each.seconds for each in fitting(80 * GIB, RTX)}
    assert slower["Wan-AI/Wan2.1-T2V-1.3B-Diffusers"] == pytest.approx(small * teraflops(H100) / teraflops(RTX))


def test_where_nothing_is_known_nothing_is_estimated() -> None:
    assert all(each.seconds is None for each in fitting(80 * GIB, "a-card-of-tomorrow"))
    unets = [each for each in fitting(80 * GIB, H100) if "stable-diffusion" in each.model.id]
    assert unets and all(each.seconds is None for each in unets)


def test_each_known_model_is_told_whole() -> None:
    assert len({each.id for each in known()}) == len(known()) > 10
    for each in known():
        assert FAMILIES[each.family].task == each.task, "what is suggested can be added"
        assert len(each.licence) <= LONGEST_LICENCE
        assert not each.licence or licence(each.licence)[0] == each.licence, "as licences are written here"


def test_a_processor_holds_each_parameter_in_twice_the_bytes() -> None:
    on = {device: {each.model.id: each.memory for each in fitting(80 * GIB, device)} for device in ("cpu", H100)}
    assert all(on["cpu"][id_] == pytest.approx(2 * memory, rel=1e-6) for id_, memory in on[H100].items())
