"""Who, where and with what appears in the film, as tables."""

from collections.abc import Callable, Collection
from uuid import UUID

from django.http import HttpResponse

from productions.api.http.base import ProductionView
from productions.api.http.downloads import File, downloads
from productions.api.script_files import name_of
from productions.queries import film_lists
from productions.queries.film_tables import appearances_table
from productions.tables.writing import MEDIA_TYPES, Ending


def _list(name: str, kinds: Collection[str], ending: Ending) -> Callable[..., HttpResponse]:
    title = name.capitalize()

    @downloads(
        f"{name}_{ending}",
        f"{title} with their scenes, shots, lines, first appearance and seconds on the screen",
        MEDIA_TYPES[ending],
        ending,
    )
    def get(self: ProductionView, production: UUID) -> File:
        file = appearances_table(production, kinds, title, ending)
        return File(file, f"{name_of(production)} {title.lower()}")

    return get


class CharactersCsvView(ProductionView):
    get = _list("characters", film_lists.PEOPLE, "csv")


class CharactersXlsxView(ProductionView):
    get = _list("characters", film_lists.PEOPLE, "xlsx")


class LocationsCsvView(ProductionView):
    get = _list("locations", film_lists.PLACES, "csv")


class LocationsXlsxView(ProductionView):
    get = _list("locations", film_lists.PLACES, "xlsx")


class PropsCsvView(ProductionView):
    get = _list("props", film_lists.PROPS, "csv")


class PropsXlsxView(ProductionView):
    get = _list("props", film_lists.PROPS, "xlsx")
