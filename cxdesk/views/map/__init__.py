"""What stands around the map: its page, its menus, its palette, the way to a sub-journey."""
