"""Windows, panels, dialogs and the dashboard around the map."""
