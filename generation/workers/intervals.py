"""How long things may take."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Intervals:
    """In seconds. `look`: between looks for work; `lease`, renewed each `beat`; `stall`: without a sign of life from
    the running stage; `loading`: the same while a model is loaded, which takes minutes; `cancel`: until a child that
    was asked to stop is killed; `drain`: to finish when told to stop; `room`: between two looks at a full disk.
    """

    look: float = 1.0
    lease: float = 30.0
    beat: float = 1.0
    sweep: float = 5.0
    stall: float = 300.0
    loading: float = 900.0
    cancel: float = 15.0
    drain: float = 5.0
    room: float = 5.0
