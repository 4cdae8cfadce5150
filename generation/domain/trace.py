"""Traces: which artifacts the work of a key gave first."""

from collections.abc import Sequence

import msgspec

from generation.domain.recipes import Contents
from productions.domain.artifact import Artifact, NamedArtifact


class _Meant(msgspec.Struct, frozen=True, gc=False):
    role: str
    content: str


_read_contents = msgspec.json.Decoder(tuple[_Meant, ...]).decode
_read_texts = msgspec.json.Decoder(list[str]).decode
_read_artifacts = msgspec.json.Decoder(tuple[Artifact, ...]).decode


class Trace:
    """What a key produced first: the artifacts, and which generation of the key they are.

    The artifacts may come as the JSON in which they are stored: of very many traces most are only asked what they mean.
    """

    __slots__ = ("_artifacts", "_contents", "_told", "generation", "key")

    def __init__(self, key: str, generation: int, artifacts: Sequence[Artifact] | str) -> None:
        self.key = key
        self.generation = generation
        self._told = artifacts
        self._artifacts: tuple[Artifact, ...] | None = None
        self._contents: Contents | None = None

    @property
    def artifacts(self) -> tuple[Artifact, ...]:
        """The artifacts."""
        if self._artifacts is None:
            told = self._told
            self._artifacts = _read_artifacts(told) if isinstance(told, str) else tuple(told)
        return self._artifacts

    @property
    def contents(self) -> Contents:
        """Content digests by role."""
        if self._contents is None:
            self._contents = self._read()
        return self._contents

    def _read(self) -> Contents:
        meant = _read_contents(self._told) if isinstance(self._told, str) else self._told
        return {each.role: each.content for each in meant}

    @property
    def named(self) -> tuple[NamedArtifact, ...]:
        """The artifacts as events of jobs name them."""
        return tuple(artifact.named for artifact in self.artifacts)


class Meaning(Trace):
    """What a key means alone: its files are not known. `told` are the roles, and then the contents, as JSON."""

    __slots__ = ()

    def __init__(self, key: str, generation: int, told: str) -> None:
        super().__init__(key, generation, told)

    @property
    def artifacts(self) -> tuple[Artifact, ...]:
        raise AssertionError("who wants files looks for traces, not for what they mean")

    def _read(self) -> Contents:
        assert isinstance(self._told, str), "it is read once"
        both = _read_texts(self._told)
        half = len(both) // 2
        return dict(zip(both[:half], both[half:], strict=True))
