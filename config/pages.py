"""The plain page at `/` that says where things are, and the API's documentation."""

import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView

DOCUMENTATION_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Say where things are; works without scripts."""
    nonce = secrets.token_urlsafe(16)
    addresses = {"token": reverse("token"), "productions": reverse("productions")}
    response = render(request, "front.html", {"nonce": nonce, **addresses})
    response["Content-Security-Policy"] = (
        f"default-src 'none'; style-src 'nonce-{nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return response


class SchemaView(SpectacularAPIView):
    """The OpenAPI description."""

    authentication_classes = ()


class DocumentationView(SpectacularSwaggerView):
    """Swagger UI from our own files: nothing is fetched from elsewhere."""

    authentication_classes = ()

    @extend_schema(exclude=True)
    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response: HttpResponse = super().get(request, *args, **kwargs)  # type: ignore[no-untyped-call]  # theirs says none
        response["Content-Security-Policy"] = DOCUMENTATION_POLICY
        return response
