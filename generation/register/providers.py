"""What providers offer is registered from presets: data that says how they are asked, and what they cost."""

from dataclasses import dataclass
from uuid import UUID

from events.codec import check
from events.execution import Context, Receipt
from generation.backends.hosted import preset as presets
from generation.backends.hosted.preset import Offering, Price
from generation.domain.model import InvalidModel, RegisterModel, Use, Weights, WeightsSource
from generation.domain.prices import PRICES, PriceList
from generation.models import PricesRow
from generation.projections import price_lists
from generation.register import licences, registering
from generation.register.sources import ModelUnusable

BACKEND = "hosted"


@dataclass(frozen=True, slots=True)
class ProviderRequest:
    """A preset to register, as TOML, with what is said of it. `price` holds where the preset says none, or another."""

    text: str
    price: Price | None = None
    name: str | None = None
    licence: str | None = None
    uses: tuple[Use, ...] | None = None
    terms: str | None = None
    version_of: UUID | None = None


def add_provider(context: Context, wanted: ProviderRequest) -> Receipt[UUID]:
    """Register what a provider offers, or a version of it, such as another price; the value is its id.

    ModelUnusable or InvalidModel in plain words; WeightsKnown where the very same is registered.
    """
    registering.refuse_said_of_version(wanted)
    try:
        offered = presets.offering(presets.read(wanted.text, wanted.price))
    except presets.Unusable as wrong:
        raise ModelUnusable(str(wrong), field="preset") from None
    _require_currency(offered)
    document = offered.document()
    check(document)
    name = (wanted.name or offered.title).strip()
    weights = Weights(WeightsSource("provider", offered.preset.provider), offered.digest, len(wanted.text), document, 0)
    if wanted.version_of:
        return registering.add_version(context, wanted.version_of, offered.task, BACKEND, weights)
    return registering.register(context, lambda: _described(wanted, name, offered, weights), offered.digest)


def _require_currency(offered: Offering) -> None:
    """Budgets and limits are of one currency: what is paid in another would slip through them."""
    row = PricesRow.objects.filter(id=PRICES).first()
    ours = (price_lists.read(row.version, row.state, row.causes).state if row else PriceList()).currency
    price = offered.preset.price
    if price and price.currency != ours:
        raise InvalidModel(
            f"The studio counts in {ours}: say the price in {ours}, at the rate that you pay.", field="price"
        )


def _described(wanted: ProviderRequest, name: str, offered: Offering, weights: Weights) -> RegisterModel:
    named, allowed = licences.known(wanted.licence or "")
    if not named:
        raise InvalidModel(
            "Say under which terms the provider lets you use what it makes: a name for them.", field="licence"
        )
    return RegisterModel(
        name=name,
        task=offered.task,
        backend=BACKEND,
        licence=named,
        uses=allowed.uses if wanted.uses is None else wanted.uses,
        terms=allowed.terms if wanted.terms is None else wanted.terms,
        weights=weights,
    )
