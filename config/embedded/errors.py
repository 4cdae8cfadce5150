"""What a person is told when a built-in service cannot run."""


class EmbeddedError(Exception):
    """Its text is meant for a person and says what to do."""
