"""Workflows over the API: who may read and register them, and what the form is told."""

import json

import pytest
from uuid6 import uuid7

from productions.models import User
from tests.generation.backends.comfyui.standin import text_to_picture
from tests.support.web import Api

pytestmark = pytest.mark.django_db


def test_the_api_reads_and_registers_workflows(ida: Api) -> None:
    boss = Api(User.objects.create_superuser("boss"))
    text = json.dumps(text_to_picture())
    assert ida.send("POST", "models/workflows/read/", {"workflow": text}).status_code == 403
    read = boss.post("models/workflows/read/", workflow=text)
    assert (read["task"], read["output"], read["weights"]) == ("image", "Output", ["noise.safetensors"])
    asked = {"workflow": text, "inputs": read["inputs"], "output": read["output"], "name": "Noise", "licence": "mit"}
    made = boss.post("models/workflows/", **asked)
    assert (made["backend"], made["licence"]) == ("comfyui", "MIT")
    (version,) = made["versions"]
    assert version["source"] == {"kind": "workflow", "at": "Noise", "revision": ""}
    assert (version["ability"]["family"], version["ability"]["parts"]) == ("ComfyUI", [])
    nameless = {name: value for name, value in asked.items() if name not in ("name", "licence")}
    again = boss.send("POST", "models/workflows/", {**nameless, "version_of": str(uuid7())})
    assert again.status_code == 404
    for half, field in ((nameless, "name"), ({**asked, "version_of": str(uuid7())}, "name")):
        refused = boss.send("POST", "models/workflows/", half)
        assert (refused.status_code, refused.json()["field"]) == (422, field)
    wrong = boss.send("POST", "models/workflows/", {**asked, "workflow": "{}"})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "model-unusable")
