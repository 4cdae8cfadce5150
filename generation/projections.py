"""The live rows of orders and queues, and of the studio's price list and models."""

from events.projections import Projection, register
from generation.domain.model import MODEL, Model, ModelNameTaken, WeightsKnown
from generation.domain.order import ORDER, Order
from generation.domain.prices import PriceList, prices
from generation.domain.queue import QUEUE, Queue
from generation.models import ModelRow, OrderRow, PricesRow, QueueRow

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

models = register(
    Projection(
        decider=MODEL,
        state=Model,
        row=ModelRow,
        columns=lambda model: {
            "folded_name": model.name.casefold(),
            "task": model.task,
            "digest": model.weights.digest,
            "digests": [weights.digest for weights in model.versions],
            "withdrawn": model.withdrawn is not None,
        },
        refusals={
            "model_name_once": lambda: ModelNameTaken("Another model of the studio has this name."),
            "model_weights_once": lambda: WeightsKnown("Another model of the studio has these weights."),
        },
    )
)
