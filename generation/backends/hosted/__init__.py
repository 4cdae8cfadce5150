"""Models that providers run for money, each described by data."""
