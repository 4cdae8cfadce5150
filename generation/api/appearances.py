"""How a reference looks in the film as it was made."""

from uuid import UUID

from generation.api import shapes
from generation.api.pictures import OfReference
from generation.api.showing.appearances import of_sheet
from generation.planning.appearances import character_sheet
from productions.api.http.operations import reads


class AppearancesView(OfReference):
    @reads(
        "references_appearances",
        "Every shot that casts a reference, in film order, with the picture of its take in use",
        shapes.CharacterSheet,
    )
    def get(self, id: UUID) -> shapes.CharacterSheet:
        return of_sheet(character_sheet(self.log, id))
