"""The addresses of generation below /api/v1/."""

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from generation.api import (
    artifacts,
    captions,
    change_sets,
    cuts,
    lists,
    machines,
    models,
    orders,
    pictures,
    pipelines,
    plans,
    prices,
    queues,
    spending,
    storage,
    takes,
    undoing,
)


class DigestConverter(StringConverter):
    """`sha256:<hex>`."""

    regex = "sha256:[0-9a-f]{64}"


register_converter(DigestConverter, "digest")

_IN, _ORDER, _TAKE = "productions/<uuid:production>/", "orders/<uuid:id>/", "takes/<uuid:id>/"
_MODEL = "models/<uuid:id>/"

urlpatterns: list[URLPattern] = [
    path("studio/storage/", storage.StorageView.as_view()),
    path("studio/prices/", prices.PricesView.as_view()),
    path("models/", models.ModelsView.as_view()),
    path("models/additions/", models.AdditionsView.as_view()),
    path("models/additions/<uuid:id>/", models.AdditionView.as_view(), name="addition"),
    path("models/suggestions/", models.SuggestionsView.as_view()),
    path(_MODEL, models.ModelView.as_view(), name="model"),
    path(f"{_MODEL}uses/", models.ModelUsesView.as_view()),
    path(f"{_MODEL}withdraw/", models.ModelWithdrawView.as_view()),
    path(f"{_MODEL}reinstate/", models.ModelReinstateView.as_view()),
    path(f"{_MODEL}try/", models.ModelTryView.as_view()),
    path(f"{_MODEL}pictures/<digest:digest>/", models.ModelPictureView.as_view()),
    path(f"{_IN}plan/", plans.PlanView.as_view()),
    path(f"{_IN}predictions/", plans.PredictionsView.as_view()),
    path(f"{_IN}undo/", undoing.UndoView.as_view()),
    path(f"{_IN}restore/", undoing.RestoreView.as_view()),
    path(f"{_IN}change-sets/compare/", change_sets.CompareView.as_view()),
    path("change-sets/<uuid:id>/plan/", change_sets.ChangeSetPlanView.as_view()),
    path("change-sets/<uuid:id>/apply/", change_sets.ChangeSetApplyView.as_view()),
    path(f"{_IN}stages/", plans.StagesView.as_view()),
    path(f"{_IN}pipeline/", pipelines.PipelineView.as_view()),
    path("pipeline/kinds/", pipelines.PipelineKindsView.as_view()),
    path(f"{_IN}pipeline/file/", pipelines.PipelineFileView.as_view()),
    path(f"{_IN}pipeline/work/", pipelines.PipelineWorkView.as_view()),
    path(f"{_IN}pipeline/publish/", pipelines.PipelinePublishView.as_view()),
    path(f"{_IN}cut/", cuts.CutView.as_view()),
    path(f"{_IN}cut.vtt/", captions.CaptionsVttView.as_view()),
    path(f"{_IN}cut.srt/", captions.CaptionsSrtView.as_view()),
    path(f"{_IN}cut.ttml/", captions.CaptionsTtmlView.as_view()),
    path(f"{_IN}cut/checks/", captions.CutChecksView.as_view()),
    path(f"{_IN}shots.csv/", lists.ShotListCsvView.as_view()),
    path(f"{_IN}shots.xlsx/", lists.ShotListXlsxView.as_view()),
    path(f"{_IN}storyboard.pdf/", lists.StoryboardView.as_view()),
    path(f"{_IN}spending/", spending.SpendingView.as_view()),
    path(f"{_IN}costs/", spending.SpendingsView.as_view()),
    path(f"{_IN}costs/<uuid:shot>/", spending.ShotCostsView.as_view()),
    path(f"{_IN}orders/quote/", orders.OrderQuoteView.as_view()),
    path(f"{_IN}queue/", queues.QueueView.as_view()),
    path(f"{_IN}queue/pause/", queues.QueuePauseView.as_view()),
    path(f"{_IN}queue/resume/", queues.QueueResumeView.as_view()),
    path(f"{_IN}queue/retry/", queues.QueueRetryView.as_view()),
    path(f"{_IN}queue/fix/", queues.QueueFixView.as_view()),
    path(f"{_IN}queue/fix/quote/", queues.QueueFixQuoteView.as_view()),
    path("jobs/<uuid:id>/preview/", queues.JobPreviewView.as_view()),
    path("workers/", queues.WorkersView.as_view()),
    path("workers/files/<digest:digest>/", machines.FileView.as_view()),
    path("workers/<str:name>/drain/", queues.WorkerDrainView.as_view()),
    path("workers/<str:name>/resume/", queues.WorkerResumeView.as_view()),
    path(f"{_IN}orders/", orders.OrdersView.as_view()),
    path(_ORDER, orders.OrderView.as_view(), name="order"),
    path(f"{_ORDER}cancel/", orders.OrderCancelView.as_view()),
    path(f"{_ORDER}release/", orders.OrderReleaseView.as_view()),
    path(f"{_ORDER}priority/", orders.OrderPriorityView.as_view()),
    path(f"{_ORDER}sheet/", orders.OrderSheetView.as_view()),
    path(f"{_ORDER}jobs/", orders.OrderJobsView.as_view()),
    path(f"{_IN}takes/", takes.ReviewView.as_view()),
    path("shots/<uuid:id>/takes/", takes.ShotTakesView.as_view()),
    path(_TAKE, takes.TakeView.as_view(), name="take"),
    path(f"{_TAKE}select/", takes.TakeSelectView.as_view()),
    path(f"{_TAKE}submit/", takes.TakeSubmitView.as_view()),
    path(f"{_TAKE}approve/", takes.TakeApproveView.as_view()),
    path(f"{_TAKE}request-changes/", takes.TakeRequestChangesView.as_view()),
    path(f"{_TAKE}withdraw-approval/", takes.TakeWithdrawApprovalView.as_view()),
    path(f"{_TAKE}withdraw-changes/", takes.TakeWithdrawChangesView.as_view()),
    path(f"{_TAKE}pin/", takes.TakePinView.as_view()),
    path(f"{_TAKE}unpin/", takes.TakeUnpinView.as_view()),
    path(f"{_TAKE}notes/", takes.TakeNotesView.as_view()),
    path("references/<uuid:id>/images/", pictures.PicturesView.as_view()),
    path("references/<uuid:id>/looks/<uuid:look>/images/", pictures.LookPicturesView.as_view()),
    path("references/<uuid:id>/images/<digest:digest>/", pictures.PictureView.as_view()),
    path("artifacts/<digest:digest>/", artifacts.ArtifactView.as_view(), name="artifact"),
]
