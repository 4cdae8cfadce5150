"""No kind of stage is known by its name outside its own file and the templates."""

import ast
from pathlib import Path

import config
import generation
import productions
from generation.stages.registry import KINDS, kinds

APPS = (generation, productions, config)
OWN = {f"{path.partition(':')[0].replace('.', '/')}.py" for path in KINDS}
PORTS_AND_ROLES = {
    ("generation/backends/ability.py", "keyframe"),
    ("generation/backends/comfyui/graphs.py", "prompt"),
    ("generation/backends/comfyui/running.py", "keyframe"),
    ("generation/backends/comfyui/running.py", "prompt"),
    ("generation/backends/comfyui/server.py", "prompt"),
    ("generation/backends/comfyui/suggesting.py", "keyframe"),
    ("generation/backends/comfyui/suggesting.py", "prompt"),
    ("generation/backends/comfyui/workflow.py", "prompt"),
    ("generation/backends/hosted/preset.py", "prompt"),
    ("generation/backends/hosted/running.py", "prompt"),
    ("generation/backends/remote.py", "prompt"),
    ("generation/backends/animatic/backend.py", "keyframe"),
    ("generation/backends/animatic/backend.py", "prompt"),
    ("generation/backends/diffusers/asking.py", "prompt"),
    ("generation/backends/diffusers/running.py", "keyframe"),
    ("generation/backends/diffusers/running.py", "prompt"),
    ("generation/backends/diffusers/segments.py", "prompt"),
    ("generation/backends/diffusers/splitting.py", "prompt"),
    ("generation/ports/types/__init__.py", "prompt"),
    ("generation/domain/pipeline.py", "prompt"),
    ("generation/ports/types/__init__.py", "captions"),
    ("generation/ports/types/captions.py", "captions"),
    ("productions/domain/parameters.py", "grade"),
    ("productions/policy.py", "captions"),
    ("generation/api/film_files.py", "captions"),
    ("generation/api/guests.py", "captions"),
    ("generation/delivery/dossiers.py", "check"),
    ("generation/delivery/segments.py", "captions"),
    ("generation/stages/captioning.py", "captions"),
    ("productions/domain/take/fields.py", "prompt"),
    ("productions/policy.py", "keyframe"),
    ("productions/policy.py", "prompt"),
    ("generation/backends/ncnn/running.py", "motion"),
    ("generation/backends/base.py", "upscale"),
    ("generation/backends/ncnn/backend.py", "upscale"),
    ("generation/domain/model.py", "upscale"),
    ("generation/orders/lineage.py", "prompt"),
    ("generation/delivery/alignment.py", "check"),
    ("generation/delivery/packing.py", "check"),
    ("productions/domain/waiver.py", "check"),
    ("productions/history/sentences/waivers.py", "check"),
}
"""Where the same word is the name of a port, of its type, of the role of a file, of an argument, of a task, of a
parameter of the production, or of a field.
"""


def test_no_kind_is_known_by_its_name_elsewhere() -> None:
    words = kinds().keys()
    root = Path(generation.__path__[0]).parent
    said = set()
    for app in APPS:
        for path in Path(app.__path__[0]).rglob("*.py"):
            where = path.relative_to(root).as_posix()
            if where not in OWN and "/migrations/" not in where and "node_modules" not in where:
                texts = {each.value for each in ast.walk(ast.parse(path.read_text())) if isinstance(each, ast.Constant)}
                said |= {(where, word) for word in words & texts}
    assert said == PORTS_AND_ROLES
