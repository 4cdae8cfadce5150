"""Rows of orders, of the price list and of queues: what their streams come to."""

from django.db import models
from django.db.models import Q

from events.projections import AggregateRow


class OrderRow(AggregateRow):
    """An order's newest state. Its row is also the lock under which its jobs move."""

    production = models.UUIDField(db_index=True)
    status = models.CharField(max_length=10)

    class Meta:
        db_table = "generation_order"
        indexes = [models.Index(fields=["status"], name="order_open", condition=Q(status__in=("held", "running")))]

    def __str__(self) -> str:
        return f"order {self.id} {self.status}"


class PricesRow(AggregateRow):
    """The studio's price list."""

    class Meta(AggregateRow.Meta):
        db_table = "generation_prices"

    def __str__(self) -> str:
        return "price list"


class QueueRow(AggregateRow):
    """Whether the work of a production is begun."""

    paused = models.BooleanField()

    class Meta:
        db_table = "generation_queue"
        constraints = [models.UniqueConstraint(fields=["log"], name="one_queue_per_production")]
        indexes = [models.Index(fields=["log"], name="queue_paused", condition=Q(paused=True))]

    def __str__(self) -> str:
        return f"queue of {self.log}"
