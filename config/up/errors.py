"""What a person is told when the system cannot start."""


class CannotStart(Exception):
    """Its text is meant for a person and says what to do."""
