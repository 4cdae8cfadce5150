"""What keeps tiny models cheap that look at pictures in a size of their own."""

import pytest


@pytest.fixture(autouse=True)
def small_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Qwen-Image-Edit scales what it is shown to a million pixels: here to a 256th of that."""
    from diffusers.pipelines.qwenimage import (  # noqa: PLC0415  # slow to load
        pipeline_qwenimage_edit,
        pipeline_qwenimage_edit_plus,
    )

    for module in (pipeline_qwenimage_edit, pipeline_qwenimage_edit_plus):
        whole = module.calculate_dimensions
        monkeypatch.setattr(module, "calculate_dimensions", lambda area, ratio, whole=whole: whole(area / 256, ratio))
