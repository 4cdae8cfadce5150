"""What a person is called by others."""

from events.errors import ContinuityError
from productions.models import User

LONGEST = 150


class BadName(ContinuityError):
    """Nobody could read the name, or it would change how what stands beside it reads."""

    code = "invalid-request"
    status = 422


def call(user: User, name: str) -> None:
    """Give a person another name, empty for the user name. BadName."""
    said = " ".join(name.split())
    if not all(each.isprintable() for each in said):
        raise BadName("A name holds no invisible characters.", field="name")
    user.first_name, user.last_name = said, ""
    user.save(update_fields=["first_name", "last_name"])
