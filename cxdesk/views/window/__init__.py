"""The window itself: its frame, its actions, its notices, how large it is and where it lies."""
