"""What happens to every request before Django looks for its view, and to every answer behind it."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]
API = "/api/"


class NothingLost:
    """No detour turns a write into a read, as clients do that are sent elsewhere by 301.

    An address of the API without its final slash is the same address. Where a write is sent on, to HTTPS, it is by 308.
    """

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(API) and not request.path_info.endswith("/"):
            request.path_info, request.path = f"{request.path_info}/", f"{request.path}/"
        response = self._get_response(request)
        if response.status_code in (301, 302) and request.method not in ("GET", "HEAD"):
            response.status_code = 308
        return response
