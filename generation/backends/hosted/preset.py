"""What a provider offers, as data: how it is asked, what it answers, what it costs, and where that was read."""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import msgspec

from events.registry import Json
from generation.backends.ability import FIRST, GUIDE, LAST, Task
from generation.backends.remote import Elsewhere, Settings
from generation.ports.work import Refusing

LARGEST = 64 * 2**10
SHIPPED = Path(__file__).with_name("presets")
_WORD = re.compile(r"\{(\w+)\}")
WORDS = (
    "prompt", "negative", "seed", "width", "height", "frames", "seconds", "rate", "steps", "guidance",
    "first_frame", "last_frame", "guide",
)  # fmt: skip
"""What of a request can be filled into a body; pictures as data: addresses."""
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
Name = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Amount = Annotated[str, msgspec.Meta(pattern=r"^(0|[1-9][0-9]{0,5})(\.[0-9]{1,6})?$")]
Currency = Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{3}$")]
Statuses = tuple[Annotated[int, msgspec.Meta(ge=100, le=599)], ...]


class Unusable(Exception):
    """What is no preset; its text says why."""


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


class Submit(_Part, frozen=True):
    """How work is asked for. `id` is where in the answer its name stands.

    `idempotency` is the header by which the provider knows a request again, empty where it has none; `not_taken` are
    statuses that say that nothing was begun, so that it may be asked again.
    """

    path: str
    body: dict[str, Json]
    id: str
    idempotency: str = ""
    not_taken: Statuses = (429,)


class Status(_Part, frozen=True):
    """How it is asked how far work is. `state` is where that stands, the rest what may stand there."""

    path: str
    state: str
    done: tuple[str, ...]
    failed: tuple[str, ...] = ()
    cancelled: tuple[str, ...] = ()
    every: Annotated[int, msgspec.Meta(ge=1, le=600)] = 5


class Result(_Part, frozen=True):
    """Where the addresses of what was made stand; `path` empty where the status says it."""

    files: str
    path: str = ""


class Cancel(_Part, frozen=True):
    """How work is given up."""

    path: str
    method: Literal["POST", "PUT", "DELETE"] = "POST"


class Refusal(_Part, frozen=True):
    """How a provider says why not. `reason` is where the words stand, in an answer or a status."""

    reason: str = ""
    statuses: Statuses = (400, 422)


class Price(_Part, frozen=True):
    """What it costs: an amount for each picture, clip, or second of film."""

    amount: Amount
    currency: Currency
    per: Literal["picture", "clip", "second"]


class Rules(_Part, frozen=True):
    """What can be made. `fixed` is the only size in pixels, empty for any."""

    multiple: Annotated[int, msgspec.Meta(ge=1, le=256)] = 1
    fixed: tuple[int, ...] = ()
    frame_step: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 1
    frame_first: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 1
    longest: Annotated[int, msgspec.Meta(ge=0, le=100_000)] = 0
    rate: Annotated[int, msgspec.Meta(ge=0, le=120)] = 0


class Preset(_Part, frozen=True):
    """One thing that a provider offers. `documented` is where that was read, `read_on` when (ISO).

    `tried`: whether somebody has tried it against the real service.
    """

    provider: Name
    title: str
    task: Task
    address: str
    documented: str
    read_on: str
    submit: Submit
    status: Status
    result: Result
    headers: dict[str, str]
    tried: bool = False
    cancel: Cancel | None = None
    refusal: Refusal = Refusal()
    price: Price | None = None
    rules: Rules = Rules()
    per_minute: Annotated[int, msgspec.Meta(ge=1, le=6000)] = 60


class Offering(Elsewhere, frozen=True, kw_only=True):
    """What a provider offers, as it is registered."""

    preset: Preset

    @property
    def digest(self) -> str:
        return "sha256:" + hashlib.sha256(b"continuity/provider/1\n" + _canonical(self.preset)).hexdigest()

    def price(self, frames: int, rate: Fraction) -> Decimal:
        """Return what work costs that makes so many frames, in the currency of its price, to a millionth."""
        assert self.preset.price, "none is registered without"
        amount = Decimal(self.preset.price.amount)
        if self.preset.price.per != "second":
            return amount
        seconds = Fraction(frames) / rate
        return (amount * seconds.numerator / seconds.denominator).quantize(Decimal("0.000001"))

    def unheard(self, settings: Settings) -> list[str]:
        words = words_of(self.preset.submit.body)
        for word, value in (("steps", settings.steps), ("guidance", settings.guidance)):
            if value is not None and word not in words:
                raise Refusing(f"{self.title} takes no {word}: leave it at 0")
        said = ["what a provider makes cannot be promised to come out the same again"]
        if "seed" not in words:
            said.append(f"{self.title} takes no seed: its variations differ by chance")
        if not {"width", "height"} <= words and not self.fixed:
            said.append(f"{self.title} makes a size of its own, which becomes that of the shot")
        return said


def shipped() -> dict[str, Path]:
    """Return the presets that come along, by name."""
    return {path.stem: path for path in sorted(SHIPPED.glob("*.toml"))}


def read(text: str, price: Price | None = None) -> Preset:
    """Return the preset of a TOML file, with a price where it says none; Unusable in plain words."""
    if len(text) > LARGEST:
        raise Unusable(f"A preset has at most {LARGEST // 2**10} KiB.")
    try:
        preset = msgspec.convert(tomllib.loads(text), Preset)
    except tomllib.TOMLDecodeError as error:
        raise Unusable(f"The preset is no TOML: {error}.") from None
    except msgspec.ValidationError as error:
        raise Unusable(f"The preset says what cannot be: {error}.") from None
    _require_reachable(preset)
    if unknown := words_of(preset.submit.body) - set(WORDS):
        raise Unusable(f"The body names {', '.join(sorted(unknown))}: known are {', '.join(WORDS)}.")
    return msgspec.structs.replace(preset, price=price) if price else preset


def _require_reachable(preset: Preset) -> None:
    parts = urlsplit(preset.address)
    if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
        raise Unusable("A provider is asked over https alone, since a key goes with each request.")
    if not parts.hostname or parts.username or parts.query:
        raise Unusable("The address of a provider is https:// and its host, without a key.")
    if not any("{key}" in value for value in preset.headers.values()):
        raise Unusable("Say in which header the key goes, such as Authorization = “Bearer {key}”.")


def offering(preset: Preset) -> Offering:
    """Return what is registered of a preset; Unusable for one without a price."""
    if preset.price is None:
        raise Unusable("Say what it costs: plans, budgets and limits go by that.")
    words, rules = words_of(preset.submit.body), preset.rules
    conditions = tuple(each for each in (FIRST, LAST, GUIDE) if each in words)
    return Offering(
        family=preset.provider,
        title=preset.title,
        task=preset.task,
        conditions=conditions,
        needs=conditions,
        negative="negative" in words,
        multiple=rules.multiple,
        frame_step=rules.frame_step,
        frame_first=rules.frame_first,
        longest=rules.longest,
        fixed=rules.fixed,
        native=(0, 0, 0, rules.rate),
        steps=0,
        guidance="0",
        preset=preset,
    )


def words_of(value: Any) -> set[str]:
    """Return the words that a body names."""
    match value:
        case str():
            return set(_WORD.findall(value))
        case Mapping():
            return {word for each in value.values() for word in words_of(each)}
        case list():
            return {word for each in value for word in words_of(each)}
    return set()


def filled(value: Any, words: Mapping[str, Any]) -> Any:
    """Return a body with words filled in; what stands alone keeps its type, and what has no value is left out."""
    match value:
        case str() if alone := _WORD.fullmatch(value):
            return words.get(alone[1])
        case str():
            return _WORD.sub(lambda word: str(words.get(word[1], "")), value)
        case Mapping():
            each = {name: filled(part, words) for name, part in value.items()}
            return {name: part for name, part in each.items() if part is not None}
        case list():
            return [part for each in value if (part := filled(each, words)) is not None]
    return value


def values_at(document: Any, path: str) -> list[Any]:
    """Return what stands at a dotted path of a JSON document; `*` is each entry of a list."""
    at = [document]
    for name in path.split(".") if path else ():
        if name == "*":
            at = [entry for each in at if isinstance(each, list) for entry in each]
        else:
            at = [each[name] for each in at if isinstance(each, dict) and name in each]
    return at


def _canonical(preset: Preset) -> bytes:
    return msgspec.json.encode(preset, order="sorted")
