"""What something came of, in the words of the vocabulary that content credentials use."""

from typing import Any

import pytest

from generation.domain.sources import Source, source_type, sources_of


def recipe(backend: str | None, **inputs: Any) -> dict[str, Any]:
    return {"stage": "motion", "inputs": inputs, "backend": {"name": backend, "version": "1"} if backend else None}


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (recipe("diffusers"), {"model"}),
        (recipe("a backend of tomorrow"), {"model"}),
        (recipe("animatic"), {"rule"}),
        (recipe("speech", dialogue=[]), {"rule"}),
        (recipe("speech", **{"recording:0": "sha256:1"}), {"rule", "file"}),
        (recipe(None, **{"sound:1": {}}), {"file"}),
        (recipe(None), set()),
    ],
)
def test_a_recipe_says_what_comes_of_it(made: dict[str, Any], expected: set[Source]) -> None:
    assert set(sources_of(made)) == expected


@pytest.mark.parametrize(
    ("sources", "name"),
    [
        (["model", "model"], "trainedAlgorithmicMedia"),
        (["model", "rule"], "compositeWithTrainedAlgorithmicMedia"),
        (["file", "model"], "compositeWithTrainedAlgorithmicMedia"),
        (["rule"], "algorithmicMedia"),
        (["rule", "file"], "compositeSynthetic"),
    ],
)
def test_a_trained_model_is_never_left_out(sources: list[Source], name: str) -> None:
    assert source_type(sources) == f"http://cv.iptc.org/newscodes/digitalsourcetype/{name}"
