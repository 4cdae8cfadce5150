"""What is agreed with providers, kept for as long as a test needs it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from generation.ports.work import JSON


@dataclass
class Agreed:
    """Keeps what was agreed last, and all of it in order."""

    document: Mapping[str, JSON] = field(default_factory=dict)
    all: list[Mapping[str, JSON]] = field(default_factory=list)

    def known(self) -> Mapping[str, JSON]:
        return self.document

    def keep(self, document: Mapping[str, JSON]) -> None:
        self.document = document
        self.all.append(document)
