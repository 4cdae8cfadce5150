"""Advice by what a machine has, and what is said of what was installed."""

import pytest

from generation.backends.accelerator import Facts, Installed, advice, facts, installed, report

LINUX = Facts("Linux", "x86_64")
H100 = Facts("Linux", "x86_64", ("NVIDIA H100 80GB HBM3, 570.86.15, 81559 MiB",))
ALL = dict.fromkeys(("torch", "diffusers", "transformers", "accelerate", "safetensors", "huggingface_hub"), "1.0")


@pytest.mark.parametrize(
    ("machine", "words"),
    [
        (H100, ("Found NVIDIA H100 80GB HBM3 with 81559 MiB of memory, driver 570.86.15: CUDA.", "registry's build")),
        (Facts("Linux", "x86_64", ("An RTX",)), ("Found An RTX with an unknown amount of memory, driver unknown",)),
        (Facts("Linux", "x86_64", kfd=True), ("ROCm", "knows no ROCm", "TORCH_INDEX")),
        (Facts("Darwin", "arm64"), ("Apple", "knows Metal")),
        (Facts("Darwin", "x86_64"), ("Found no GPU", "for processors here")),
        (LINUX, ("Found no GPU", "gigabytes", "TORCH_INDEX")),
        (Facts("Linux", "aarch64"), ("Found no GPU", "for processors here")),
    ],
)
def test_advice_names_what_was_found_and_what_suits_it(machine: Facts, words: tuple[str, ...]) -> None:
    said = advice(machine)
    assert all(word in said for word in words), said


def test_two_kinds_of_gpu_are_one_advice() -> None:
    said = advice(Facts("Linux", "x86_64", H100.nvidia * 2, kfd=True))
    assert said.count("CUDA.") == 2 and "knows no ROCm" not in said


def test_another_build_that_was_asked_for_is_what_is_told() -> None:
    said = advice(H100, "https://builds.example/cu118", "torch==2.9.1")
    assert "Installing torch==2.9.1 from https://builds.example/cu118, as you asked." in said
    assert "registry's build" not in said
    assert "Installing torch==2.9.1 from the registry" in advice(LINUX, spec="torch==2.9.1")


def test_a_report_says_what_was_really_installed() -> None:
    said = report(H100, Installed(ALL, "CUDA 12.8", ("NVIDIA H100", "the processor (8 threads)")))
    assert "torch 1.0, diffusers 1.0" in said
    assert "torch is built for CUDA 12.8 and sees NVIDIA H100, the processor (8 threads)." in said
    assert "does not see" not in said and "Missing" not in said


def test_a_gpu_that_torch_does_not_see_is_said() -> None:
    blind = Installed(ALL, "processors", ("the processor (8 threads)",))
    assert "It does not see the GPU of this machine" in report(H100, blind)
    assert "does not see" not in report(LINUX, blind)


def test_what_is_missing_or_broken_is_said() -> None:
    said = report(LINUX, Installed({"torch": "2.13.0"}, error="libcudart.so.13: cannot open"))
    assert "Missing: diffusers" in said and "torch cannot be loaded: libcudart" in said
    assert "Installed: nothing" in report(LINUX, Installed({}, error="No module named 'torch'"))


def test_what_is_missing_or_broken_cannot_be_used() -> None:
    assert Installed(ALL, "processors", ("the processor (8 threads)",)).usable
    lacking = {name: number for name, number in ALL.items() if name != "accelerate"}
    assert not Installed(lacking, "processors", ("the processor (8 threads)",)).usable
    assert not Installed(ALL, error="libcudart.so.13: cannot open").usable


def test_this_machine_is_told_as_it_is() -> None:
    found = installed()
    assert found.error == "" and "torch" in found.versions
    assert "the processor" in report(facts(), found)
