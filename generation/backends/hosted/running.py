"""Running: one request that a provider is asked for once, waited for, and fetched; never paid for twice."""

import base64
import io
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
import msgspec
from django.conf import settings as installation

from generation.backends import fetched, remote
from generation.backends import request as numbers
from generation.backends.ability import FEEDS, REFERENCES
from generation.backends.base import Outputs, Request
from generation.backends.fetched import Damaged
from generation.backends.fitting import Fit
from generation.backends.framing import come_back, still, to_model
from generation.backends.hosted.preset import Offering, Preset, filled, values_at, words_of
from generation.backends.parameters import seed_of
from generation.backends.remote import Settings
from generation.ports import media
from generation.ports.clip import Footage
from generation.ports.work import JSON, Broken, Dealings, Refusing, Stopping, Work

TRIES = 5
PAUSE, LONGEST_PAUSE = 0.5, 60.0
GIVES_UP = 3600.0
"""Seconds for which a provider may say nothing of work before it is left for later; what was asked stays asked."""
LISTENS = 0.25
LARGEST_FILE = 4 * 2**30
ASKING, ASKED, FETCHED = "asking", "asked", "fetched"
_PATIENCE = httpx.Timeout(60, connect=10)
_AFTER_SENDING = (httpx.ReadError, httpx.ReadTimeout, httpx.WriteError, httpx.WriteTimeout, httpx.RemoteProtocolError)
_last_asked: dict[str, float] = {}


def run(task: str, request: Request) -> Outputs:
    """Have a provider make what is asked for. Refusing for what it will not make, Broken for what may go well later."""
    before = request.given("continues", "last_frame") if task == "image" else None
    if before is not None:
        request.told["continued"] = True
        return {"image": media.resized(still(before), numbers.size(request.inputs))}
    settings = Settings.of(request.settings)
    offered = _offering(request.work, settings)
    fit, words = _words(offered, task, request, settings)
    dealings = request.work.dealings
    if dealings is None:
        raise Refusing("what a provider makes is paid for each time: it is made for orders alone")
    preset = offered.preset
    request.told.update(_told(offered, fit, words))
    with httpx.Client(base_url=preset.address, timeout=_PATIENCE, headers=_headers(preset)) as client:
        files = _Asking(preset, client, request.work, dealings).files(filled(preset.submit.body, words))
    return _made(task, offered, request, fit, files)


def _headers(preset: Preset) -> dict[str, str]:
    name = f"PROVIDER_KEY_{preset.provider.upper()}"
    key = installation.PROVIDER_KEYS.get(preset.provider)
    if not key:
        raise Refusing(f"this machine has no key of {preset.provider}: set {name}, or {name}_FILE to a file with it")
    return {header: value.replace("{key}", key) for header, value in preset.headers.items()}


def _offering(work: Work, settings: Settings) -> Offering:
    try:
        offered = Offering.of(work.model(settings.digest).document)
    except msgspec.ValidationError:
        raise Refusing("the model that is chosen is no provider's: choose a registered one") from None
    if offered.digest != settings.digest:
        raise Refusing("the provider's model is not the one that was registered: register it as a new version")
    return offered


def _words(offered: Offering, task: str, request: Request, settings: Settings) -> tuple[Fit, dict[str, Any]]:
    fed = {name: path for port, name in FEEDS.items() if (path := request.given(port, port)) is not None}
    shown = (REFERENCES,) if request.work.references else ()
    remote.require(offered, task, settings, (*fed, *shown))
    if shown:
        request.made_so.append(f"{offered.title} takes no pictures of references: they reach it in words alone")
    rate = numbers.rate(request.inputs)
    count = numbers.frames(request.inputs) if task == "video" else 1
    fit = remote.fit(offered, settings, numbers.size(request.inputs), count, rate, tuple(fed))
    request.made_so.extend((*fit.notes, *offered.unheard(settings)))
    said: dict[str, Any] = {
        "prompt": remote.words(request, settings, task),
        "negative": settings.negative or None,
        "seed": seed_of(request),
        "width": fit.size[0],
        "height": fit.size[1],
        "frames": fit.count,
        "seconds": -(-count // rate) if task == "video" else None,
        "rate": float(rate) if rate.denominator > 1 else int(rate),
        "steps": settings.steps,
        "guidance": float(settings.guidance) if settings.guidance is not None else None,
        **{name: _address(to_model(still(path), fit)) for name, path in fed.items()},
    }
    wanted = words_of(offered.preset.submit.body)
    return fit, {word: value for word, value in said.items() if word in wanted}


@dataclass(slots=True)
class _Asking:
    """A request on its way. What becomes of it is kept before anything depends on it, so that whoever takes over from a
    worker that died knows whether it was asked for.
    """

    preset: Preset
    client: httpx.Client
    work: Work
    dealings: Dealings

    def files(self, body: Mapping[str, Any]) -> list[Path]:
        """Return the files of the result, fetched."""
        known = dict(self.dealings.known())
        id_ = str(known.get("id") or "")
        if known.get("state") not in (ASKED, FETCHED):
            id_ = self._submitted(body, str(known.get("token") or ""), known.get("state") == ASKING)
        try:
            told = self._waited(id_)
        except Stopping:
            self._cancel(id_)
            raise
        files = self._fetched(self._addresses(id_, told))
        self.dealings.keep({"state": FETCHED, "id": id_})
        return files

    def _submitted(self, body: Mapping[str, Any], token: str, unsure: bool) -> str:
        """Ask for it, once: what may have been taken is only asked for again by the provider's own name for it."""
        submit = self.preset.submit
        if unsure and not submit.idempotency:
            raise Refusing(self._unknown())
        token = token or secrets.token_hex(16)
        self.dealings.keep({"state": ASKING, "token": token})
        headers = {submit.idempotency: token} if submit.idempotency else {}
        for attempt in range(TRIES):
            self._wait(self._due(attempt))
            try:
                answer = self.client.post(submit.path, json=body, headers=headers)
            except _AFTER_SENDING:
                if not submit.idempotency:
                    raise Refusing(self._unknown()) from None
                continue
            except httpx.HTTPError:
                continue  # nothing was sent
            if answer.status_code in submit.not_taken:
                self._wait(_asked_to_wait(answer))
            elif answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
                if not submit.idempotency:
                    raise Refusing(self._unknown())
            else:
                return self._taken(answer)
        if not submit.idempotency:
            self.dealings.keep({})
        raise Broken("provider-busy", f"{self.preset.provider} takes no requests just now.")

    def _due(self, attempt: int) -> float:
        """Seconds until the provider may be asked again, by its limit and by how often it was asked in vain."""
        since = time.monotonic() - _last_asked.get(self.preset.provider, float("-inf"))
        _last_asked[self.preset.provider] = time.monotonic()
        return max(60 / self.preset.per_minute - since, PAUSE * 2 ** (attempt - 1) if attempt else 0)

    def _taken(self, answer: httpx.Response) -> str:
        said = _json(answer)
        if not answer.is_success:
            self.dealings.keep({})
            raise Refusing(self._refusal(answer.status_code, said))
        id_ = next((str(each) for each in values_at(said, self.preset.submit.id) if each), "")
        if not id_:
            raise Refusing(self._unknown())
        self.dealings.keep({"state": ASKED, "id": id_})
        return id_

    def _refusal(self, status: int, said: Any) -> str:
        name = self.preset.provider
        if status in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            return f"{name} does not accept the key of this machine"
        if status == httpx.codes.PAYMENT_REQUIRED:
            return f"{name} wants to be paid first: the account there has no credit left"
        words = self._reason(said)
        if status in self.preset.refusal.statuses:
            return f"{name} refuses the request: {words}"
        return f"{name} answers {status}: {words}"

    def _reason(self, said: Any) -> str:
        words = next((each for each in values_at(said, self.preset.refusal.reason) if each), said)
        text = words if isinstance(words, str) else msgspec.json.encode(words).decode()
        key = installation.PROVIDER_KEYS.get(self.preset.provider, "")
        return (text.replace(key, "…") if key else text)[:500] or "it says no reason"

    def _unknown(self) -> str:
        return (
            f"it is not known whether {self.preset.provider} took the request, so it is not asked again: look there "
            "whether it was made and paid for, then let it be asked anew by `manage.py provider_requests --forget`"
        )

    def _waited(self, id_: str) -> Any:
        """Wait for its end; nothing that goes wrong here begins it anew."""
        status, pause = self.preset.status, PAUSE
        while not self._is_done(said := self._answered(self._at(status.path, id_))):
            self._wait(pause)
            pause = min(status.every, pause * 1.5)
        return said

    def _answered(self, path: str) -> Any:
        """What it says, asked again until it answers; Broken where it says nothing for too long."""
        pause, until = PAUSE, time.monotonic() + GIVES_UP
        while (said := self._looked(path)) is None:
            if time.monotonic() > until:
                raise Broken("provider-away", f"{self.preset.provider} says nothing of the request any more.")
            self._wait(pause)
            pause = min(LONGEST_PAUSE, pause * 2)
        return said

    def _is_done(self, said: Any) -> bool:
        status = self.preset.status
        state = next((str(each) for each in values_at(said, status.state)), "")
        if state in status.failed:
            self.dealings.keep({})
            raise Refusing(f"{self.preset.provider} could not make it: {self._reason(said)}")
        if state in status.cancelled:
            self.dealings.keep({})
            raise Refusing(f"somebody cancelled the request at {self.preset.provider}")
        return state in status.done

    def _looked(self, path: str) -> Any:
        """What it says; None where it does not answer, or is busy."""
        try:
            answer = self.client.get(path)
        except httpx.HTTPError:
            return None
        if answer.status_code in (httpx.codes.TOO_MANY_REQUESTS, httpx.codes.REQUEST_TIMEOUT):
            self._wait(_asked_to_wait(answer))
            return None
        if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
            return None
        if not answer.is_success:
            self.dealings.keep({})
            raise Refusing(self._refusal(answer.status_code, _json(answer)))
        return _json(answer)

    def _addresses(self, id_: str, told: Any) -> list[str]:
        result = self.preset.result
        if result.path:
            told = self._answered(self._at(result.path, id_))
        listed = [each for each in values_at(told, result.files) if each]
        addresses = [str(each) for entry in listed for each in (entry if isinstance(entry, list) else [entry])]
        if not addresses:
            raise Refusing(f"{self.preset.provider} says that it is done, and names no file: {self._reason(told)}")
        return addresses

    def _fetched(self, addresses: list[str]) -> list[Path]:
        """Files need no key, and get none but at the provider's own address."""
        folder = self.work.out / "fetched"
        folder.mkdir(exist_ok=True)
        return [self._file(address, folder / f"{place:06}") for place, address in enumerate(addresses)]

    def _file(self, address: str, path: Path) -> Path:
        for attempt in range(TRIES):
            self._wait(PAUSE * 2 ** (attempt - 1) if attempt else 0)
            try:
                self._download(address, path)
                fetched.counted([path])
            except (httpx.HTTPError, Damaged):
                continue
            return path
        raise Broken("provider-damaged", f"What {self.preset.provider} made cannot be fetched whole.")

    def _download(self, address: str, path: Path) -> None:
        own = urlsplit(address)[:2] == urlsplit(self.preset.address)[:2]
        plain = httpx.Client(timeout=_PATIENCE, follow_redirects=True)
        with plain, (self.client if own else plain).stream("GET", address) as answer, path.open("wb") as out:
            answer.raise_for_status()
            size = 0
            for piece in answer.iter_bytes():
                size += len(piece)
                if size > LARGEST_FILE:
                    raise Refusing(f"what {self.preset.provider} made is larger than {LARGEST_FILE // 2**30} GiB")
                out.write(piece)

    def _cancel(self, id_: str) -> None:
        """Give it up where that is possible; what is made all the same is met by the next order of the same."""
        if self.preset.cancel is None:
            return
        try:
            answer = self.client.request(self.preset.cancel.method, self._at(self.preset.cancel.path, id_))
        except httpx.HTTPError:
            return
        if answer.is_success:
            self.dealings.keep({})

    def _at(self, path: str, id_: str) -> str:
        return path.replace("{id}", quote(id_, safe=""))

    def _wait(self, seconds: float) -> None:
        """Wait as long, with signs of life; Stopping once nobody wants it any more."""
        until = time.monotonic() + seconds
        while True:
            if self.work.cancelled():
                raise Stopping
            self.work.progress(0, 1)
            if (left := until - time.monotonic()) <= 0:
                return
            time.sleep(min(LISTENS, left))


def _asked_to_wait(answer: httpx.Response) -> float:
    said = answer.headers.get("Retry-After", "")
    return min(LONGEST_PAUSE, float(said)) if said.isascii() and said.isdigit() else PAUSE


def _json(answer: httpx.Response) -> Any:
    try:
        return answer.json()
    except ValueError:
        return answer.text[:500]


def _made(task: str, offered: Offering, request: Request, fit: Fit, files: list[Path]) -> Outputs:
    size = numbers.size(request.inputs)
    sized = bool(offered.fixed) or {"width", "height"} <= words_of(offered.preset.submit.body)
    shaped = partial(come_back, fit=fit, size=size, sized=sized)
    came = fetched.counted(files)
    if task == "image":
        if came > 1:
            request.made_so.append(f"{offered.title} gave {came} pictures, of which the first is used")
        return {"image": shaped(next(fetched.frames(files)))}
    count, rate = numbers.frames(request.inputs), numbers.rate(request.inputs)
    shown = _shown(count, came, rate, fetched.rate(files[0]) or rate)
    if came <= shown[-1]:
        raise Refusing(f"{offered.title} gave {came} frames where {shown[-1] + 1} are needed: split the shot there")
    return {"frames": Footage(*size, rate, count, map(shaped, fetched.picked(files[:1], shown)))}


def _shown(count: int, came: int, rate: Fraction, own: Fraction) -> tuple[int, ...]:
    """Which frames of a clip fill a shot: those of the same moments, since providers choose the rate themselves."""
    return tuple(int(place * own / rate) for place in range(count))


def _told(offered: Offering, fit: Fit, words: Mapping[str, Any]) -> dict[str, JSON]:
    preset = offered.preset
    plain = {word: str(value) for word, value in words.items() if not str(value).startswith("data:")}
    return {
        "model": {"digest": offered.digest, "family": preset.provider},
        "provider": {"name": preset.provider, "asked": f"{preset.address}{preset.submit.path}"},
        "prompt": str(words.get("prompt", "")),
        "filled": {word: value for word, value in plain.items() if word != "prompt"},
        "made": {"width": fit.size[0], "height": fit.size[1], "count": fit.count},
        "pictures": [word for word in words if word not in plain],
        "engine": {"provider": preset.provider, "asked": preset.submit.path},
    }


def _address(image: Any) -> str:
    data = io.BytesIO()
    image.save(data, "PNG")
    return "data:image/png;base64," + base64.b64encode(data.getvalue()).decode()
