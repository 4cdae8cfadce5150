"""Where everything is served."""

from django.urls import include, path, re_path

from config import health, pages, studio

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("livez", health.livez, name="livez"),
    path("api/schema/", pages.SchemaView.as_view(), name="schema"),
    path("api/docs/", pages.DocumentationView.as_view(url_name="schema"), name="docs"),
    path("metrics", studio.MetricsView.as_view(), name="metrics"),
    path("api/v1/studio/health/", studio.HealthView.as_view()),
    path("api/v1/", include("productions.api.urls")),
    path("api/v1/", include("generation.api.urls")),
    path("assets/<str:name>", pages.asset),
    re_path(r"^(?!(?:api|ws|static|media|assets)(?:/|$))(?P<address>[^.]*)$", pages.front, name="front"),
]

handler400 = "productions.api.http.errors.bad_request"
handler403 = "productions.api.http.errors.forbidden"
handler404 = "productions.api.http.errors.page_not_found"
handler500 = "productions.api.http.errors.server_error"
