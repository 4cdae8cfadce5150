"""The page and its assets, the plain page where the page is not built, and the API's documentation."""

import re
import secrets
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView

from config.frontend.files import RETRY, Page

PAGE = Page.ours()
NONCE = "__NONCE__"
"""Where Vite leaves room for the nonce (vite.config.ts)."""
SCHEMES = 'content="light dark"'
"""Where the page says which colours it knows (frontend/index.html); with both, the system's setting decides."""
SCHEME_COOKIE = "scheme"
"""What whoever looks chose on the page, which keeps it (frontend/src/shared/lib/appearance.ts)."""
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' blob:; "
    "media-src 'self' blob:; font-src 'self'; connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
PLAIN_POLICY = (
    "default-src 'none'; style-src 'nonce-{nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
DOCUMENTATION_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
MEDIA_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".png": "image/png",
    ".wasm": "application/wasm",
    ".json": "application/json",
}
_ASSET = re.compile(r"[\w.-]+-[\w-]{8}\.\w+", re.ASCII)
"""Vite's names carry a hash of the content, so what a name stands for never changes."""


@require_safe
def front(request: HttpRequest, address: str = "") -> HttpResponse:
    """Serve the page at every address that is its own; it reads the rest of the address itself."""
    nonce = secrets.token_urlsafe(16)
    try:
        text = PAGE.index.read_text()
    except OSError:
        return plain(request, nonce)
    page = _in_colours(text.replace(NONCE, nonce), request.COOKIES.get(SCHEME_COOKIE, ""))
    response = _guarded(HttpResponse(page), PAGE_POLICY, nonce)
    patch_vary_headers(response, ("Cookie",))
    return response


def _in_colours(page: str, scheme: str) -> str:
    """The page in the colours that were chosen, from its first byte: what a script changed later would flash."""
    return page.replace(SCHEMES, f'content="{scheme}"', 1) if scheme in ("light", "dark") else page


def plain(request: HttpRequest, nonce: str) -> HttpResponse:
    """Say where things are and, where the build of the page failed, at which step; works without scripts."""
    addresses = {"token": reverse("token"), "productions": reverse("productions")}
    failure = PAGE.failure()
    response = render(request, "front.html", {"nonce": nonce, "failure": failure, "retry": RETRY, **addresses})
    return _guarded(response, PLAIN_POLICY, nonce)


def _guarded(response: HttpResponse, policy: str, nonce: str) -> HttpResponse:
    response["Content-Security-Policy"] = policy.format(nonce=nonce)
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def asset(request: HttpRequest, name: str) -> HttpResponse:
    """Serve a file of the build, compressed where the asker takes that, to be kept for ever."""
    path = PAGE.dist / "assets" / name
    media_type = MEDIA_TYPES.get(path.suffix)
    if not _ASSET.fullmatch(name) or media_type is None:
        raise Http404
    compressed = path.with_name(f"{name}.gz")
    zipped = "gzip" in request.headers.get("Accept-Encoding", "") and compressed.is_file()
    response = HttpResponse(_bytes(compressed if zipped else path), content_type=media_type)
    if zipped:
        response["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ("Accept-Encoding",))
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Http404 from error


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
