"""What may stand in XML: of the characters that a name or a text may hold, XML has no way to write some."""

import re

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    """Return a text without the characters that no XML document may hold."""
    return _NO_XML.sub("", text)
