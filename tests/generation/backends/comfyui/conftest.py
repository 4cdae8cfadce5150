"""A stand-in for a ComfyUI server that this machine knows."""

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from generation.backends.comfyui import running
from tests.generation.backends.comfyui.standin import ComfyServer
from tests.support.asgi import answering


@pytest.fixture
def server(settings: Settings) -> Iterator[ComfyServer]:
    standin = ComfyServer()
    with answering(standin) as address:
        settings.COMFYUI_URL = address
        yield standin
    running._checked.clear()
