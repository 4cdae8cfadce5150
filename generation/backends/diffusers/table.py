"""The table of families in the documentation: `python -m generation.backends.diffusers.table` writes it anew."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from generation.backends.diffusers.economies import STEP_CACHES, UNCOMPILED
from generation.backends.diffusers.families import FAMILIES, Family
from generation.backends.diffusers.loras import base_of

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "families.md"
_MADE = {"image": "pictures", "video": "clips"}


_HEAD = """\
# Families of models

Written from the registry (`python -m generation.backends.diffusers.table`); a test keeps it up to date.

Which family a model belongs to, its `model_index.json` says. Each row was proved with a tiny model of random
weights: the same seed gives the same bits, also after loading anew and after a cancel at any step.
"""
_COLUMNS = (
    "Class", "Makes", "Takes", "Needs", "Frames", "Sides", "Tokens", "Negative prompt", "Own rate", "In parts", "LoRAs",
    "Step caches", "Compiled",
)  # fmt: skip
_FOOT = """
- **Frames, sides**: where a model's files say otherwise (larger multiples, fixed sizes, a longest clip), they
  win. A model makes the least that covers the shot; what is over is cut off, and the take says so.
- **Takes**: pictures that a family can be given. Another one is refused where it is fed, never left out in
  silence. Pictures of references that a family does not take reach it in words alone, and the take says so.
  Where pictures are weighed, their strength holds; elsewhere the take says that it changes nothing.
- **Tokens**: how many of a prompt it reads. What is left out of a longer one, the take says.
- **Own rate**: the frames a second that the family was made for; where it takes that of the film, it is told it.
- **In parts**: text, denoising and decoding are inner actions, kept apart and met again; a test compares them
  with the whole.
- **LoRAs**: the name by which a LoRA says which models it is for. Those of one name have the same layers; a LoRA
  must also be as wide as the network. Where none stands, the class takes none.
- **Step caches, compiled**: which of these settings a class takes. Each cache was seen to act on a tiny model and to
  leave nothing behind; another one is refused. All hold their weights in eight bits where that is set.
"""


def page() -> str:
    """Return the page."""
    return "\n".join([_HEAD, _row(_COLUMNS), _row(["---"] * len(_COLUMNS)), *_rows(), _FOOT])


def _rows() -> Iterator[str]:
    for each in FAMILIES.values():
        cells = (
            f"`{each.pipeline}`",
            _MADE[each.task],
            _listed(each.takes) + (", weighed" if each.weighs else ""),
            _listed(each.needs),
            _frames(each),
            f"multiples of {each.multiple}",
            str(each.words),
            "yes" if each.negative else "no",
            _rate(each),
            "yes" if each.split else "no",
            base_of(each.pipeline) or "–",
            ", ".join(cache for cache, families in STEP_CACHES.items() if each.pipeline in families) or "–",
            "no" if each.pipeline in UNCOMPILED else "yes",
        )
        yield _row(cells)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _frames(family: Family) -> str:
    if family.task == "image":
        return "1"
    rule = "any number" if family.step == 1 else f"{family.step}k + {family.first}"
    return f"{rule}, at most {family.longest}" if family.longest else rule


def _rate(family: Family) -> str:
    if family.task == "image":
        return "–"
    return f"{family.rate}, takes the film's" if "rate" in family.arguments else str(family.rate)


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(name.replace("_", " ") for name in names) or "–"


if __name__ == "__main__":
    PAGE.write_text(page())
