"""Presenting: the journey full screen, a phase a page."""
