"""The fields of things: what undo and restore give back, differences tell, plans suppose, and the fold keeps causes of.

A name that is missing from a thing's values is not set. `removed` is missing too while the thing stands.
"""

from productions.domain.fields.table import Aggregate, Around, Field, as_read, attribute, converted
from productions.domain.fields.values import ABSENT, Fields, InvalidEdit, Stays, Value

__all__ = [
    "ABSENT",
    "Aggregate",
    "Around",
    "Field",
    "Fields",
    "InvalidEdit",
    "Stays",
    "Value",
    "as_read",
    "attribute",
    "converted",
]
