"""Tables of colours (LUTs) that people bring: which file a grade goes by, what it is called, and who has the rights."""

import re

from events.registry import Json
from productions.domain.names import clean_label

FILE = "file"
"""Under which name a value has the digest of a file that people brought."""
LONGEST_RIGHTS = 1000
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


def clean(value: Json) -> Json:
    """Return the canonical form of a table as parameters hold it; ValueError in plain words for what is none."""
    match value:
        case None:
            return None
        case {"file": str() as digest} if _DIGEST.fullmatch(digest) and value.keys() <= {FILE, "name", "rights"}:
            name, rights = value.get("name", ""), value.get("rights", "")
            if isinstance(name, str) and isinstance(rights, str) and len(rights) <= LONGEST_RIGHTS:
                return {FILE: digest, "name": clean_label(name), "rights": rights.strip()}
    raise ValueError(
        "must be null, or a table of colours: its file as sha256:…, its name, and who has the rights in at most "
        f"{LONGEST_RIGHTS} characters"
    )
