"""The fields of things as plain values, and the commands that give a field a value: what undo and restore work with.

A key that is missing from a thing's fields is not set. `removed` is missing too while the thing stands.
"""

from productions.domain.fields.kinds import KINDS, Kind
from productions.domain.fields.values import ABSENT, Fields, Value

__all__ = ["ABSENT", "KINDS", "Fields", "Kind", "Value"]
