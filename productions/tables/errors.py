"""What is wrong with a table that cannot be read."""

from events.errors import Refusal


class TableUnreadable(Refusal):
    """The file is no table; the detail says what it is and what to do."""

    code = "table-unreadable"
    status = 422

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail, reason=reason)
        self.reason = reason
