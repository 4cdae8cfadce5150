"""The live rows of orders."""

from generation.domain.order import ORDER, Order
from generation.models import OrderRow
from events.projections import Projection, register

orders = register(
    Projection(
        decider=ORDER,
        state=Order,
        row=OrderRow,
        columns=lambda order: {"production": order.production, "status": order.state},
    )
)
