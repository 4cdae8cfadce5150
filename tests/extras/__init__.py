"""Tried against real services of others, by hand: `python -m tests.extras.<name>`. The suite needs none of it."""
