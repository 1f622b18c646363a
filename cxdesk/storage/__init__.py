"""The project on disk: one SQLite file of operations, and what keeps it whole."""
