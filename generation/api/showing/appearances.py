"""How a reference looks in the film, in replies."""

from generation.api import shapes
from generation.api.showing.files import address
from generation.planning.appearances import CharacterSheet, PicturedShot


def of_sheet(sheet: CharacterSheet) -> shapes.CharacterSheet:
    """Return the shots that cast a reference, with their scenes and the looks that hold in them."""
    scenes = dict.fromkeys(each.appears.place.scene for each in sheet.shots)
    states = ((id_, sheet.scenes[id_].state) for id_ in scenes)
    return shapes.CharacterSheet(
        reference=sheet.reference,
        scenes=[shapes.AppearingScene(id_, each.code, each.number, each.heading.text) for id_, each in states],
        looks=_looks(sheet),
        shots=[_appearance(each) for each in sheet.shots],
    )


def _looks(sheet: CharacterSheet) -> list[shapes.AppearingLook]:
    """The changes that hold anywhere, each once, as the version that a shot casts has them."""
    held = {
        (of, id_): each.appears.entry.version if of == sheet.reference else None
        for each in sheet.shots
        for of, id_ in each.appears.held
    }
    return [
        shapes.AppearingLook(id_, of, sheet.references[of].state.look_changes(version)[id_].label)
        for (of, id_), version in held.items()
    ]


def _appearance(shot: PicturedShot) -> shapes.Appearance:
    place, entry, take = shot.appears.place, shot.appears.entry, shot.take
    return shapes.Appearance(
        shot=place.shot,
        code=place.code,
        scene=place.scene,
        role=entry.role,
        version=entry.version,
        derived=entry.derived,
        looks=[id_ for _, id_ in shot.appears.held],
        review=shot.review,
        work=shot.work,
        out_of_date=take is not None and not take.current,
        take=shapes.TakeName(take.id, take.number) if take else None,
        poster=address(shot.poster) if shot.poster else None,
        lacks=shot.lacks,
    )
