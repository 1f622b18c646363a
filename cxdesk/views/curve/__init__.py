"""The emotion curve below the map."""
