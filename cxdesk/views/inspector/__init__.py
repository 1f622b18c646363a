"""The right panel: a page for each kind of thing that can be selected."""
