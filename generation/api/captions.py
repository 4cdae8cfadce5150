"""The captions of the film: as files, and what is found of them."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse

from generation.planning import film_captions
from generation.ports.caption_files import MEDIA_TYPES, Ending
from productions.api.http import filters
from productions.api.http.base import ProductionView
from productions.api.http.downloads import File, downloads
from productions.api.script_files import name_of
from productions.domain.parameters import language_tag

_TAG = r"^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*$"
"""Tags as people write them; those that extend them with subtags of one sign are read too."""
LANGUAGE = filters.QueryParameter(
    "language",
    "A BCP 47 tag in any case; unless it is given, the language in which most shots have captions.",
    {"type": "string", "maxLength": 35, "pattern": _TAG},
    "a language, such as en or de-AT",
    language_tag,
    default="",
)
_CALLED = {"vtt": "WebVTT", "srt": "SubRip", "ttml": "TTML (IMSC 1.1 text)"}


def _captions(ending: Ending) -> Callable[..., HttpResponse]:
    @downloads(
        f"captions_{ending}",
        f"The captions of the film as {_CALLED[ending]}, timed by the takes in use",
        MEDIA_TYPES[ending],
        ending,
        query=[LANGUAGE],
    )
    def get(self: ProductionView, production: UUID) -> File:
        content = film_captions.captions_file(production, ending, LANGUAGE.read(self.request))
        return File(content, f"{name_of(production)} captions")

    return get


class CaptionsVttView(ProductionView):
    get = _captions("vtt")


class CaptionsSrtView(ProductionView):
    get = _captions("srt")


class CaptionsTtmlView(ProductionView):
    get = _captions("ttml")
