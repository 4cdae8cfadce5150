"""Workflows run on a server: what it is sent and told, what comes back, and what becomes of all that may go wrong."""

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from pytest_django.fixtures import Settings

from generation.backends.comfyui import running
from generation.backends.comfyui.server import Server
from generation.ports.work import Broken, OutOfMemory, Refusing, Stopping
from tests.generation.backends.comfyui.standin import ComfyServer, picture_to_clip, text_to_picture
from tests.generation.backends.comfyui.working import Asking, picture, registered
from tests.support.waiting import eventually

STILL = registered(text_to_picture())
CLIP = registered(picture_to_clip())


@pytest.fixture
def still(tmp_path: Path) -> Asking:
    return Asking(STILL, tmp_path)


@pytest.fixture
def clip(tmp_path: Path) -> Asking:
    return Asking(CLIP, tmp_path, fed={"keyframe": {"keyframe": picture(tmp_path / "first.png")}})


def sent(server: ComfyServer, node: str) -> dict[str, Any]:
    """The inputs of a node of what the server ran last."""
    inputs: dict[str, Any] = server.run[-1][node]["inputs"]
    return inputs


def test_what_is_asked_stands_where_the_workflow_has_its_places(server: ComfyServer, still: Asking) -> None:
    still.set_ = {"wording": "A fox", "negative": "rain", "steps": "6", "guidance": "3.5"}
    assert still.still().shape == (72, 128, 3)
    assert sent(server, "6")["text"] == "A fox" and sent(server, "7")["text"] == "rain"
    sampler = sent(server, "3")
    assert (sampler["seed"], sampler["steps"], sampler["cfg"]) == (7, 6, 3.5)
    assert sent(server, "5") == {"width": 128, "height": 72, "batch_size": 1}
    assert sampler["scheduler"] == "normal", "what nobody declared stays as it is"


def test_the_prompt_of_the_shot_becomes_words_by_the_template(server: ComfyServer, still: Asking) -> None:
    still.run()
    assert sent(server, "6")["text"] == "A lighthouse at dusk"
    assert still.told()["prompt"] == "A lighthouse at dusk"


def test_a_first_frame_is_uploaded_and_every_frame_comes_back(server: ComfyServer, clip: Asking) -> None:
    frames = clip.clip()
    assert frames.shape == (3, 72, 128, 3)
    assert sent(server, "5") == {"width": 128, "height": 72, "length": 3}
    with Image.open(server.folder / "input" / sent(server, "1")["image"]) as given:
        assert given.size == (128, 72) and given.getpixel((5, 5)) == (0xA0, 0x40, 0x20)


def test_steps_and_previews_are_told_on_the_way(server: ComfyServer, still: Asking) -> None:
    server.steps_seconds = 0.02
    still.run()
    assert {(step, 4) for step in range(1, 5)} <= set(still.steps)
    assert still.shown[0].shape == (72, 128, 3)


def test_without_its_websocket_a_server_is_asked_how_far_it_is(
    server: ComfyServer, still: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "LOOK_SECONDS", 0.05)
    server.mute = True
    assert still.still().shape == (72, 128, 3)


def test_what_the_take_says_names_workflow_server_classes_and_weights(server: ComfyServer, still: Asking) -> None:
    still.run()
    assert still.told()["workflow"] == {
        "digest": STILL.digest,
        "kinds": ["CLIPTextEncode", "CheckpointLoaderSimple", "EmptyLatentImage", "KSampler", "SaveImage"],
        "weights": ["noise.safetensors"],
    }
    assert still.told()["engine"] == {"comfyui": "0.3.99", "pytorch": "2.9", "python": "3.12", "device": "noise"}
    assert still.told()["seed"] == 7


def test_a_size_that_the_workflow_does_not_make_is_made_larger_and_cut(server: ComfyServer, still: Asking) -> None:
    still.size = "130x70"
    assert still.still().shape == (70, 130, 3)
    assert sent(server, "5")["width"] == 136 and "136x72, which becomes 130x70" in still.notes()


def test_a_clip_that_is_one_file_is_read_frame_by_frame(server: ComfyServer, clip: Asking) -> None:
    nodes = picture_to_clip()
    nodes["9"] = {"class_type": "SaveVideo", "inputs": {"images": ["3", 0], "fps": 16}, "_meta": {"title": "Output"}}
    plain = clip.clip()
    clip.known = registered(nodes)
    assert (clip.clip() == plain).all()
    assert sent(server, "9")["fps"] == 24


def test_a_workflow_that_gives_too_few_frames_is_refused(server: ComfyServer, clip: Asking) -> None:
    nodes = picture_to_clip()
    nodes["5"]["inputs"] = {"width": 832, "height": 480, "length": ["10", 0]}
    nodes["10"] = {"class_type": "CLIPTextEncode", "inputs": {"text": 2}}
    clip.known = registered(nodes)
    with pytest.raises(Refusing, match="Noise gave 2 frames where 3 are needed: split the shot there"):
        clip.run()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda each: each["4"]["inputs"].update(ckpt_name="gone.safetensors"), "asks for ckpt_name gone.safetensors"),
        (lambda each: each["3"]["inputs"].update(scheduler="odd"), "asks for scheduler odd, which is not there"),
        (lambda each: each["9"].update(class_type="SaveImageFancy"), "it has no node class SaveImageFancy"),
        (lambda each: each["3"]["inputs"].pop("steps"), "needs an input steps"),
    ],
)
def test_what_a_server_lacks_is_said_before_anything_is_run(
    server: ComfyServer, still: Asking, change: Callable[[Any], Any], why: str
) -> None:
    nodes = text_to_picture()
    change(nodes)
    still.known = registered(nodes)
    with pytest.raises(Refusing, match=why):
        still.run()
    assert not server.run and not server.asked["POST /prompt"] and not server.asked["POST /upload"]


def test_names_of_files_from_another_system_are_the_same(server: ComfyServer, still: Asking) -> None:
    nodes = text_to_picture()
    nodes["4"]["inputs"]["ckpt_name"] = "folder\\other.safetensors"
    still.known = registered(nodes)
    still.run()


def test_a_server_is_asked_once_what_it_has(server: ComfyServer, still: Asking) -> None:
    still.run()
    kinds = server.asked["GET /object_info"]
    still.run()
    assert server.asked["GET /object_info"] == kinds == 5


@pytest.mark.parametrize(
    ("set_", "why"),
    [({"steps": "9"}, "no place for steps"), ({"negative": "rain"}, "cannot be told what not to show")],
)
def test_what_has_no_place_is_refused_where_somebody_set_it(
    server: ComfyServer, clip: Asking, set_: dict[str, str], why: str
) -> None:
    nodes = picture_to_clip()
    del nodes["3"]["inputs"]["steps"]
    clip.known, clip.set_ = registered(nodes), set_
    with pytest.raises(Refusing, match=why):
        clip.run()


def test_pictures_are_neither_missing_nor_left_out_in_silence(
    server: ComfyServer, still: Asking, clip: Asking, tmp_path: Path
) -> None:
    clip.fed = {}
    with pytest.raises(Refusing, match="makes nothing without a first frame"):
        clip.run()
    still.fed = {"guide": {"guide": picture(tmp_path / "guide.png")}}
    with pytest.raises(Refusing, match="takes no guide"):
        still.run()
    still.fed, still.references = {}, {"sha256:a": picture(tmp_path / "look.png")}
    still.run()
    assert "takes no picture of references: the others reach it in words alone" in still.notes()


@pytest.mark.parametrize("lost", ["POST /prompt", "POST /upload", "GET /history", "GET /queue", "GET /system_stats"])
def test_an_answer_that_is_lost_is_asked_for_again_and_nothing_runs_twice(
    server: ComfyServer, clip: Asking, lost: str
) -> None:
    server.lost[lost] = 1
    clip.run()
    assert len(server.run) == 1


@pytest.mark.parametrize("route", ["POST /prompt", "GET /view", "GET /history"])
def test_a_server_that_fails_for_a_moment_is_asked_again(server: ComfyServer, still: Asking, route: str) -> None:
    server.failing[route] = [500, 503]
    still.run()
    assert len(server.run) == 1


def test_a_file_that_comes_only_half_is_fetched_again(server: ComfyServer, still: Asking) -> None:
    server.cut = 2
    assert still.still().shape == (72, 128, 3)
    assert server.asked["GET /view"] == 3


def test_a_server_that_is_away_may_answer_another_time(still: Asking, settings: Settings) -> None:
    settings.COMFYUI_URL = "http://somebody:secret@127.0.0.1:9"
    with pytest.raises(Broken, match=r"The ComfyUI server 127\.0\.0\.1:9 does not answer") as away:
        still.run()
    assert away.value.code == "comfyui-away" and "secret" not in str(away.value)


def test_what_is_no_comfyui_server_is_told_so(server: ComfyServer, still: Asking, settings: Settings) -> None:
    settings.COMFYUI_URL += "/elsewhere"
    with pytest.raises(Broken, match="answers 404 to /elsewhere/system_stats"):
        still.run()


@pytest.mark.parametrize(
    ("said", "kind", "why"),
    [
        ("mat1 and mat2 shapes cannot be multiplied", Refusing, "the workflow fails at “Sampler”: mat1 and mat2"),
        ("CUDA out of memory. Tried to allocate 2 GiB", OutOfMemory, "ran out of memory at “Sampler”"),
        ("CUDA error: an illegal memory access", Broken, "failed at “Sampler”"),
    ],
)
def test_an_error_of_a_node_is_told_with_its_title(
    server: ComfyServer, still: Asking, said: str, kind: type[Exception], why: str
) -> None:
    server.fails = said
    with pytest.raises(kind, match=why):
        still.run()


def test_a_cancel_stops_the_work_on_the_server_and_the_next_run_is_right(server: ComfyServer, still: Asking) -> None:
    right = still.still()
    server.hangs = True
    still.cancelled = lambda: len(server.run) == 2 and bool(still.shown)
    still.shown.clear()
    with pytest.raises(Stopping):
        still.run()
    assert server.asked["POST /interrupt"] == 1
    server.hangs, still.cancelled = False, lambda: False
    assert (still.still() == right).all()


def test_what_waits_behind_others_leaves_the_queue_and_interrupts_nobody(
    server: ComfyServer, still: Asking, clip: Asking, settings: Settings
) -> None:
    server.hangs = True
    with Server(settings.COMFYUI_URL) as others:
        theirs = others.queue(STILL.filled({"seed": 1}), "another")
        eventually(lambda: others.standing(theirs).state == "running")
        asked = count()
        still.cancelled = lambda: server.asked["POST /prompt"] == 2 and next(asked) > 2
        with pytest.raises(Stopping):
            still.run()
        assert not server.asked["POST /interrupt"]
        assert others.standing(theirs).state == "running"
        others.stop(theirs)


def test_what_somebody_stops_on_the_server_may_be_tried_again(
    server: ComfyServer, still: Asking, settings: Settings
) -> None:
    server.hangs = True

    def stopped() -> bool:
        if still.shown and not server.asked["POST /interrupt"]:
            with Server(settings.COMFYUI_URL) as others:
                others.stop(server._running[0][1])
        return False

    still.cancelled = stopped
    with pytest.raises(Broken, match="Somebody stopped the work"):
        still.run()


def test_a_server_that_was_started_anew_has_forgotten_the_work(
    server: ComfyServer, still: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "LOOK_SECONDS", 0.05)
    server.hangs = True

    def forgets() -> bool:
        if still.shown:
            server.forget()
        return False

    still.cancelled = forgets
    with pytest.raises(Broken, match="no longer knows of the work"):
        still.run()


def test_a_workflow_that_does_not_move_on_is_ended(
    server: ComfyServer, still: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(running, "HANGS_SECONDS", 0.3)
    server.hangs = True
    with pytest.raises(Broken, match="has not moved on"):
        still.run()
    assert server.asked["POST /interrupt"] == 1


def test_whoever_takes_over_from_a_worker_that_died_meets_what_it_began(
    server: ComfyServer, still: Asking, tmp_path: Path
) -> None:
    still.inner = tmp_path
    right = still.still()
    assert (still.still() == right).all() and len(server.run) == 1
    still.inner = None  # made again to be compared: nothing that was there may stand for it
    assert (still.still() == right).all() and len(server.run) == 2
    assert server.asked["POST /free"] == 1


def test_a_shot_that_continues_another_begins_with_its_last_frame(still: Asking, tmp_path: Path) -> None:
    still.fed = {"continues": {"last_frame": picture(tmp_path / "last.png", colour="#102030")}}
    assert (np.unique(still.still().reshape(-1, 3), axis=0) == [[0x10, 0x20, 0x30]]).all()


def test_a_workflow_that_was_changed_since_is_refused(server: ComfyServer, still: Asking) -> None:
    other = registered({**text_to_picture(), "3": {**text_to_picture()["3"], "_meta": {"title": "Other"}}})
    assert other.digest != STILL.digest
    with pytest.raises(Refusing, match="not on this machine"):
        still.set_ = {"model": {"id": "", "digest": other.digest}}
        still.run()
