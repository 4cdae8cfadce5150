"""Keeping: which of the stored files the film needs, which cost more to keep than to make again, and removing these."""
