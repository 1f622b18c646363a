"""Versions, history, backups, and looking at any of them in the place of the map."""
