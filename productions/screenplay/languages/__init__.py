"""The languages in which scripts are written: one table of words each, beside this file, as data.

`docs/how-to/add-a-language.md` says how a table is added. Words of all tables are known at once, so that a script may
mix them (INT. HAUS - NACHT); only what means different things in two languages asks which one a script is in.
"""

from productions.screenplay.languages.detection import detected, letters_known
from productions.screenplay.languages.tables import ENGLISH, LANGUAGES, Language, folded, named, of

__all__ = ["ENGLISH", "LANGUAGES", "Language", "detected", "folded", "letters_known", "named", "of"]
