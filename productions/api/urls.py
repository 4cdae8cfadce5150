"""The addresses of productions below /api/v1/."""

from types import ModuleType

from django.urls import URLPattern, path

from productions.api import (
    account,
    auth,
    causation,
    differences,
    evidence,
    history,
    lists,
    markers,
    members,
    parameters,
    people,
    productions,
    references,
    scenes,
    script_files,
    scripts,
    shot_lists,
    shot_parts,
    shots,
    studio_evidence,
    tokens,
)

_IN = "productions/<uuid:production>/"
_SCENE, _SHOT, _REFERENCE = "scenes/<uuid:id>/", "shots/<uuid:id>/", "references/<uuid:id>/"
_PARAMETER = "parameters/<str:name>/"


def _evidence(of: str, views: ModuleType) -> list[URLPattern]:
    """The same addresses below a production and below the studio."""
    by_address = {
        "checkpoint/": views.CheckpointView,
        "checkpoints/": views.CheckpointsView,
        "consistency/": views.ConsistencyView,
        "events/<int:position>/receipt/": views.ReceiptView,
        "leaves/": views.LeavesView,
        "verify/": views.VerifyView,
        "export/": views.ExportsView,
        "export/<uuid:id>/": views.ExportView,
        "export/<uuid:id>/cancel/": views.CancelView,
        "export/<uuid:id>/download/": views.DownloadView,
    }
    return [path(f"{of}{address}", view.as_view()) for address, view in by_address.items()]


urlpatterns: list[URLPattern] = [
    path("me/", account.MeView.as_view()),
    path("me/password/", account.PasswordView.as_view()),
    path("auth/token/", auth.TokenView.as_view(), name="token"),
    path("auth/tokens/", tokens.TokensView.as_view()),
    path("auth/tokens/<uuid:token>/", tokens.TokenRevokeView.as_view()),
    path("auth/session/", auth.SessionView.as_view()),
    path("auth/sessions/", account.SessionsView.as_view()),
    path("auth/sessions/<uuid:session>/", account.SessionEndView.as_view()),
    path("studio/people/<uuid:person>/erase/", people.PersonEraseView.as_view()),
    path("productions/", productions.ProductionsView.as_view(), name="productions"),
    path(_IN, productions.ProductionDetailView.as_view(), name="production"),
    path(f"{_IN}members/", members.MembersView.as_view()),
    path(f"{_IN}members/<uuid:person>/", members.MemberView.as_view()),
    path(f"{_IN}parameters/", parameters.ProductionParametersView.as_view()),
    path(f"{_IN}{_PARAMETER}", parameters.ProductionParameterView.as_view()),
    path(f"{_IN}{_PARAMETER}lock/", parameters.ProductionLockView.as_view()),
    path(f"{_IN}script/", scripts.ScriptView.as_view()),
    path(f"{_IN}script/decisions/", scripts.DecisionsView.as_view()),
    path(f"{_IN}script/open/", script_files.ScriptOpenView.as_view()),
    path(f"{_IN}script.fountain/", script_files.FountainView.as_view()),
    path(f"{_IN}script.fdx/", script_files.FinalDraftView.as_view()),
    path(f"{_IN}scenes/", scenes.ScenesView.as_view()),
    path(_SCENE, scenes.SceneView.as_view(), name="scene"),
    path(f"{_SCENE}move/", scenes.SceneMoveView.as_view()),
    path(f"{_SCENE}restore/", scenes.SceneRestoreView.as_view()),
    path(f"{_SCENE}parameters/", parameters.SceneParametersView.as_view()),
    path(f"{_SCENE}{_PARAMETER}", parameters.SceneParameterView.as_view()),
    path(f"{_SCENE}{_PARAMETER}lock/", parameters.SceneLockView.as_view()),
    path(f"{_IN}shots/", shots.ShotsView.as_view()),
    path(f"{_IN}shots/list/", shot_lists.ShotListView.as_view()),
    path(f"{_IN}shots/list/open/", shot_lists.ShotListOpenView.as_view()),
    path(_SHOT, shots.ShotView.as_view(), name="shot"),
    path(f"{_SHOT}move/", shots.ShotMoveView.as_view()),
    path(f"{_SHOT}restore/", shots.ShotRestoreView.as_view()),
    path(f"{_SHOT}sentences/", shots.SentencesView.as_view()),
    path(f"{_SHOT}split/", shots.ShotSplitView.as_view()),
    path(f"{_SHOT}merge/", shots.ShotMergeView.as_view()),
    path(f"{_SHOT}cast/", shot_parts.CastView.as_view()),
    path(f"{_SHOT}cast/<uuid:reference>/", shot_parts.CastEntryView.as_view()),
    path(f"{_SHOT}cast/<uuid:reference>/refuse/", shot_parts.CastRefuseView.as_view()),
    path(f"{_SHOT}inputs/", shot_parts.InputsView.as_view()),
    path(f"{_SHOT}parameters/", parameters.ShotParametersView.as_view()),
    path(f"{_SHOT}{_PARAMETER}", parameters.ShotParameterView.as_view()),
    path(f"{_SHOT}{_PARAMETER}lock/", parameters.ShotLockView.as_view()),
    path(f"{_IN}references/", references.ReferencesView.as_view()),
    path(_REFERENCE, references.ReferenceView.as_view(), name="reference"),
    path(f"{_REFERENCE}aliases/", references.AliasesView.as_view()),
    path(f"{_REFERENCE}merge/", references.ReferenceMergeView.as_view()),
    path(f"{_REFERENCE}lock/", references.ReferenceLockView.as_view()),
    path(f"{_REFERENCE}restore/", references.ReferenceRestoreView.as_view()),
    path(f"{_REFERENCE}used-by/", references.UsedByView.as_view()),
    path(f"{_IN}characters.csv/", lists.CharactersCsvView.as_view()),
    path(f"{_IN}characters.xlsx/", lists.CharactersXlsxView.as_view()),
    path(f"{_IN}locations.csv/", lists.LocationsCsvView.as_view()),
    path(f"{_IN}locations.xlsx/", lists.LocationsXlsxView.as_view()),
    path(f"{_IN}events/", history.EventsView.as_view()),
    path(f"{_IN}events/<int:position>/", history.EventView.as_view()),
    path(f"{_IN}events/<int:position>/causes/", causation.CausesView.as_view()),
    path(f"{_IN}events/<int:position>/effects/", causation.EffectsView.as_view()),
    path(f"{_IN}markers/", markers.MarkersView.as_view()),
    path(f"{_IN}state/", history.StateView.as_view()),
    path(f"{_IN}diff/", differences.DifferenceView.as_view()),
    path(f"{_SHOT}history/", history.ShotHistoryView.as_view()),
    *_evidence(_IN, evidence),
    *_evidence("studio/", studio_evidence),
]
