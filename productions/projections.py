"""How the states of productions become rows."""

from events.projections import Projection, register
from productions.domain.production import Production, production
from productions.domain.reference import NameTaken, Reference, reference
from productions.domain.scene import Scene, scene
from productions.domain.script import Script, script
from productions.domain.shot import Shot, shot
from productions.domain.take import Take, take
from productions.models import ProductionRow, ReferenceRow, SceneRow, ScriptRow, ShotRow, TakeRow
from productions.refusals import CodeTaken, ScriptRevisedMeanwhile, TakeNumberTaken

productions = register(
    Projection(
        production,
        Production,
        ProductionRow,
        lambda state: {
            "name": state.name,
            "members": {str(person): role for person, role in state.members.items()},
            "archived": state.archived,
        },
    )
)

scripts = register(
    Projection(
        script,
        Script,
        ScriptRow,
        lambda state: {"revision": state.revision},
        {"one_script_per_production": lambda: ScriptRevisedMeanwhile("Somebody imported a script at the same time.")},
    )
)

scenes = register(
    Projection(
        scene,
        Scene,
        SceneRow,
        lambda state: {"code": state.code, "rank": state.rank, "removed": state.removed},
        {"scene_code_once": lambda: CodeTaken("Another scene has this code.")},
    )
)

shots = register(
    Projection(
        shot,
        Shot,
        ShotRow,
        lambda state: {
            "scene": state.scene,
            "code": state.code,
            "rank": state.rank,
            "continues": state.continues,
            "removed": state.removed,
        },
        {"shot_code_once": lambda: CodeTaken("Another shot has this code.")},
    )
)

references = register(
    Projection(
        reference,
        Reference,
        ReferenceRow,
        lambda state: {"kind": state.kind, "folded_name": state.name.casefold(), "removed": state.removed},
        {"reference_name_once": lambda: NameTaken("Another reference of this kind has this name.")},
    )
)

takes = register(
    Projection(
        take,
        Take,
        TakeRow,
        lambda state: {
            "shot": state.shot,
            "digests": [artifact.digest for artifact in state.artifacts],
            "number": state.number,
            "review": state.review,
            "pinned": state.pinned,
        },
        {"take_number_once": lambda: TakeNumberTaken("The shot has a take of this number already.")},
    )
)
