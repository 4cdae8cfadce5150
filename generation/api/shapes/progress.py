"""How far work is, in every reply that shows work."""

import msgspec


class Progress(msgspec.Struct):
    """How far a running stage is: steps done of all, steps a second, and seconds until it is thought to be done.

    `preview` is the step after which there is a picture of it at `jobs/{id}/preview/`; null where there is none.
    """

    step: int
    steps: int
    rate: float | None
    eta_seconds: float | None
    preview: int | None
