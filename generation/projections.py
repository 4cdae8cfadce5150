"""The live rows of orders."""

from events.projections import Projection, register
from generation.domain.order import ORDER, Order
from generation.models import OrderRow

orders = register(
    Projection(
        decider=ORDER,
        state=Order,
        row=OrderRow,
        columns=lambda order: {"production": order.production, "status": order.state},
    )
)
