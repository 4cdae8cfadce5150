"""What stages, ports and takes are called in replies."""

from typing import Annotated
from uuid import UUID

import msgspec

PortName = Annotated[str, msgspec.Meta(description="An output of the pipeline, such as master, sound or captions.")]
StageName = Annotated[str, msgspec.Meta(description="The id of a stage in the pipeline of the production.")]


class TakeName(msgspec.Struct):
    """A take by id and number."""

    id: UUID
    number: int
