"""How far a production is, as replies say it."""

import msgspec

from generation.domain.states import ReviewState, WorkState


class ReviewCount(msgspec.Struct):
    """How many shots stand so with their reviewers."""

    state: ReviewState
    shots: int


class WorkCount(msgspec.Struct):
    """For how many shots the newest order that names them stands so."""

    state: WorkState
    shots: int


class ProductionOverview(msgspec.Struct):
    """Its live shots by state, each state that there is once; `seconds` of film, as long as the shots are meant to be.

    `out_of_date` counts the shots whose take in use was made of other inputs. `poster` is a picture of a take in use,
    one that was approved before others. `people` are the names of its members.
    """

    as_of: int
    shots: int
    seconds: float
    review: list[ReviewCount]
    work: list[WorkCount]
    out_of_date: int
    poster: str | None
    people: list[str]
