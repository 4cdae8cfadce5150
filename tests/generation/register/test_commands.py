"""The commands of the command line: adding, listing and suggesting models, and what the page asked for."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from uuid6 import uuid7

from generation import queries
from generation.management.commands.add_model import carry_out
from generation.models import AdditionRow
from productions.models import User
from tests.generation.register.test_registering import folder

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def producer() -> User:
    return User.objects.create_user("producer")


def said(*words: str, **options: Any) -> str:
    out = StringIO()
    call_command(*words, stdout=out, **options)
    return out.getvalue()


def test_a_folder_is_added_and_told(tmp_path: Path, producer: User) -> None:
    told = said("add_model", str(folder(tmp_path / "wan")), "--untried", "--memory", "12.5", "--name", "Our Wan")
    assert "Our Wan is registered, version 1, for video." in told
    assert "licence Apache-2.0, for commercial, non-commercial, research use" in told
    assert "needs about 12.5 GiB of memory" in told
    (shown,) = queries.models()
    assert (shown.by, shown.state.weights.memory) == (producer.person, int(12.5 * 2**30))
    listed = said("models")
    assert "Our Wan  video  Apache-2.0  12.5 GiB  not tried" in listed and shown.state.weights.digest in listed


def test_other_weights_are_added_to_a_model_by_name(tmp_path: Path) -> None:
    said("add_model", str(folder(tmp_path / "wan")), "--untried")
    other = folder(tmp_path / "other")
    (other / "vae" / "diffusion_pytorch_model.safetensors").write_bytes(b"other")
    assert "version 2" in said("add_model", str(other), "--untried", "--version-of", "WAN")
    with pytest.raises(CommandError, match="Registered are: wan"):
        said("add_model", str(other), "--untried", "--version-of", "unknown")


def test_a_file_that_is_part_of_a_model_names_it(settings: Any, tmp_path: Path) -> None:
    """Links alone are made: what differs behind them is seen, and the same file is the same model."""
    settings.COMPOSED_MODELS = tmp_path / "composed"
    base, file = folder(tmp_path / "wan"), tmp_path / "files" / "rainy-Q4.gguf"
    file.parent.mkdir()
    file.write_bytes(b"GGUF and numbers")
    with pytest.raises(CommandError, match="--base"):
        said("add_model", str(file), "--untried")
    with pytest.raises(CommandError, match="under which licence"):
        said("add_model", str(file), "--untried", "--base", str(base))
    told = said("add_model", str(file), "--untried", "--base", str(base), "--licence", "Apache-2.0")
    assert "rainy-Q4 is registered, version 1, for video." in told
    (shown,) = queries.models()
    made = Path(shown.state.weights.source.at)
    assert (made / "transformer" / "checkpoint.gguf").resolve() == file
    assert not list((made / "transformer").glob("*.safetensors")) and list((made / "vae").glob("*.safetensors"))
    with pytest.raises(CommandError, match="registered already"):
        said("add_model", str(file), "--untried", "--base", str(base), "--licence", "Apache-2.0")
    for name, data, why in (
        ("a.gguf", b"no such thing", "no file of GGUF"),
        ("b.ckpt", b"", "pickled"),
        ("c.pt", b"", "pickled"),
        ("d.safetensors", WHOLE, "holds a whole model in one file"),
    ):
        (wrong := tmp_path / name).write_bytes(data)
        with pytest.raises(CommandError, match=why):
            said("add_model", str(wrong), "--untried", "--base", str(base), "--licence", "Apache-2.0")


_HEADER = json.dumps({"first_stage_model.w": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}).encode()
WHOLE = len(_HEADER).to_bytes(8, "little") + _HEADER + bytes(4)


@pytest.mark.parametrize("source", [[], ["/nowhere"], ["a model"]])
def test_what_cannot_be_added_is_said_in_words(source: list[str]) -> None:
    with pytest.raises(CommandError, match="folder"):
        said("add_model", *source)


def test_the_first_thing_to_do_is_said_where_there_is_no_model() -> None:
    assert "make models" in said("models", "list")
    with pytest.raises(CommandError, match="Registered are: none"):
        said("models", "try", "Wan")


def test_suggestions_name_models_for_both_tasks_with_licence_and_estimate() -> None:
    told = said("models", "suggest")
    assert "For keyframes:" in told and "For motion:" in told
    assert "Wan-AI/Wan2.1-T2V-1.3B-Diffusers\n    Apache-2.0; " in told
    assert "(estimate)" in told and "Estimates:" in told


def asked(producer: User, **what: Any) -> AdditionRow:
    row = AdditionRow.objects.create(id=uuid7(), person=producer.person, asked=what)
    carry_out(row.id)
    row.refresh_from_db()
    return row


def test_what_the_page_asked_for_is_refused_in_words(tmp_path: Path, producer: User) -> None:
    row = asked(producer, source=str(tmp_path / "nowhere"))
    assert (row.step, row.model) == ("failed", None)
    assert row.reason.startswith("There is no folder")


def test_what_is_added_and_cannot_be_tried_is_registered_and_says_why(tmp_path: Path, producer: User) -> None:
    row = asked(producer, source=str(folder(tmp_path / "wan")), name="Wan", uses=["research"])
    assert (row.step, row.reason[:32]) == ("failed", "It is registered, and could not ")
    assert row.model is not None
    state = queries.model(row.model).state
    assert (state.name, state.uses) == ("Wan", ("research",))
    assert [trial.worked for trial in state.tried(state.weights.digest).values()] == [False]
