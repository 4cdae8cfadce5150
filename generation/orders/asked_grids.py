"""Grids as people ask for them: values are cleaned as parameters are, and what cannot be set on a shot is refused."""

from collections.abc import Collection
from uuid import UUID

from events.errors import Refusal
from events.registry import Json
from generation.domain.grid import MOST_AXES, MOST_CELLS, Axis, Grid, same
from productions.domain.inputs import Chain, settings_of
from productions.domain.parameters import Parameter, clean, find
from productions.domain.settings import ParameterLocked
from productions.queries import Moment


class InvalidGrid(Refusal):
    """The grid has too many cells or parameters, or names a value or a parameter twice."""

    code = "invalid-grid"
    status = 422


def checked(grid: Grid, moment: Moment, shots: Collection[UUID]) -> Grid:
    """Return a grid over live shots with canonical values.

    InvalidGrid, and what setting its parameters on a shot says: UnknownParameter, InvalidParameter, ParameterLocked.
    """
    _check_size(grid, len(shots))
    names = [axis.parameter for axis in grid.axes]
    if len(set(names)) < len(names):
        raise InvalidGrid("A grid varies two different parameters.", field="axes")
    axes = tuple(_cleaned(find(axis.parameter, moment.parameters), axis) for axis in grid.axes)
    for shot in shots:
        for axis in axes:
            _refuse_locked(find(axis.parameter, moment.parameters), moment, shot)
    return Grid(grid.seeds, axes)


def _check_size(grid: Grid, shots: int) -> None:
    if grid.seeds < 1:
        raise InvalidGrid("A grid has at least one seed.", field="seeds")
    if len(grid.axes) > MOST_AXES:
        raise InvalidGrid(f"A grid varies at most {MOST_AXES} parameters.", field="axes")
    if any(not axis.values for axis in grid.axes):
        raise InvalidGrid("Each parameter of a grid needs at least one value.", field="axes")
    size = grid.size * shots
    if size > MOST_CELLS:
        raise InvalidGrid(
            f"These are {size} takes; a grid has at most {MOST_CELLS}: take fewer seeds, values or shots.",
            field="axes",
            cells=size,
            most=MOST_CELLS,
        )


def _cleaned(parameter: Parameter, axis: Axis) -> Axis:
    values: list[Json] = []
    for value in axis.values:
        canonical = clean(parameter, value, "shot")
        if any(same(canonical, known) for known in values):
            raise InvalidGrid(f"{parameter.called} has the value {canonical} twice.", field="axes", value=canonical)
        values.append(canonical)
    return Axis(parameter.name, tuple(values))


def _refuse_locked(parameter: Parameter, moment: Moment, shot: UUID) -> None:
    folded = moment.shots[shot]
    assert folded.state.scene is not None, "a live shot has a scene"
    scene = moment.scenes[folded.state.scene]
    chain: Chain = (("production", moment.production), ("scene", scene), ("shot", folded))
    for level, settings in settings_of(chain):
        if lock := settings.locks.get(parameter.name):
            why = lock.reason or "no reason given"
            said = f"{parameter.called} of {folded.state.code} is locked on the {level}: {why}."
            raise ParameterLocked(said, name=parameter.name, level=level, reason=lock.reason, shot=str(shot))
