"""What the columns of a shot list mean: the fields that a person maps them to, and what their names suggest."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal, get_args

ListField = Literal[
    "code", "scene", "heading", "description", "size", "camera", "frames", "seconds", "timecode", "cast", "place"
]
"""What a column of a shot list may hold. `place` is the place in a heading, of a list without headings."""
LIST_FIELDS: tuple[ListField, ...] = get_args(ListField)

_SAID: Mapping[ListField, str] = {
    "code": "code|shot|shot code|shot no|shot number|shot id|shot name|nr|no|einstellung|plan|plano|toma",
    "scene": "scene|scene no|scene number|scene code|sc|szene|szene nr|scène|séquence|seq|sequence|escena|scena|cena",
    "heading": "heading|slugline|scene heading|slug|szenenkopf|intitulé|encabezado|intestazione",
    "description": "description|action|shot description|content|what|notes|beschreibung|inhalt|handlung|descripción"
    "|descrizione|descrição|beskrivning",
    "size": "size|shot size|framing|frame|shot type|type|einstellungsgröße|größe|valeur de plan|valeur|cadrage|encuadre"
    "|plano tipo|inquadratura",
    "camera": "camera|movement|camera movement|move|camera move|kamera|bewegung|kamerabewegung|mouvement|movimiento"
    "|movimento",
    "frames": "frames|length in frames|duration in frames|bilder|images|fotogramas",
    "seconds": "seconds|length|duration|sec|secs|s|länge|dauer|sekunden|durée|duración|durata|duração",
    "timecode": "timecode|tc|length (timecode)|duration (timecode)",
    "cast": "cast|characters|character|talent|actors|who|figuren|darsteller|rollen|personnages|personajes|personaggi",
    "place": "place|location|set|ort|motiv|drehort|lieu|décor|lugar|localización|luogo",
}
_MEANT: Mapping[str, ListField] = {
    name.casefold(): field for field, names in _SAID.items() for name in names.split("|")
}
_SPARE = re.compile(r"[#.:_/\s-]+")


def suggested(columns: Sequence[str], remembered: Mapping[str, str]) -> dict[str, ListField | None]:
    """Return what each column holds: as a person said of this name before, else by its name, each field once."""
    meant: dict[str, ListField | None] = {}
    taken: set[ListField] = set()
    for column in columns:
        known = remembered.get(key(column))
        field = known_field(known) if known is not None else _MEANT.get(_plain(column))
        meant[column] = field if field not in taken else None
        taken |= {field} if field else set()
    return meant


def known_field(name: str) -> ListField | None:
    """Return a field by its name; None for a column that is passed over."""
    return next((field for field in LIST_FIELDS if field == name), None)


def key(column: str) -> str:
    """Return what two writings of a column's name share."""
    return " ".join(column.casefold().split())


def _plain(column: str) -> str:
    spaced = " ".join(_SPARE.sub(" ", column.casefold()).split())
    return spaced if spaced in _MEANT else key(column)
