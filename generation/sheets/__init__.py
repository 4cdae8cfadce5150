"""Sheets to print: the storyboard as PDF."""
