"""What generation serves below /api/v1/."""
