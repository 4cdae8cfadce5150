"""Django's ASGI handler, with one thread hand-off for each request."""

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class Handler(ASGIHandler):
    """Runs middleware and view in one go, in the thread of the request.

    All of them are synchronous. Django would go to that thread and back for each part of the middleware alone, some
    ten times, which costs more than everything else that a small request does.
    """

    def load_middleware(self, is_async: bool = False) -> None:
        """Build the chain for synchronous calls, whatever is asked for."""
        super().load_middleware(is_async=False)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        """Return the response of the whole chain."""
        response: HttpResponseBase = await sync_to_async(self.get_response, thread_sensitive=True)(request)
        return response
