"""Geometry, once: a journey, a style and a text measurer become primitives to draw."""
