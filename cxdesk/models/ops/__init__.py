"""Every edit that a person can make, by name; mouse, keyboard and imports call the same ones."""
