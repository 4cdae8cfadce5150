"""Where everything is served."""

from django.urls import include, path

from config import health, pages

urlpatterns = [
    path("", pages.front, name="front"),
    path("healthz", health.healthz, name="healthz"),
    path("livez", health.livez, name="livez"),
    path("api/schema/", pages.SchemaView.as_view(), name="schema"),
    path("api/docs/", pages.DocumentationView.as_view(url_name="schema"), name="docs"),
    path("api/v1/", include("productions.api.urls")),
    path("api/v1/", include("generation.api.urls")),
]

handler400 = "productions.api.errors.bad_request"
handler403 = "productions.api.errors.forbidden"
handler404 = "productions.api.errors.page_not_found"
handler500 = "productions.api.errors.server_error"
