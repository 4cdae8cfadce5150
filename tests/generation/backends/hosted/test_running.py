"""Providers asked for one thing once: what is sent, kept and fetched, and what becomes of all that may go wrong."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytest_django.fixtures import Settings

from generation.backends.base import Request, asked
from generation.backends.hosted import running
from generation.backends.hosted.preset import Unusable, offering, read, shipped
from generation.backends.registry import backend
from generation.ports.work import JSON, Broken, ModelFolder, Refusing, Stopping, Work
from tests.generation.backends.hosted.agreeing import Agreed
from tests.generation.backends.hosted.standin import KEY, Provider, preset
from tests.support.asgi import answering

KNOWN_AGAIN = 'idempotency = "Idempotency-Key"'


@pytest.fixture
def provider(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    settings.PROVIDER_KEYS = {"standin": KEY}
    monkeypatch.setattr(running, "PAUSE", 0.01)
    standin = Provider()
    with answering(standin) as standin.address:
        yield standin


@dataclass
class Asking:
    """One piece of work for a provider. What is agreed outlives a run, as it does in the studio."""

    provider: Provider
    folder: Path
    task: str = "image"
    more: str = ""
    text: str = ""
    agreed: Agreed = field(default_factory=Agreed)
    cancelled: Callable[[], bool] = lambda: False
    seed: str = "7"
    request: Request | None = None

    def run(self) -> Any:
        offered = offering(read(self.text or preset(self.provider.address, self.task, self.more)))
        prompt = self.folder / "prompt.json"
        prompt.write_text(json.dumps({"description": "A lighthouse at dusk."}))
        inputs: dict[str, JSON] = {
            "parameter:resolution": "64x36", "parameter:frame_rate": "24", "parameter:seed": self.seed, "frames": 3,
            "setting:model": {"id": "", "digest": offered.digest},
        }  # fmt: skip
        work = Work(
            {"inputs": inputs, "upstream": {}}, {"prompt": {"prompt": prompt}}, self.folder, lambda _a, _b: None,
            self.cancelled, models={offered.digest: ModelFolder(document=offered.document())}, dealings=self.agreed,
        )  # fmt: skip
        self.request = asked(backend("hosted"), self.task, work)
        made = backend("hosted").run(self.task, self.request)
        return made["image"] if self.task == "image" else np.stack(list(made["frames"].frames))


@pytest.fixture
def asking(provider: Provider, tmp_path: Path) -> Asking:
    return Asking(provider, tmp_path)


def test_what_is_asked_is_said_as_the_preset_says_it(provider: Provider, asking: Asking) -> None:
    assert asking.run().shape == (36, 64, 3)
    (taken,) = provider.paid.values()
    assert taken == {"prompt": "A lighthouse at dusk", "seed": 7, "width": 64, "height": 36}
    assert [each.get("state") for each in asking.agreed.all] == ["asking", "asked", "fetched"]


def test_a_clip_comes_back_as_its_frames(provider: Provider, asking: Asking) -> None:
    asking.task = "video"
    assert asking.run().shape == (3, 36, 64, 3)


def test_a_key_goes_to_its_provider_alone_and_stands_nowhere(
    provider: Provider, asking: Asking, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    asking.run()
    assert asking.request
    assert KEY not in json.dumps([asking.request.told, asking.request.made_so, asking.agreed.all])
    settings.PROVIDER_KEYS = {"standin": "wrong-key"}
    asking.agreed = Agreed()
    with pytest.raises(Refusing, match="does not accept the key of this machine") as refused:
        asking.run()
    assert "wrong-key" not in str(refused.value) and "wrong-key" not in caplog.text and KEY not in caplog.text
    settings.PROVIDER_KEYS = {}
    with pytest.raises(Refusing, match="set PROVIDER_KEY_STANDIN, or PROVIDER_KEY_STANDIN_FILE"):
        asking.run()
    assert len(provider.paid) == 1


@pytest.mark.parametrize("route", ["POST make", "GET status", "GET files"])
@pytest.mark.parametrize("statuses", [[429], [429, 429, 429]])
def test_who_is_told_to_come_back_later_does_so(
    provider: Provider, asking: Asking, route: str, statuses: list[int]
) -> None:
    provider.failing[route] = statuses
    assert asking.run().shape == (36, 64, 3)
    assert len(provider.paid) == 1


def test_a_provider_that_is_busy_for_long_is_left_for_later_and_nothing_is_paid(
    provider: Provider, asking: Asking
) -> None:
    provider.failing["POST make"] = [429] * 9
    with pytest.raises(Broken, match="takes no requests just now"):
        asking.run()
    assert not provider.paid and asking.agreed.document == {}


@pytest.mark.parametrize("route", ["GET status", "GET files"])
def test_errors_on_the_way_back_are_waited_out(provider: Provider, asking: Asking, route: str) -> None:
    provider.failing[route], provider.lost[route] = [500, 503], 1
    asking.run()
    assert len(provider.paid) == 1


@pytest.mark.parametrize("fault", ["lost", "500"])
def test_a_lost_answer_is_not_asked_for_again_by_itself(provider: Provider, asking: Asking, fault: str) -> None:
    if fault == "lost":
        provider.lost["POST make"] = 1
    else:
        provider.failing["POST make"] = [500]
    for _ in range(2):
        with pytest.raises(Refusing, match="it is not known whether standin took the request"):
            asking.run()
    assert provider.asked["POST make"] == 1 and asking.agreed.document["state"] == "asking"
    asking.agreed.keep({})  # somebody looked there, and let it be asked anew
    asking.run()


@pytest.mark.parametrize("fault", ["lost", "500"])
def test_a_provider_that_knows_requests_again_is_asked_again_and_paid_once(
    provider: Provider, asking: Asking, fault: str
) -> None:
    asking.more = KNOWN_AGAIN
    if fault == "lost":
        provider.lost["POST make"] = 2
    else:
        provider.failing["POST make"] = [500, 502]
    asking.run()
    assert len(provider.paid) == 1 and provider.asked["POST make"] == 3


def test_a_provider_that_is_away_for_long_knows_the_request_again_another_time(
    provider: Provider, asking: Asking
) -> None:
    asking.more, provider.lost["POST make"] = KNOWN_AGAIN, 5
    with pytest.raises(Broken):
        asking.run()
    assert asking.agreed.document["state"] == "asking"
    asking.run()
    assert len(provider.paid) == 1


def test_whoever_takes_over_from_a_worker_that_died_waits_for_what_was_asked(
    provider: Provider, asking: Asking
) -> None:
    class Died(BaseException):
        """The process ends here."""

    def dies() -> bool:
        if asking.agreed.document.get("state") == "asked":
            raise Died
        return False

    asking.cancelled = dies
    with pytest.raises(Died):
        asking.run()
    asking.cancelled = lambda: False
    asking.run()
    asking.run()  # its bytes were lost, and are fetched again
    assert len(provider.paid) == 1


def test_slow_work_is_waited_for(provider: Provider, asking: Asking) -> None:
    provider.slow = 5
    asking.run()
    assert provider.asked["GET status"] == 6


@pytest.mark.parametrize("route", ["GET status", "GET result"])
def test_a_provider_that_says_nothing_is_left_for_later_and_met_again(
    provider: Provider, asking: Asking, monkeypatch: pytest.MonkeyPatch, route: str
) -> None:
    monkeypatch.setattr(running, "GIVES_UP", 0.1)
    asking.text = preset(provider.address, "image").replace("[result]", '[result]\npath = "/result/{id}"')
    provider.failing[route] = [500] * 30
    with pytest.raises(Broken, match="says nothing of the request any more"):
        asking.run()
    provider.failing.clear()
    asking.run()
    assert len(provider.paid) == 1


def test_a_file_that_comes_only_half_is_fetched_again(provider: Provider, asking: Asking) -> None:
    asking.task, provider.cut = "video", 2
    assert asking.run().shape == (3, 36, 64, 3)
    provider.cut = 9
    with pytest.raises(Broken, match="cannot be fetched whole"):
        asking.run()
    provider.cut = 0
    asking.run()
    assert len(provider.paid) == 1


def test_what_is_refused_is_an_outcome_with_its_reason(provider: Provider, asking: Asking) -> None:
    provider.forbids = "The prompt was flagged by our content policy."
    with pytest.raises(Refusing, match="standin refuses the request: The prompt was flagged"):
        asking.run()
    provider.forbids, provider.refuses = "", "Output was blocked: likeness of a person."
    with pytest.raises(Refusing, match="could not make it: Output was blocked"):
        asking.run()
    assert asking.agreed.document == {}, "another order may ask anew"


def test_a_cancel_gives_the_request_up(provider: Provider, asking: Asking) -> None:
    provider.slow = 10**6
    asking.cancelled = lambda: provider.asked["GET status"] > 2
    with pytest.raises(Stopping):
        asking.run()
    assert provider.cancelled == set(provider.paid) and asking.agreed.document == {}


def test_nothing_is_paid_for_without_an_order(provider: Provider, asking: Asking) -> None:
    asking.agreed = None  # type: ignore[assignment]  # as whoever tries a model or makes a take again
    with pytest.raises(Refusing, match="it is made for orders alone"):
        asking.run()
    assert not provider.paid


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("http://127", "http://198.51"), "over https alone"),
        (('"{prompt}"', '"{words}"'), "The body names words"),
        (("amount", "sum"), "says what cannot be"),
        (("[submit]", "[submit"), "is no TOML"),
        (("Key {key}", "Key"), "in which header the key goes"),
        (("[price]", "[price_of_old]"), "says what cannot be"),
    ],
)
def test_what_is_no_preset_is_refused_in_words(change: tuple[str, str], why: str) -> None:
    with pytest.raises(Unusable, match=why):
        read(preset("http://127.0.0.1:1", "image").replace(*change))


@pytest.mark.parametrize("name", shipped())
def test_shipped_presets_say_where_they_were_read_and_that_nobody_tried_them(name: str) -> None:
    known = read(shipped()[name].read_text())
    assert not known.tried and known.documented.startswith("https://") and known.read_on
    with pytest.raises(Unusable, match="Say what it costs"):
        offering(known)
