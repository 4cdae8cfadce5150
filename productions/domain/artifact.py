"""Artifacts: files that were made, each under the digest of its bytes and the digest of what they mean."""

from collections.abc import Iterable
from typing import ClassVar, Self, TypeVar

import msgspec

from events.registry import Event, Json
from productions.domain.reading import Needs


class NamedArtifact(msgspec.Struct, frozen=True):
    """An artifact as the events of jobs name it: its bytes by `digest`, what they mean by `content`."""

    role: str
    digest: str
    content: str


N = TypeVar("N", bound=NamedArtifact)


class Artifact(NamedArtifact, frozen=True):
    """An artifact as traces and takes hold it. `size` in bytes."""

    media_type: str
    size: int
    facts: dict[str, Json] = {}

    @property
    def named(self) -> NamedArtifact:
        """What events of jobs say of it."""
        return NamedArtifact(self.role, self.digest, self.content)


class Substitution(Event, frozen=True):
    """The bytes of `before` were lost; those of `after` mean the same and stand for them wherever they were named.

    `size` in bytes. Each stream that named the lost bytes records it in an event of its own.
    """

    needs: ClassVar[Needs] = "artifact"

    role: str
    content: str
    before: str
    after: str
    size: int

    @classmethod
    def of(cls, other: "Substitution") -> Self:
        """Return the fact as an event of a stream."""
        return cls(other.role, other.content, other.before, other.after, other.size)

    def concerns(self, named: NamedArtifact) -> bool:
        """Whether it is about an artifact: its bytes, and nothing that means something else."""
        return (named.digest, named.content) == (self.before, self.content)

    def made_in(self, artifacts: Iterable[N]) -> tuple[N, ...]:
        """Return the artifacts with the new bytes in the place of the lost ones."""
        return tuple(self._made_in(each) if self.concerns(each) else each for each in artifacts)

    def _made_in(self, artifact: N) -> N:
        known = {"digest": self.after, **({"size": self.size} if isinstance(artifact, Artifact) else {})}
        return msgspec.structs.replace(artifact, **known)
