"""One class per gesture on the map."""
