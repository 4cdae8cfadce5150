"""What every backend must keep, asked of each in the registry."""

import subprocess
import sys
from collections.abc import Mapping

import pytest

from generation.backends.base import engine_digest
from generation.backends.registry import BACKENDS, backend
from generation.ports.work import JSON
from generation.stages.base import reads_key
from generation.stages.registry import stage

each = pytest.mark.parametrize("name", BACKENDS)


@each
def test_a_backend_reads_no_more_than_its_stage_offers(name: str) -> None:
    for task, reads in backend(name).reads.items():
        offered = (*stage(task).reads, "variation")
        assert all(reads_key(offered, key) for key in reads)


@each
def test_a_backend_goes_by_its_registered_name_and_says_its_tasks(name: str) -> None:
    made = backend(name)
    assert made.name == name
    assert set(made.reads) == set(made.capabilities.tasks)


@each
@pytest.mark.parametrize(
    "asked",
    [
        {"parameter:resolution": "1281x721", "frames": 0},
        {"parameter:resolution": "999999x2", "frames": 10**9},
        {"parameter:resolution": "1280x720", "frames": 24},
    ],
)
def test_snapping_twice_changes_nothing_more(name: str, asked: Mapping[str, JSON]) -> None:
    once = backend(name).snap(asked)
    assert backend(name).snap(once.values) == type(once)(once.values, ())
    assert bool(once.notes) == (dict(once.values) != dict(asked))


@each
def test_the_engine_digest_follows_the_versions(name: str) -> None:
    engine = dict(backend(name).engine())
    assert engine_digest(engine) != engine_digest({**engine, "numpy": "0"})


def test_declarations_load_no_drawing_library() -> None:
    code = (
        "import sys; from generation.backends.registry import BACKENDS, backend; "
        "from generation.stages.registry import stages; stages(); [backend(name).reads for name in BACKENDS]; "
        "sys.exit(bool({'skia', 'av', 'numpy', 'torch', 'PIL'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
