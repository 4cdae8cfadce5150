"""The studio's price list, as it stands now."""

from events.decider import Folded, start
from generation.domain.prices import PRICES, PriceList, prices
from generation.models import PricesRow
from generation.projections import price_lists


def price_list() -> PriceList:
    """Return the prices in force; those that every studio begins with where nobody set any."""
    return folded_prices().state


def folded_prices() -> Folded[PriceList]:
    """Return the price list with its version, 0 where nobody set one."""
    values = PricesRow.objects.filter(id=PRICES).values_list("version", "state", "causes").first()
    return price_lists.read(*values) if values else start(prices)
