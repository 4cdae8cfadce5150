"""The bare call: a model as its library runs it, in a process of its own. `python -m tests.benchmarks.gpu.bare` is told
what to make as JSON on its input, and writes the seconds of each call.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import torch

from generation.backends.diffusers import capability, loading


def main() -> None:
    """Make the same shot a few times, the first of which does not count."""
    asked = json.load(sys.stdin)
    folder = Path(asked["folder"])
    pipe = loading.load(folder, capability.examine(folder), loading.precision("auto"), "all")
    json.dump([_call(pipe, asked["call"], seed) for seed in range(asked["times"] + 1)][1:], sys.stdout)


def _call(pipe: Any, named: dict[str, Any], seed: int) -> float:
    begin = time.perf_counter()
    with torch.inference_mode():
        pipe(**named, generator=torch.Generator("cpu").manual_seed(seed), output_type="np")
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
