"""A trivial workflow on a real ComfyUI server at COMFYUI_URL: LoadImage, ImageInvert, SaveImage, without weights."""

import os
import sys
import tempfile
from pathlib import Path

import django
import numpy as np
from PIL import Image

NODES = {
    "1": {"class_type": "LoadImage", "inputs": {"image": "example.png"}, "_meta": {"title": "Guide"}},
    "2": {"class_type": "ImageInvert", "inputs": {"image": ["1", 0]}},
    "3": {
        "class_type": "SaveImage",
        "inputs": {"images": ["2", 0], "filename_prefix": "continuity"},
        "_meta": {"title": "Output"},
    },
}

ROUNDED = 1
"""Levels by which a server may be off: it counts in fractions and cuts them off."""


def main() -> int:
    """Run it once and compare the picture; 1 where it is another than the server rounds it to."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    django.setup()
    from tests.generation.backends.comfyui.working import Asking, registered  # noqa: PLC0415  settings come first

    known = registered(NODES, "Invert")
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "guide.png"
        Image.linear_gradient("L").resize((128, 72)).convert("RGB").save(given)
        asking = Asking(known, Path(folder), fed={"guide": {"guide": given}})
        made = asking.still()
        with Image.open(given) as picture:
            off = int(np.abs(made.astype(int) - (255 - np.asarray(picture).astype(int))).max())
    sys.stdout.write(f"{asking.told()['engine']}\nthe picture is off by {off} of 255\n")
    return 0 if off <= ROUNDED else 1


if __name__ == "__main__":
    raise SystemExit(main())
