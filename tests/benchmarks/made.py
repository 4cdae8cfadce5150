"""Makes every shot of a production up to date without drawing: traces, recipes and takes as workers leave them.

The artifacts that they name are invented: digests of nothing stored. Keys, recipes, rows and events are the real ones.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from uuid import UUID

import msgspec
import uuid6
from django.apps import apps
from django.db import connection

from events.codec import canonical
from events.decider import BEGAN, fold
from events.execution import Batch, Context, execute
from generation.domain.keys import take_content
from generation.domain.resolve import Resolution, ResolvedStage, ShotToResolve, resolve
from generation.domain.trace import Trace
from generation.jobs.takes import Holding
from generation.stages import pipelines
from productions import projections, queries
from productions.domain import take as takes
from productions.domain.artifact import Artifact
from productions.queries import Moment

SIZE, SECONDS = 1_000_000, Decimal("1.5")
FACTS = {"width": 1280, "height": 720, "rate": "24", "count": 120}


def make_all(by: Context, log: UUID) -> None:
    """Store a trace for every stage of every live shot and record a take of each."""
    _record(by, log, _resolved(log, queries.moment(log)))


def multiply(log: UUID, times: int) -> None:
    """Make a film that many times as long by copies of its scenes and shots, all made like the rest of it.

    What happens in a copy differs from what happens in the others, so that none shares its pictures. The copies are
    rows without a history, which plans do not look at; what stood there before can still be edited. Their states keep
    the codes of the originals, since pictures may show them; only the columns differ.
    """
    with connection.cursor() as cursor:
        for table, texts in _COPIED.items():
            cursor.execute(_copying(table, texts), {"log": log, "copies": times - 1})
    moment = queries.moment(log)
    known = {folded.state.shot for folded in moment.takes.values()}
    began = next(iter(moment.takes.values())).causes[BEGAN]
    fresh = [each for each in _resolved(log, moment) if each.shot not in known]
    order = uuid6.uuid7()
    taken = [fold(takes.take, [(began, _take(resolution, order))]) for resolution in fresh]
    rows = [projections.takes.make(log, uuid6.uuid7(), each) for each in taken]
    projections.takes.row._default_manager.bulk_create(rows, 1000)


# What belongs to a copy alone: the thing that it stands in, in column and state, and the column of its code.
_COPIED: Mapping[str, tuple[str, str]] = {
    "productions_scene": ("", "code"),
    "productions_shot": ("scene", "code"),
}
_ID = "md5({}::text || n)::uuid"


def _copying(table: str, texts: tuple[str, str]) -> str:
    home, code = texts
    (model,) = (each for each in apps.get_models() if each._meta.db_table == table)
    columns = [column.name for column in model._meta.concrete_fields]
    state = "t.state"
    if home:
        state = f"replace({state}, t.{home}::text, {_ID.format(f't.{home}')}::text)"
        state = f"""replace({state}, '"description":"', '"description":"Once more, ' || n || '. ')"""
    made = {"id": _ID.format("t.id"), "state": state, home: _ID.format(f"t.{home}"), code: "t.code || '_' || n"}
    values = ", ".join(made.get(column, f"t.{column}") for column in columns)
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} "
        f"FROM {table} t, generate_series(1, %(copies)s) AS n WHERE t.log = %(log)s"
    )


def _resolved(log: UUID, moment: Moment) -> list[Resolution]:
    """Resolve the live shots of a film as if all of it were made, and store what that takes."""
    wanted = [ShotToResolve(shot, shot_inputs.values) for shot, shot_inputs in queries.inputs(moment).items()]
    pipeline = pipelines.of_moment(moment)
    roles = sorted({port.name for node in pipeline.nodes for port in node.spec.outputs})
    resolutions = list(resolve(wanted, pipeline, _inventing(roles)).values())
    cells = {cell.key: cell for each in resolutions for cell in each.cells.values() if cell.key}
    _keep(cells, {trace.key: trace for each in resolutions for trace in _made(each).values()}.values())
    return resolutions


def _inventing(roles: Sequence[str]) -> Callable[[Collection[str]], dict[str, Trace]]:
    """Return a look at traces that finds whatever it is asked for, with an artifact of each role."""

    def find(keys: Collection[str]) -> dict[str, Trace]:
        return {key: Trace(key, 1, tuple(_stored(key, role) for role in roles)) for key in keys}

    return find


def _made(resolution: Resolution) -> dict[str, Trace]:
    """What the stages of a shot made: of what was invented, the artifacts that they put out."""
    nodes = resolution.pipeline.by_id
    return {
        id_: Trace(cell.trace.key, 1, [each for each in cell.trace.artifacts if nodes[id_].spec.output(each.role)])
        for id_, cell in resolution.cells.items()
        if cell.trace
    }


def _stored(key: str, role: str) -> Artifact:
    digest = f"sha256:{hashlib.sha256(f'{role} of {key}'.encode()).hexdigest()}"
    return Artifact(role, digest, digest, "application/octet-stream", SIZE, FACTS)


_ARTIFACTS = """
INSERT INTO generation_artifact (digest, size, media_type, missing)
SELECT digest, %s, 'application/octet-stream', false FROM unnest(%s::text[]) AS digest ON CONFLICT DO NOTHING
"""
_RECIPES = """
INSERT INTO generation_recipe (key, document) SELECT * FROM unnest(%s::text[], %s::text[]) ON CONFLICT DO NOTHING
"""
_TRACES = """
INSERT INTO generation_trace (key, generation, artifacts, digests, engine, device_class, seconds, worker)
SELECT key, 1, artifacts::jsonb, string_to_array(digests, ' '), '', 'cpu', %s, 'bench'
FROM unnest(%s::text[], %s::text[], %s::text[]) AS made (key, artifacts, digests) ON CONFLICT DO NOTHING
"""


def _keep(cells: Mapping[str, ResolvedStage], traces: Collection[Trace]) -> None:
    digests = {trace.key: sorted({artifact.digest for artifact in trace.artifacts}) for trace in traces}
    recipes = {key: canonical(cell.recipe or {}).decode() for key, cell in cells.items()}
    told = [msgspec.json.encode(trace.artifacts).decode() for trace in traces]
    with connection.cursor() as cursor:
        cursor.execute(_ARTIFACTS, [SIZE, sorted({digest for some in digests.values() for digest in some})])
        cursor.execute(_RECIPES, [list(recipes), list(recipes.values())])
        cursor.execute(_TRACES, [SECONDS, list(digests), told, [" ".join(some) for some in digests.values()]])


def _record(by: Context, log: UUID, resolutions: Iterable[Resolution]) -> None:
    """One batch for all takes, where workers make one for each."""
    order = uuid6.uuid7()

    def work(batch: Batch) -> None:
        for resolution in resolutions:
            id_ = by.ids()
            batch.begin(takes.take, id_)
            batch.decide(takes.take, id_, takes.MakeTake(_take(resolution, order)))

    execute(by, log, work)


def _take(resolution: Resolution, order: UUID) -> takes.Made:
    made = Holding(resolution.pipeline, _made(resolution))
    return takes.Made(
        shot=resolution.shot,
        number=1,
        order=order,
        job=uuid6.uuid7(),
        language="en",
        variation=resolution.variation,
        settings={},
        artifacts=made.artifacts,
        content=take_content(made.outputs),
        recipes=resolution.keys,
        outputs=made.outputs,
    )
