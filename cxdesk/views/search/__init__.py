"""Finding things: the command palette, find and replace, filters and saved views."""
