"""The dossier of a shot: of what, by what and by whom the take was made that is seen of it, signed."""

from typing import ClassVar
from uuid import UUID

from events.evidence.verify import DOSSIER_ENDING
from generation import queries
from generation.api.takes import production_of
from generation.delivery import dossiers
from productions.api.http.base import ProductionView
from productions.api.http.downloads import File, downloads
from productions.queries import listing
from productions.refusals import NotFound


class DossierView(ProductionView):
    thing = "shot"
    needs: ClassVar = {"GET": "export"}

    def find(self, *, id: UUID, **_: UUID) -> UUID:  # type: ignore[override]  # this address leads to a shot
        return production_of(id, "shot")

    @downloads(
        "shots_dossier",
        "The dossier of a shot, an in-toto statement about the take in use: `python3 verify.py` checks it",
        dossiers.MEDIA_TYPE,
        DOSSIER_ENDING.removeprefix("."),
    )
    def get(self, id: UUID) -> File:
        used = next((each.id for each in queries.takes(self.log, id) if each.in_use), None)
        if used is None:
            raise NotFound("This shot has no take, so there is nothing to tell of it.")
        return File(dossiers.one(self.log, id, used), listing.shot(id).state.code)
