"""Shots: what belongs into one, how it is framed and told, and how long it plays."""
