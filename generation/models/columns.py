"""What columns of several tables share."""

DIGEST = 71
"""Characters of `sha256:` and 64 hex digits."""
