"""The map on screen: a scene of painted primitives, and one class per gesture."""
