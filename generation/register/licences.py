"""Licences: what a model's own card says, and what is known of the licences that models often have."""

from functools import cache
from pathlib import Path

import msgspec
import yaml

from generation.domain.model import LONGEST_LICENCE, Use
from productions.domain.names import readable

CARD = "README.md"
MOST_OF_CARD = 1 << 20
_OTHER = ("other", "unknown")
_FENCE = "---"


class Licence(msgspec.Struct, frozen=True):
    """What a licence allows, and under which terms, in a sentence; a licence that is not known allows nothing said."""

    uses: tuple[Use, ...] = ()
    terms: str = ""


@cache
def _known() -> dict[str, tuple[str, Licence]]:
    text = Path(__file__).with_name("licences.json").read_bytes()
    listed = msgspec.json.decode(text, type=dict[str, Licence])
    return {name.casefold(): (name, licence) for name, licence in listed.items()}


def known(name: str) -> tuple[str, Licence]:
    """Return a licence under its usual name with what is known of it, however the name is written."""
    return _known().get(name.strip().casefold(), (name.strip(), Licence()))


def of_card(folder: Path) -> str:
    """Return the licence that the card in a model's folder names; empty where none does, or where it cannot be read."""
    try:
        with (folder / CARD).open(encoding="utf-8") as file:
            text = file.read(MOST_OF_CARD)
        head = yaml.safe_load(text.split(_FENCE, 2)[1]) if text.startswith(_FENCE) else None
    except (OSError, UnicodeDecodeError, yaml.YAMLError, IndexError, RecursionError):
        return ""
    said = head if isinstance(head, dict) else {}
    named = said.get("license")
    if not isinstance(named, str) or named.casefold() in _OTHER:
        named = said.get("license_name")
    return readable(named)[:LONGEST_LICENCE] if isinstance(named, str) else ""
