"""The shot list as a table, and the storyboard as sheets to print."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse

from generation.planning.film_files import shots_table, storyboard_file
from productions.api.http import filters
from productions.api.http.base import ProductionView
from productions.api.http.downloads import File, downloads
from productions.api.script_files import name_of
from productions.tables.writing import MEDIA_TYPES, Ending


def _shot_list(ending: Ending) -> Callable[..., HttpResponse]:
    @downloads(f"shots_{ending}", "The shot list, in film order", MEDIA_TYPES[ending], ending)
    def get(self: ProductionView, production: UUID) -> File:
        return File(shots_table(production, ending), f"{name_of(production)} shots")

    return get


class ShotListCsvView(ProductionView):
    get = _shot_list("csv")


class ShotListXlsxView(ProductionView):
    get = _shot_list("xlsx")


_PER_PAGE = filters.choice("per_page", "How many shots stand on a page; 6 unless said.", ("3", "6"))
_SCENE = filters.identity("scene", "Only the shots of one scene.")


class StoryboardView(ProductionView):
    @downloads(
        "storyboard",
        "The storyboard as PDF: a frame of each shot, with its description, dialogue, code and length",
        "application/pdf",
        "pdf",
        query=[_PER_PAGE, _SCENE],
    )
    def get(self, production: UUID) -> File:
        per_page = int(_PER_PAGE.read(self.request) or 6)
        return File(
            storyboard_file(production, per_page, _SCENE.read(self.request)), f"{name_of(production)} storyboard"
        )
