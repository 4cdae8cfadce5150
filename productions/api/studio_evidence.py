"""The evidence of the studio's own log, for those who run the installation."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request

from events import store
from productions import policy
from productions.api import evidence
from productions.api.http.base import ProductionView, View
from productions.api.http.operations import named
from productions.domain.studio import STUDIO


class StudioLog(ProductionView):
    """Leads the views of a production's evidence to the studio's log. Open to superusers, whatever their roles."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        View.initial(self, request, *args, **kwargs)
        self.log = STUDIO
        if request.method != "OPTIONS":
            policy.require_studio(self.person)
        if request.method in ("GET", "HEAD"):
            self.position = store.head(self.log)


@named("studio")
class CheckpointView(StudioLog, evidence.CheckpointView):
    pass


@named("studio")
class CheckpointsView(StudioLog, evidence.CheckpointsView):
    pass


@named("studio")
class ConsistencyView(StudioLog, evidence.ConsistencyView):
    pass


@named("studio")
class ReceiptView(StudioLog, evidence.ReceiptView):
    pass


@named("studio")
class LeavesView(StudioLog, evidence.LeavesView):
    pass


@named("studio")
class VerifyView(StudioLog, evidence.VerifyView):
    pass


@named("studio")
class ExportsView(StudioLog, evidence.ExportsView):
    pass


@named("studio")
class ExportView(StudioLog, evidence.ExportView):
    pass


@named("studio")
class CancelView(StudioLog, evidence.CancelView):
    pass


@extend_schema_view(get=extend_schema(operation_id="studio_exports_download"))
class DownloadView(StudioLog, evidence.DownloadView):
    pass
