"""The live rows of orders and queues, and of the studio's price list."""

from events.projections import Projection, register
from generation.domain.order import ORDER, Order
from generation.domain.prices import PriceList, prices
from generation.domain.queue import QUEUE, Queue
from generation.models import OrderRow, PricesRow, QueueRow

orders = register(
    Projection(
        decider=ORDER,
        state=Order,
        row=OrderRow,
        columns=lambda order: {"production": order.production, "status": order.state},
    )
)

price_lists = register(Projection(decider=prices, state=PriceList, row=PricesRow, columns=lambda _: {}))
queues = register(Projection(decider=QUEUE, state=Queue, row=QueueRow, columns=lambda queue: {"paused": queue.paused}))
