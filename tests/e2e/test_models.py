"""The models of the studio: none yet, one that is added with its first picture, one that fails, and withdrawing."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import OpenAs
from tests.e2e.running import Person, System
from tests.e2e.screen import Screen
from tests.generation.backends.conftest import Models

ADDED = 180_000
"""Milliseconds that a small model may take: a process starts, reads it, loads torch and makes a picture."""


def add(screen: Screen, folder: Path, **said: str) -> None:
    """Fill the form that adds a model, and send it."""
    screen.button("Add a model").first.click()
    dialog = screen.page.get_by_role("dialog")
    dialog.get_by_label(re.compile("Folder or LoRA of the server")).fill(str(folder))
    for label, text in said.items():
        dialog.get_by_label(label, exact=True).fill(text)
    dialog.get_by_role("button", name="Add it").click()
    expect(dialog).to_have_count(0)


@pytest.mark.timeout(900)  # torch is loaded three times
def test_a_model_is_added_tried_and_withdrawn(open_as: OpenAs, system: System, tmp_path: Path) -> None:
    folder = Models(tmp_path)("StableDiffusionPipeline")
    broken = Path(shutil.copytree(folder, tmp_path / "broken"))
    (broken / "unet" / "diffusion_pytorch_model.safetensors").unlink()
    screen = open_as("producer", "/productions")
    _begins_empty(screen)
    _refused(screen, broken)
    _added(screen, folder)
    _explained(screen)
    _edited(screen)
    film = _named(system.people["producer"])
    _withdrawn(screen, open_as)
    _led_to(screen, film)
    _reinstated(screen)


def _begins_empty(screen: Screen) -> None:
    screen.page.keyboard.press("g")
    screen.page.keyboard.press("w")
    screen.at("/models$")
    expect(screen.page.get_by_text("make models")).to_be_visible()
    screen.picture("models-empty")
    screen.accessible()

    screen.page.keyboard.press("n")
    dialog = screen.page.get_by_role("dialog")
    dialog.get_by_text("Known open models").click()
    expect(dialog.get_by_text("Apache-2.0").first).to_be_visible()
    screen.picture("models-add")
    screen.accessible()
    screen.page.keyboard.press("Escape")


def _refused(screen: Screen, broken: Path) -> None:
    add(screen, broken, Licence="MIT")
    expect(_going(screen).get_by_role("alert")).to_contain_text("The weights of “unet” are missing", timeout=ADDED)
    screen.picture("models-refused")
    screen.accessible()


def _added(screen: Screen, folder: Path) -> None:
    add(screen, folder, Name="Small pictures", Licence="Apache-2.0")
    expect(_going(screen)).to_contain_text(re.compile("Begins|Reading|Making"))
    row = screen.page.get_by_role("row").filter(has_text="Small pictures")
    expect(row).to_contain_text("cpu works", timeout=ADDED)
    expect(row.get_by_role("img")).to_be_visible()
    screen.picture("models-list")
    screen.accessible()


def _explained(screen: Screen) -> None:
    screen.page.get_by_role("row").get_by_role("link", name="Small pictures").click()
    screen.at("/models/.+")
    expect(screen.page.get_by_role("heading", level=1)).to_have_text("Small pictures")
    expect(screen.page.get_by_text("It needs words alone.")).to_be_visible()
    expect(screen.page.get_by_text("No production uses it.")).to_be_visible()
    screen.picture("model")
    screen.accessible()


def _edited(screen: Screen) -> None:
    screen.button("Edit").click()
    screen.page.get_by_role("dialog").get_by_label("Licence", exact=True).fill("cc-by-nc-4.0")
    screen.picture("model-edit")
    screen.accessible()
    screen.page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(screen.page.get_by_text("CC-BY-NC-4.0")).to_be_visible()
    expect(screen.page.get_by_text("non-commercial use, research")).to_be_visible()


def _named(producer: Person) -> str:
    """Let a stage of a film name the model; return the film."""
    film = producer.post("productions/", name="By models", template="film_by_models")["id"]
    model = next(each for each in producer.get("models/")["results"] if each["name"] == "Small pictures")
    value = {"id": model["id"], "digest": model["versions"][0]["digest"]}
    producer.put(f"productions/{film}/parameters/keyframe.model/", value=value)
    return str(film)


def _withdrawn(screen: Screen, open_as: OpenAs) -> None:
    screen.button("Withdraw").click()
    screen.page.get_by_role("dialog").get_by_label("Why").fill("Its licence changed.")
    screen.page.get_by_role("dialog").get_by_role("button", name="Withdraw").click()
    expect(screen.page.get_by_role("status").filter(has_text="Its licence changed.")).to_be_visible()
    screen.picture("model-withdrawn")
    screen.accessible()

    others = open_as("artist", "/models")
    expect(others.page.get_by_role("row").filter(has_text="Small pictures")).to_contain_text("Withdrawn")
    expect(others.button("Add a model")).to_have_count(0)
    others.accessible()


def _led_to(screen: Screen, film: str) -> None:
    """From the stage that names it, which says why it is withdrawn."""
    screen.go(f"/p/{film}/pipeline?stage=keyframe")
    settings = screen.page.get_by_role("region", name="Parameters")
    expect(settings).to_contain_text("This model is withdrawn, nothing new may use it: Its licence changed.")
    screen.picture("stage-model-withdrawn")
    screen.accessible()
    settings.get_by_role("link", name="Small pictures (withdrawn)").click()
    screen.at("/models/.+")
    expect(screen.page.get_by_role("heading", level=1)).to_have_text("Small pictures")


def _reinstated(screen: Screen) -> None:
    screen.button("Let it be used again").click()
    expect(screen.button("Withdraw")).to_be_visible()


def _going(screen: Screen) -> Locator:
    return screen.page.get_by_role("region", name="Being added or tried")
