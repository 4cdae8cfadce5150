"""What is wrong with a file that cannot be read as a screenplay."""

from events.errors import Refusal


class ScreenplayUnreadable(Refusal):
    """The file is no screenplay text; the detail says what it is and what to do, `line` where (0: the whole)."""

    code = "screenplay-unreadable"
    status = 422

    def __init__(self, reason: str, detail: str, line: int = 0) -> None:
        super().__init__(detail, reason=reason, line=line)
        self.reason, self.line = reason, line
