"""Headings: where and when a scene is, in any of the languages, however it is written."""
