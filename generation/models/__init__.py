"""Tables of generation: rows of its aggregates, and the operational state of jobs, workers and traces.

A rebuild makes the rows of aggregates again, and leaves the others; `jobs.reconcile` makes missing jobs again.
"""

from generation.models.aggregates import OrderRow, PricesRow, QueueRow
from generation.models.artifacts import ArtifactRow, FilmExportRow, RecipeRow, SnapshotRow, TraceRow
from generation.models.bookings import Booking, CostRow, WasteRow
from generation.models.columns import DIGEST
from generation.models.jobs import ActionRow, AttemptRow, JobRow, NeedsRow, PreviewRow, TakeNumberRow
from generation.models.outlooks import NoteRow, OutlookBasisRow, OutlookRow, TellingRow
from generation.models.weights import AdditionRow, DealingRow, ModelPaceRow, ModelRow, WeightFileRow
from generation.models.workers import MachineRow, ObservationRow, UsageRow, WorkerRow

__all__ = [
    "DIGEST",
    "ActionRow",
    "AdditionRow",
    "ArtifactRow",
    "AttemptRow",
    "Booking",
    "CostRow",
    "DealingRow",
    "FilmExportRow",
    "JobRow",
    "MachineRow",
    "ModelPaceRow",
    "ModelRow",
    "NeedsRow",
    "NoteRow",
    "ObservationRow",
    "OrderRow",
    "OutlookBasisRow",
    "OutlookRow",
    "PreviewRow",
    "PricesRow",
    "QueueRow",
    "RecipeRow",
    "SnapshotRow",
    "TakeNumberRow",
    "TellingRow",
    "TraceRow",
    "UsageRow",
    "WasteRow",
    "WeightFileRow",
    "WorkerRow",
]
