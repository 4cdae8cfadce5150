"""Revisions: what of a new script is what a production has, under its own or another name."""
