"""What a person is called by others."""

from productions.domain.names import clean_label
from productions.models import User

LONGEST = 150


def call(user: User, name: str) -> None:
    """Give a person another name, empty for the user name. InvalidName."""
    user.first_name, user.last_name = clean_label(name, LONGEST), ""
    user.save(update_fields=["first_name", "last_name"])
