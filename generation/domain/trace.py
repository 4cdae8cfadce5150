"""Traces: which artifacts the work of a key gave first."""

from collections.abc import Sequence
from functools import cached_property

import msgspec

from generation.domain.recipes import Contents
from productions.domain.artifact import Artifact, NamedArtifact


class _Meant(msgspec.Struct, frozen=True, gc=False):
    role: str
    content: str


_read_contents = msgspec.json.Decoder(tuple[_Meant, ...]).decode
_read_artifacts = msgspec.json.Decoder(tuple[Artifact, ...]).decode


class Trace:
    """What a key produced first: the artifacts, and which generation of the key they are.

    The artifacts may come as the JSON in which they are stored: of very many traces most are only asked what they mean.
    """

    def __init__(self, key: str, generation: int, artifacts: Sequence[Artifact] | str) -> None:
        self.key = key
        self.generation = generation
        self._told = artifacts

    @cached_property
    def artifacts(self) -> tuple[Artifact, ...]:
        """The artifacts."""
        return _read_artifacts(self._told) if isinstance(self._told, str) else tuple(self._told)

    @cached_property
    def contents(self) -> Contents:
        """Content digests by role."""
        meant = _read_contents(self._told) if isinstance(self._told, str) else self._told
        return {each.role: each.content for each in meant}

    @property
    def named(self) -> tuple[NamedArtifact, ...]:
        """The artifacts as events of jobs name them."""
        return tuple(artifact.named for artifact in self.artifacts)
