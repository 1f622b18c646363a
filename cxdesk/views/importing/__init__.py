"""Importing a survey: one page that shows what would happen."""
