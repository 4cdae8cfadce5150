"""What files look like, and what is heard of them."""

from typing import Any

import msgspec


class File(msgspec.Struct):
    """An artifact of a take; `size` in bytes, `url` serves it with ranges."""

    role: str
    digest: str
    media_type: str
    size: int
    facts: dict[str, Any]
    url: str


class Sound(msgspec.Struct):
    """What is heard of a take, at `url`: so many samples, `rate` of them a second.

    `peaks` draw it: the loudest sample of each part, 0 to 255, as bytes in base64. `needs` are the frames that its
    speech needs of `frames`; where they are more, the end of the speech is not in it.
    """

    url: str
    rate: int
    samples: int
    peaks: str
    frames: int
    needs: int
