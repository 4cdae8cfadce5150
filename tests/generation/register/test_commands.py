"""The commands of the command line: adding, listing and suggesting models, and what the page asked for."""

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
